/** The results of a long test: a table on the console and, with WRITE_RESULTS=1, a file below docs/embedded. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Results { title: string, columns: string[], rows: (string | number)[][], notes: string[] }

/** Prints the table and, with WRITE_RESULTS=1, writes it to docs/embedded/NAME.json. */
export function showResults(name: string, { title, columns, rows, notes }: Results): void {
  const lines = [columns, ...rows.map(row => row.map(String))]
  const widths = columns.map((_, at) => Math.max(...lines.map(line => (line[at] ?? '').length)))
  const table = lines.map(line =>
    line.map((cell, at) => at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))
      .join('  ')
      .trimEnd())
  process.stdout.write(`\n${title}\n${table.join('\n')}\n${notes.map(note => `${note}\n`).join('')}\n`)
  if (process.env.WRITE_RESULTS !== '1') return
  const directory = join(__dirname, '..', '..', 'docs', 'embedded')
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, `${name}.json`), `${JSON.stringify({ title, columns, rows, notes }, null, 2)}\n`)
}
