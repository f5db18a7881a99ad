import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files from which a build is made. */
const SOURCES = ['src', 'config', 'package-lock.json', 'tsconfig.json'] as const
const OUTPUT = { h5: 'dist/h5/index.html', weapp: 'dist/weapp/app.json' } as const

/** True when a build is missing or older than one of its sources. @param root the project's directory */
export function isStale(root: string, target: keyof typeof OUTPUT): boolean {
  const output = join(root, OUTPUT[target])
  if (!existsSync(output)) return true
  const built = statSync(output).mtimeMs
  return SOURCES.some(source => newest(join(root, source)) > built)
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}
