import { officer } from '../../i18n/zh/officer'
import { slotFault, type Slot } from '../halfHours'

/** What is wrong with a slot, in words; undefined when nothing is. @param now ms since 1970 */
export function slotError(slot: Slot, now: number): string | undefined {
  const fault = slotFault(slot, now)
  return fault === null ? undefined : officer.schedule[fault]
}
