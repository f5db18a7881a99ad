/**
 * Half days that may be chosen: from tomorrow on, as far ahead as the server accepts them. Dates are YYYY-MM-DD in
 * Shanghai.
 */
import { DAY_MS, dayOf } from '../../contract/day'
import { hoursOfPart } from '../../contract/halfDay'
import { LIMITS } from '../../contract/limits'
import { DAY_PARTS, type DayPart, type PreferredTime } from '../../contract/serviceRequestViews'
import type { WorkingHours } from '../../contract/workingHours'

/** The first `count` days that may be chosen. @param now ms since 1970 */
export function daysOffered(now: number, count: number): string[] {
  return Array.from({ length: Math.min(count, LIMITS.daysAhead) }, (_, index) => dayOf(now + (index + 1) * DAY_MS))
}

/** The halves of a day that are worked. */
export function partsOffered(hours: WorkingHours): DayPart[] {
  return DAY_PARTS.filter(part => hoursOfPart(hours, part) !== null)
}

/**
 * Those of the times that may still be chosen: a draft may be older than a day or than a change of the hours.
 * @param now ms since 1970
 */
export function stillOffered(times: readonly PreferredTime[], hours: WorkingHours, now: number): PreferredTime[] {
  const first = dayOf(now + DAY_MS)
  const last = dayOf(now + LIMITS.daysAhead * DAY_MS)
  const parts = partsOffered(hours)
  return times.filter(({ date, part }) => first <= date && date <= last && parts.includes(part))
}

/** Whether a half day is among the times. */
export function includesTime(times: readonly PreferredTime[], { date, part }: PreferredTime): boolean {
  return times.some(time => time.date === date && time.part === part)
}

/** Takes a half day in or out, in the order of time; null when there are as many as may be chosen. */
export function toggleTime(times: readonly PreferredTime[], toggled: PreferredTime): PreferredTime[] | null {
  if (includesTime(times, toggled)) return times.filter(time => !includesTime([toggled], time))
  if (times.length >= LIMITS.preferredTimes) return null
  return [...times, toggled].sort(
    (a, b) => a.date.localeCompare(b.date) || DAY_PARTS.indexOf(a.part) - DAY_PARTS.indexOf(b.part)
  )
}
