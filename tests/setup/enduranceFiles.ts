import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from './builds'

const IMPORTS_ENDURANCE = /from '(\.\.\/)+setup\/endurance'/

/** The test files that have a short and a long form: those that import `endurance.ts`. Paths below the checkout. */
export function enduranceFiles(): string[] {
  return readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .map(name => join(ROOT, 'tests', name))
    .filter(path => IMPORTS_ENDURANCE.test(readFileSync(path, 'utf8')))
    .map(path => relative(ROOT, path))
    .sort()
}
