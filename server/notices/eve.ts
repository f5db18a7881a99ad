import { DAY_MS, dayOf, instantOf } from '../../src/contract/day'
import type { Settings } from '../settings'

/**
 * When people hear of a visit on the evening before.
 * @param start the beginning of the appointment, ms since 1970
 * @returns ms since 1970
 */
export function eveOf(start: number, { eveReminderAt }: Pick<Settings, 'eveReminderAt'>): number {
  return instantOf(dayOf(instantOf(dayOf(start)) - DAY_MS), eveReminderAt)
}
