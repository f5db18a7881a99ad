import { DAY_MS, instantOf } from '../../src/contract/day'
import { hoursOfPart } from '../../src/contract/halfDay'
import { LIMITS } from '../../src/contract/limits'
import type { PreferredTime } from '../../src/contract/serviceRequestViews'
import type { WorkingHours } from '../../src/contract/workingHours'
import { fieldError, invalidField } from '../errors'

/**
 * Refuses half days that are not working time, already over, or too far ahead.
 * @param now ms since 1970
 * @throws AppError validationFailed, timeInPast or timeTooFar, with the field
 */
export function checkPreferredTimes(times: readonly PreferredTime[], hours: WorkingHours, now: number): void {
  times.forEach(({ date, part }, index) => {
    const open = hoursOfPart(hours, part)
    if (!open) throw invalidField(`preferredTimes.${index}.part`, '这半天不上班，请选别的时间。')
    const end = instantOf(date, open.until)
    if (end <= now) throw fieldError('timeInPast', `preferredTimes.${index}.date`)
    if (end - now > (LIMITS.daysAhead + 1) * DAY_MS) throw fieldError('timeTooFar', `preferredTimes.${index}.date`)
  })
}
