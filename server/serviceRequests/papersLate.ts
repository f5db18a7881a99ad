import type { Deps } from '../deps'
import { CalendarNotCovered } from '../workingTime/calendar'
import { addWorkingDays } from '../workingTime/clock'

/**
 * Whether papers have been out for longer than the site allows; never when the holiday calendar doesn't reach so far.
 * @param now ms since 1970
 */
export function papersAreLate(
  since: Date | null, now: number, { settings, calendar }: Pick<Deps, 'settings' | 'calendar'>
): boolean {
  if (since === null) return false
  try {
    return addWorkingDays(since.getTime(), settings.papers.heldDays, calendar, settings.workingHours) < now
  } catch (error) {
    if (error instanceof CalendarNotCovered) return false
    throw error
  }
}
