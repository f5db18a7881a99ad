import { relative } from 'node:path'
import type { AggregatedResult, Test, TestResult } from '@jest/test-result'
import { ROOT } from './builds'
import { writeCounts } from './counts'
import { SKIP_MARK } from './skips'

/** A run prints a sign of life at least this often, in ms. */
const HEARTBEAT_MS = 20_000

/** How much of each failure is repeated at the end, where it can't be overlooked. */
const RECAP_LINES = 40

/** Reports each file as it ends and each failure at once; at the end, everything that failed or was skipped by name. */
export default class ProgressReporter {
  private readonly running = new Map<string, number>()
  private readonly skipped = new Map<string, number>()
  private readonly failures: string[] = []
  private done = 0
  private total = 0
  private heartbeat: NodeJS.Timeout | undefined

  onRunStart({ numTotalTestSuites }: AggregatedResult): void {
    this.total = numTotalTestSuites
    say(`Running ${this.total} files of tests …`)
    this.heartbeat = setInterval(() => this.sayWhatRuns(), HEARTBEAT_MS)
    this.heartbeat.unref()
  }

  onTestFileStart({ path }: Test): void {
    this.running.set(nameOf(path), Date.now())
  }

  onTestFileResult({ path }: Test, result: TestResult): void {
    const name = nameOf(path)
    const seconds = ((Date.now() - (this.running.get(name) ?? Date.now())) / 1000).toFixed(1)
    this.running.delete(name)
    this.done++
    const { numPassingTests: passed, numFailingTests: failed, numPendingTests: skipped } = result
    const tally = [`${passed} passed`, failed > 0 && `${failed} FAILED`, skipped > 0 && `${skipped} skipped`]
      .filter(Boolean)
      .join(', ')
    const verdict = result.testExecError ? 'COULD NOT RUN' : tally
    say(`[${String(this.done).padStart(String(this.total).length)}/${this.total}] ${name}  ${verdict}  ${seconds} s`)
    if (result.failureMessage) {
      say(result.failureMessage)
      this.failures.push(
        [`failed: ${name}`, ...result.failureMessage.trim().split('\n').slice(0, RECAP_LINES)].join('\n')
      )
    }
    if (failed > 0) for (const { type, message } of result.console ?? []) say(`console.${type}: ${message}`)
    this.noteSkips(result)
  }

  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    clearInterval(this.heartbeat)
    if (process.env.TEST_COUNTS_FILE) writeCounts(process.env.TEST_COUNTS_FILE, results)
    for (const [what, count] of this.skipped) say(`skipped: ${what}${count > 1 ? ` (${count} tests)` : ''}`)
    for (const failure of this.failures) say(failure)
  }

  private noteSkips({ testResults }: TestResult): void {
    for (const { status, fullName } of testResults) {
      if (status !== 'pending' && status !== 'skipped') continue
      const what = SKIP_MARK.exec(fullName)?.[1] ?? fullName
      this.skipped.set(what, (this.skipped.get(what) ?? 0) + 1)
    }
  }

  private sayWhatRuns(): void {
    const now = Date.now()
    const files = [...this.running].map(([name, since]) => `${name} (${Math.round((now - since) / 1000)} s)`)
    if (files.length > 0) say(`        … ${files.join(', ')}`)
  }
}

function nameOf(path: string): string {
  return relative(ROOT, path)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
