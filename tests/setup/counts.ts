import { readFileSync, writeFileSync } from 'node:fs'
import type { AggregatedResult } from '@jest/test-result'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** Stores the counts of a finished run; a test file that could not be loaded counts as one failure. */
export function writeCounts(file: string, results: AggregatedResult): void {
  const counts: Counts = {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests
  }
  writeFileSync(file, JSON.stringify(counts))
}

/** The counts that `writeCounts` stored. */
export function readCounts(file: string): Counts {
  return JSON.parse(readFileSync(file, 'utf8')) as Counts
}

/** The closing line of every run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
