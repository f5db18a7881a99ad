/** What came of running the matrix. */

/** One call that was answered otherwise than the rules say. */
export interface Finding {
  operation: string
  who: string
  thing: string
  what: string
}

/** The counts of one route: cases made, cases answered with 2xx, cases refused for lack of a right. */
export interface Count {
  cases: number
  done: number
  refused: number
}

export interface Report {
  counts: Map<string, Count>
  /** Names of all who called. */
  callers: Set<string>
  findings: Finding[]
}

/** How many cases were made in all. */
export function casesOf({ counts }: Report): number {
  return [...counts.values()].reduce((sum, { cases }) => sum + cases, 0)
}

/** @throws Error with the findings, and how many cases were made of what, when there is any */
export function expectNone(report: Report): void {
  if (report.findings.length > 0) throw new Error(tell(report))
}

function tell({ counts, findings }: Report): string {
  const lines =
    findings.slice(0, 60).map(({ operation, who, thing, what }) => `${operation} · ${who} · ${thing}: ${what}`)
  const row = (...cells: Array<string | number>) =>
    cells.map((cell, index) => index === 0 ? String(cell).padEnd(24) : String(cell).padStart(9)).join('')
  const table = [...counts].map(([name, { cases, done, refused }]) =>
    row(name, cases, done, refused, findings.filter(({ operation }) => operation === name).length))
  return [
    ...lines, `${findings.length} findings`, '', row('route', 'cases', 'done', 'refused', 'findings'), ...table
  ].join('\n')
}
