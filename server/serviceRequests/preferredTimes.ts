import { LIMITS } from '../../src/contract/limits'
import type { PreferredTime } from '../../src/contract/serviceRequestViews'
import { fieldError } from '../errors'
import { DAY_MS, instantOf } from '../../src/contract/day'

/** When a half day is over, in minutes from midnight. */
const END_OF_PART = { morning: 12 * 60, afternoon: 17 * 60 + 30 } as const

/**
 * Half days that are over, or too far ahead, are refused.
 * @param now ms since 1970
 * @throws AppError timeInPast or timeTooFar, naming the field
 */
export function checkPreferredTimes(times: readonly PreferredTime[], now: number): void {
  times.forEach((time, index) => {
    const end = instantOf(time.date, END_OF_PART[time.part])
    if (end <= now) throw fieldError('timeInPast', `preferredTimes.${index}.date`)
    if (end - now > (LIMITS.daysAhead + 1) * DAY_MS) throw fieldError('timeTooFar', `preferredTimes.${index}.date`)
  })
}
