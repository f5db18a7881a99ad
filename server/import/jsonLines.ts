/** Finds the lines of the values in a JSON text, which JSON.parse does not report. */

const TOKEN = /[{}[\],:]|"(?:[^"\\\n]|\\.)*"|[^\s{}[\],:"]+|\n/g

/**
 * The line (from 1) of every value of a well-formed JSON text by its path (`items.3.code`; the root has the empty
 * path), and the paths of keys that occur twice in one object, which JSON.parse accepts silently.
 */
export function linesOf(json: string): { lines: Map<string, number>; twice: string[] } {
  const lines = new Map<string, number>([['', 1]])
  const twice: string[] = []
  /** One entry for each open object or array: its path, and the next key or index. */
  const open: Array<{ path: string; next: string | number; awaitsKey: boolean }> = []
  let line = 1
  for (const [token] of json.matchAll(TOKEN)) {
    const inner = open.at(-1)
    if (token === '\n') line += 1
    else if (token === ':') inner!.awaitsKey = false
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',') {
      if (typeof inner!.next === 'number') inner!.next += 1
      else inner!.awaitsKey = true
    } else if (inner?.awaitsKey) {
      inner.next = JSON.parse(token) as string
      const path = pathIn(inner)
      if (lines.has(path)) twice.push(path)
      lines.set(path, line)
    } else {
      const path = inner ? pathIn(inner) : ''
      if (!lines.has(path)) lines.set(path, line)
      if (token === '{') open.push({ path, next: '', awaitsKey: true })
      if (token === '[') open.push({ path, next: 0, awaitsKey: false })
    }
  }
  return { lines, twice }
}

function pathIn({ path, next }: { path: string; next: string | number }): string {
  return path === '' ? String(next) : `${path}.${next}`
}
