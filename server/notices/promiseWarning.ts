import { DAY_MS, dayOf, instantOf } from '../../src/contract/day'
import { CalendarNotCovered } from '../workingTime/calendar'
import type { NoticeDeps } from './noticeDeps'

/** More days than lie between two working days. */
const DAYS_MOST = 20

/**
 * When the assignee is warned of a promised end: when work begins on the working day before.
 * @param end ms since 1970
 * @returns ms since 1970; null where the holiday calendar does not reach so far
 */
export function promiseWarningAt(end: number, { calendar, settings }: Pick<NoticeDeps, 'calendar' | 'settings'>): number | null {
  try {
    let day = instantOf(dayOf(end))
    for (let back = 0; back < DAYS_MOST; back++) {
      day -= DAY_MS
      if (calendar.isWorkday(dayOf(day))) return instantOf(dayOf(day), settings.workingHours[0]!.from)
    }
    return null
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null
    throw error
  }
}
