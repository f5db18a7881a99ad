import type { ServiceRequestDetail } from '../contract/serviceRequestViews'
import { officer } from '../i18n/zh/officer'
import type { StaffAction } from './nextMove'

type Asked = Pick<ServiceRequestDetail, 'channel' | 'appointment' | 'village' | 'deliveryDay' | 'actions'>

/** The text of a move's button. */
export function actionWord(
  action: StaffAction, { channel, appointment, village, deliveryDay, actions }: Asked
): string {
  const words = officer.actions
  const paperwork = channel === 'paperwork'
  if (action === 'setOut') return paperwork ? words.setOutPaperwork : words.setOut(village.name)
  if (action === 'setDelivery' && deliveryDay !== null) return words.setDeliveryAnew
  // The desk hands over at the station only.
  if (action === 'deliver' && !actions.includes('notDelivered')) return words.deliverFetched
  if (action !== 'schedule') return words[action]
  if (appointment) return words.scheduleAnew
  return paperwork ? words.schedulePaperwork : words.schedule
}

/** The sentence after a move was made. */
export function doneWord(action: Exclude<StaffAction, 'reassign'>, { channel }: Pick<Asked, 'channel'>): string {
  return action === 'setOut' && channel === 'paperwork' ? officer.done.setOutPaperwork : officer.done[action]
}
