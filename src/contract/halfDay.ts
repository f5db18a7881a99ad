import type { DayPart } from './serviceRequestViews'
import type { WorkingHours } from './workingHours'

/** Where the morning ends and the afternoon begins, in minutes from midnight. */
export const NOON = 12 * 60

/**
 * The working time of a half day, from its first opening to its last closing; null when that half day is not worked.
 */
export function hoursOfPart(hours: WorkingHours, part: DayPart): { from: number; until: number } | null {
  const spans = hours
    .map(({ from, until }) =>
      part === 'morning' ? { from, until: Math.min(until, NOON) } : { from: Math.max(from, NOON), until }
    )
    .filter(({ from, until }) => from < until)
  const [first] = spans
  const last = spans.at(-1)
  return first && last ? { from: first.from, until: last.until } : null
}
