/** Which of the allowed moves is offered as the main button, and which are behind "other ways". */
import type { Action } from '../contract/serviceRequest'
import type { ServiceRequestDetail } from '../contract/serviceRequestViews'

/** Moves of officers, agents and desks; the other moves belong to residents and have screens of their own. */
export const STAFF_ACTIONS = [
  'accept',
  'schedule',
  'setOut',
  'recordConsent',
  'finish',
  'documentReady',
  'receivePapers',
  'deliver',
  'setDelivery',
  'notDelivered',
  'takePapers',
  'givePapers',
  'returnPapers',
  'nobodyHome',
  'undoNobodyHome',
  'noteCall',
  'askMaterial',
  'escalate',
  'nameContacts',
  'reassign',
  'handBack',
  'withdrawConsent',
  'decline'
] as const satisfies readonly Action[]
export type StaffAction = (typeof STAFF_ACTIONS)[number]

export interface MovesOffered {
  /** The most likely next move; null when it is the resident's turn or the viewer has nothing to do. */
  main: StaffAction | null
  others: StaffAction[]
}

type Asked = Pick<
  ServiceRequestDetail, 'actions' | 'channel' | 'status' | 'waitingOn' | 'timeChangeAsked' | 'custody' | 'assignee'
> & { appointment?: ServiceRequestDetail['appointment'] | undefined }

/**
 * Splits the moves that the server allows into the likely next one and the others, in a fixed order. Papers are
 * received where somebody else holds some.
 */
export function movesOffered(asked: Asked, userId: string): MovesOffered {
  const coming = asked.custody.some(({ returned, holder }) => returned === null && holder.id !== userId)
  const allowed = STAFF_ACTIONS.filter(action =>
    asked.actions.includes(action) && (action !== 'receivePapers' || coming))
  const main = likely(asked, userId).find(action => allowed.includes(action)) ?? null
  return { main, others: allowed.filter(action => action !== main) }
}

/** Whether a word from an address is a move of staff. */
export function isStaffAction(word: string | undefined): word is StaffAction {
  return STAFF_ACTIONS.some(action => action === word)
}

function likely(
  { status, channel, waitingOn, timeChangeAsked, appointment, assignee, custody }: Asked, userId: string
): readonly StaffAction[] {
  // Said to be handed on: counting comes first, whoever counts.
  if (custody.some(({ givenAt, holder }) => givenAt !== null && holder.id !== userId)) return ['receivePapers']
  if (waitingOn === 'resident') return []
  if (status === 'assigned') return ['accept', 'reassign']
  // Paperwork starts without an appointment.
  if (status === 'accepted') return channel === 'paperwork' ? ['setOut', 'reassign'] : ['schedule', 'reassign']
  if (status === 'scheduled') return timeChangeAsked || appointment === null ? ['schedule', 'reassign'] : ['setOut', 'reassign']
  // Where a relative asked: the consent of the beneficiary comes before anything else.
  if (assignee.id !== userId) return ['documentReady']
  // Nobody hands over what a colleague still holds.
  if (status === 'delivering') return ['receivePapers', 'deliver']
  return ['recordConsent', 'finish', 'documentReady']
}
