import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './builds'
import { readCounts, type Counts } from './counts'

export interface JestRun {
  counts: Counts
  /** False when anything failed, also what is no test: a set-up, a worker that died. */
  clean: boolean
}

/**
 * Runs jest with visible progress and answers its counts.
 * @param changes environment of the run on top of this process's; undefined takes a variable out
 */
export async function runJest(jestArguments: readonly string[], changes: Record<string, string | undefined>): Promise<JestRun> {
  const directory = mkdtempSync(join(tmpdir(), 'backpack-run-'))
  const outcome = join(directory, 'counts.json')
  try {
    const code = await spawnJest([...usual(jestArguments), ...jestArguments], { ...changes, TEST_COUNTS_FILE: outcome })
    // Without counts jest did not get as far as the tests; it has said why.
    const counts = existsSync(outcome) ? readCounts(outcome) : { passed: 0, failed: 1, skipped: 0 }
    return { counts, clean: code === 0 && counts.failed === 0 }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Two workers even on two cores: much of the time a test waits for the store or the browser. */
function usual(given: readonly string[]): string[] {
  const workers = given.some(argument => /^(--maxWorkers|-w|--runInBand|-i)/.test(argument))
  return [`--reporters=${join(ROOT, 'tests/setup/progressReporter.ts')}`, ...(workers ? [] : [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`])]
}

function spawnJest(jestArguments: readonly string[], changes: Record<string, string | undefined>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
    const child = spawn(process.execPath, ['--import', 'tsx', jest, ...jestArguments], {
      cwd: ROOT, env: { ...process.env, ...changes }, stdio: ['ignore', 'ignore', process.stdout]
    })
    child.once('error', reject)
    child.once('exit', resolve)
  })
}
