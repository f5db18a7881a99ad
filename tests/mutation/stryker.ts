import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/builds'
import type { Room } from './rooms'
import { CHECKER_NAME, IGNORER_NAME, NEAREST, PARTS, SAMPLE_SEED, SAMPLE_SHARE } from './strykerPlugins'
import type { MutantPlace } from './sample'

const WORK = join(ROOT, '.cache/mutation')
const CONFIG = join(WORK, 'stryker.json')
const REPORT = join(WORK, 'report.json')
/** The time limit of a mutant that blocks a test, in addition to 4 times the usual time of its tests. */
const TIMEOUT_MS = 60_000
/** Loading a test file leaves memory behind, so the process of the tests is replaced after this many mutants. */
const MUTANTS_PER_PROCESS = 40

export interface Sample {
  seed: number
  share: number
}

/** One mutant that was run. */
export interface Outcome extends MutantPlace {
  mutator: string
  /** The source text that the mutant replaces. */
  original: string
  /** The line on which the original begins, trimmed. */
  line: string
  /** `Timeout` and `RuntimeError` count as noticed, too; `NoCoverage` does not. */
  status: 'Killed' | 'Survived' | 'Timeout' | 'NoCoverage' | 'RuntimeError'
}

/** The part of the output of Stryker's JSON reporter that is read here. Lines and columns count from 1. */
interface StrykerReport {
  files: Record<
    string,
    {
      source: string
      mutants: Array<
        Omit<MutantPlace, 'file'> & { mutatorName: string; status: Outcome['status'] | 'CompileError' | 'Ignored' }
      >
    }
  >
}

/**
 * Runs Stryker over one room and returns the outcomes of the mutants in the sample.
 * @param room its parts may be narrowed already
 * @throws Error when Stryker fails, for example because a test fails without any mutant
 */
export async function runStryker(room: Room, { seed, share }: Sample, storeUri: string): Promise<Outcome[]> {
  mkdirSync(WORK, { recursive: true })
  rmSync(REPORT, { force: true })
  writeFileSync(CONFIG, JSON.stringify(settingsFor(room)))
  const code = await spawnStryker({
    [PARTS]: JSON.stringify(room.parts),
    [NEAREST]: join(WORK, 'nearest.json'),
    [SAMPLE_SEED]: String(seed),
    [SAMPLE_SHARE]: String(share),
    TEST_MONGODB_URI: storeUri
  })
  if (code !== 0) throw new Error(`Stryker ended with ${code} in the room ${room.name}; see above.`)
  return outcomesOf(JSON.parse(readFileSync(REPORT, 'utf8')) as StrykerReport)
}

function settingsFor({ parts }: Room): object {
  return {
    mutate: parts.flatMap(({ mutate }) => mutate),
    ignorePatterns: ['.cache', '.ci', 'coverage', 'data', '!server/data', 'dist'],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: { configFile: 'tests/mutation/jest.config.js', enableFindRelatedTests: false },
    plugins: ['@stryker-mutator/jest-runner', join(ROOT, 'tests/mutation/strykerPlugins.ts')],
    checkers: [CHECKER_NAME],
    ignorers: [IGNORER_NAME],
    checkerNodeArgs: ['--import', 'tsx'],
    testRunnerNodeArgs: ['--import', 'tsx'],
    reporters: ['json', 'dots'],
    jsonReporter: { fileName: REPORT },
    tempDirName: join(WORK, 'sandbox'),
    cleanTempDir: 'always',
    concurrency: 1,
    maxTestRunnerReuse: MUTANTS_PER_PROCESS,
    timeoutMS: TIMEOUT_MS,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 30,
    allowConsoleColors: false
  }
}

function spawnStryker(changes: Record<string, string>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js')
    const child = spawn(process.execPath, ['--import', 'tsx', stryker, 'run', CONFIG], {
      cwd: ROOT, env: { ...process.env, ...changes }, stdio: 'inherit'
    })
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

function outcomesOf({ files }: StrykerReport): Outcome[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.flatMap(({ status, mutatorName, location, replacement }) =>
      status === 'CompileError' || status === 'Ignored'
        ? []
        : [
            {
              file,
              location,
              replacement,
              mutator: mutatorName,
              status,
              original: textAt(source, location),
              line: source.split('\n')[location.start.line - 1]!.trim()
            }
          ]
    )
  )
}

/** The text of a span whose lines and columns count from 1. */
function textAt(source: string, { start, end }: MutantPlace['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1)
  lines[0] = lines[0]!.slice(start.column - 1)
  return lines.join('\n')
}
