/** Half days one may wish for: from tomorrow on, as far as the BFF takes them. Dates are YYYY-MM-DD in Shanghai. */
import { LIMITS } from '../../contract/limits'
import { DAY_PARTS, type PreferredTime } from '../../contract/serviceRequestViews'
import { dateOf } from '../../i18n/dates'

/** The first `count` days that may be chosen. @param now ms since 1970 */
export function daysOffered(now: number, count: number): string[] {
  return Array.from({ length: Math.min(count, LIMITS.daysAhead) }, (_, index) => dateOf(now, index + 1))
}

/** Those of the times that may still be chosen: what a draft holds grows old. @param now ms since 1970 */
export function stillOffered(times: readonly PreferredTime[], now: number): PreferredTime[] {
  const first = dateOf(now, 1)
  const last = dateOf(now, LIMITS.daysAhead)
  return times.filter(({ date }) => first <= date && date <= last)
}

/** Is this half day among them? */
export function includesTime(times: readonly PreferredTime[], { date, part }: PreferredTime): boolean {
  return times.some(time => time.date === date && time.part === part)
}

/** Takes a half day in or out, in the order of time; null when there are as many as may be chosen. */
export function toggleTime(times: readonly PreferredTime[], toggled: PreferredTime): PreferredTime[] | null {
  if (includesTime(times, toggled)) return times.filter(time => !includesTime([toggled], time))
  if (times.length >= LIMITS.preferredTimes) return null
  return [...times, toggled].sort((a, b) => a.date.localeCompare(b.date) || DAY_PARTS.indexOf(a.part) - DAY_PARTS.indexOf(b.part))
}
