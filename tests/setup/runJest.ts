import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './builds'
import { closingLine, readCounts, type Counts } from './counts'
import { SEED_VARIABLE, freshSeed, seedLine } from './endurance'

export interface JestRun {
  counts: Counts
  /** False when anything failed, also outside tests: a set-up, or a worker that crashed. */
  clean: boolean
}

/**
 * Runs jest with visible progress and returns its counts. The seed of the run is printed first.
 * @param changes to the environment of this process for the run; undefined removes a variable
 */
export async function runJest(
  jestArguments: readonly string[], changes: Record<string, string | undefined>
): Promise<JestRun> {
  const directory = mkdtempSync(join(tmpdir(), 'backpack-run-'))
  const outcome = join(directory, 'counts.json')
  const seed = process.env[SEED_VARIABLE] || String(freshSeed())
  process.stdout.write(`${seedLine(seed)}\n`)
  try {
    const environment = { ...withoutSettings(), ...changes, TEST_COUNTS_FILE: outcome, [SEED_VARIABLE]: seed }
    const code = await spawnJest([...usual(jestArguments), ...jestArguments], environment)
    // Without counts jest did not start the tests; it has printed the reason.
    const counts = existsSync(outcome) ? readCounts(outcome) : { passed: 0, failed: 1, skipped: 0 }
    return { counts, clean: code === 0 && counts.failed === 0 }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The settings of a server on this machine are removed from the environment: the tests set what they need. */
const SETTINGS = [
  'PORT', 'HOST', 'DATA_DIR', 'SETTINGS_FILE', 'SESSION_SECRET', 'FIELD_KEY', 'FIELD_KEY_FILE', 'WECHAT_APPID',
  'WECHAT_SECRET', 'WECHAT_API', 'TRUST_PROXY', 'PUBLIC_URL', 'LOG_LEVEL'
]

function withoutSettings(): Record<string, string | undefined> {
  return { ...Object.fromEntries(SETTINGS.map(name => [name, undefined])), NODE_ENV: 'test' }
}

/** Runs a whole command; an error is printed in a sentence and counts as one failure in the closing line. */
export function runMain(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.stdout.write(`${closingLine({ passed: 0, failed: 1, skipped: 0 })}\n`)
    process.exitCode = 1
  })
}

/** Two workers more than there are cores: much of the time a test waits for the store, a process or the browser. */
function usual(given: readonly string[]): string[] {
  const reporter = `--reporters=${join(ROOT, 'tests/setup/progressReporter.ts')}`
  if (given.some(argument => /^(--maxWorkers|-w|--runInBand|-i)/.test(argument))) return [reporter]
  return [reporter, `--maxWorkers=${availableParallelism() + 2}`]
}

function spawnJest(
  jestArguments: readonly string[], changes: Record<string, string | undefined>
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
    const child = spawn(process.execPath, ['--import', 'tsx', jest, ...jestArguments], {
      cwd: ROOT, env: { ...process.env, ...changes }, stdio: ['ignore', 'ignore', process.stdout]
    })
    child.once('error', reject)
    child.once('exit', resolve)
  })
}
