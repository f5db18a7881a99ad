/** The status table of a service request: the one place where statuses and allowed moves are written. */
import type { Channel } from './catalogue'
import type { ConsentState } from './consent'

export const STATUSES = [
  'assigned', 'accepted', 'scheduled', 'underway', 'awaitingDocument', 'delivering', 'completed', 'cancelled', 'declined'
] as const
export type Status = (typeof STATUSES)[number]

/** Statuses in which somebody still has something to do. */
export const OPEN_STATUSES: readonly Status[] = [
  'assigned', 'accepted', 'scheduled', 'underway', 'awaitingDocument', 'delivering'
]

/**
 * What a person is to one service request. Relations are worked out by the server for each viewer:
 * - applicant, beneficiary: who asked, for whom
 * - assignee: the person it is assigned to; while `assigned` also the backups to whom it has been offered
 *   because the time to accept ran out
 * - agentAssignee, policeAssignee: the assignee, when he is the village's agent / a sworn officer
 * - dispatcher, chief: of the station the village belongs to
 */
export const RELATIONS = [
  'applicant', 'beneficiary', 'assignee', 'agentAssignee', 'policeAssignee', 'dispatcher', 'chief'
] as const
export type Relation = (typeof RELATIONS)[number]

export const ACTIONS = [
  'accept', 'handBack', 'reassign', 'cancel', 'decline', 'askMaterial', 'provideMaterial', 'escalate', 'schedule',
  'setOut', 'nobodyHome', 'finish', 'documentReady', 'deliver', 'reopen', 'rate', 'changeTime', 'recordConsent', 'withdrawConsent'
] as const
export type Action = (typeof ACTIONS)[number]

export interface Move {
  from: readonly Status[]
  by: readonly Relation[]
  /** The statuses the move may lead to; more than one only where the input decides. */
  to: readonly Status[]
  /** Statuses in `from` that count only for paperwork (an agent sets out without an appointment). */
  paperworkOnlyFrom?: readonly Status[]
  channel?: Channel
  /** The move exists only while the resident owes something. */
  waitingOnResident?: boolean
  /** What it asks of the beneficiary's consent: settled (given or not needed), still pending, or a matter that needs one. */
  consent?: 'settled' | 'pending' | 'needed'
}

/** Days after completion or refusal within which the applicant may reopen. Source: product rules, F07. */
export const REOPEN_DAYS = 7

/** Every allowed move; anything else is refused with 409 naming the present status. Source: product.md section 4. */
export const MOVES: Readonly<Record<Action, Move>> = {
  accept: { from: ['assigned'], by: ['assignee'], to: ['accepted'] },
  handBack: { from: ['assigned', 'accepted', 'scheduled'], by: ['assignee'], to: ['assigned'] },
  reassign: { from: ['assigned', 'accepted', 'scheduled'], by: ['dispatcher', 'chief'], to: ['assigned'] },
  cancel: { from: ['assigned', 'accepted', 'scheduled'], by: ['applicant', 'beneficiary'], to: ['cancelled'] },
  decline: { from: ['assigned', 'accepted'], by: ['policeAssignee', 'dispatcher'], to: ['declined'] },
  askMaterial: { from: ['accepted'], by: ['assignee'], to: ['accepted'] },
  provideMaterial: { from: ['accepted'], by: ['applicant'], to: ['accepted'], waitingOnResident: true },
  escalate: { from: ['accepted'], by: ['agentAssignee'], to: ['assigned'], channel: 'paperwork' },
  schedule: { from: ['accepted', 'scheduled'], by: ['assignee'], to: ['scheduled'] },
  setOut: { from: ['scheduled', 'accepted'], paperworkOnlyFrom: ['accepted'], by: ['assignee'], to: ['underway'] },
  nobodyHome: { from: ['underway'], by: ['assignee'], to: ['scheduled'] },
  finish: { from: ['underway'], by: ['assignee'], to: ['completed', 'awaitingDocument'], consent: 'settled' },
  documentReady: { from: ['awaitingDocument'], by: ['assignee', 'dispatcher'], to: ['delivering'] },
  deliver: { from: ['delivering'], by: ['assignee'], to: ['completed'], consent: 'settled' },
  reopen: { from: ['completed', 'declined'], by: ['applicant'], to: ['assigned'] },
  rate: { from: ['completed'], by: ['applicant'], to: ['completed'] },
  /** Not a change of status: the applicant asks for other times, the assignee schedules anew. See ADR 0003. */
  changeTime: { from: ['assigned', 'accepted', 'scheduled'], by: ['applicant'], to: ['assigned', 'accepted', 'scheduled'] },
  /** The beneficiary says yes to the one who came; no change of status. See ADR 0005. */
  recordConsent: {
    from: ['accepted', 'scheduled', 'underway'], by: ['assignee'], to: ['accepted', 'scheduled', 'underway'], consent: 'pending'
  },
  /** The beneficiary says no, from his own phone or at the door; then it is over. */
  withdrawConsent: {
    from: ['assigned', 'accepted', 'scheduled', 'underway'], by: ['beneficiary', 'assignee'], to: ['cancelled'], consent: 'needed'
  }
}

/** What the rules need to know of a service request, on the server and on the phone. Instants in ms since 1970. */
export interface MoveState {
  status: Status
  channel: Channel
  waitingOn: 'resident' | null
  /** When it was last completed or declined; null before. */
  closedAt: number | null
  rated: boolean
  /** How the beneficiary's consent stands at this moment; one that has run out is pending again. */
  consent: ConsentState
}

export type MoveRefusal =
  | 'notYours' | 'wrongStatus' | 'wrongChannel' | 'notWaiting' | 'reopenTooLate' | 'alreadyRated' | 'consentMissing' | 'consentNotAsked'

/**
 * Says why a viewer with these relations may not make this move now, or null when he may.
 * @param now ms since 1970
 */
export function refusal(
  action: Action, state: MoveState, relations: readonly Relation[], now: number
): MoveRefusal | null {
  const move = MOVES[action]
  if (!move.by.some(relation => relations.includes(relation))) return 'notYours'
  if (!move.from.includes(state.status)) return 'wrongStatus'
  if (move.paperworkOnlyFrom?.includes(state.status) && state.channel !== 'paperwork') return 'wrongStatus'
  if (move.channel && move.channel !== state.channel) return 'wrongChannel'
  if (move.waitingOnResident && state.waitingOn !== 'resident') return 'notWaiting'
  if (move.consent === 'settled' && (state.consent === 'pending' || state.consent === 'withdrawn')) return 'consentMissing'
  if (move.consent === 'pending' && state.consent !== 'pending') return 'consentNotAsked'
  if (move.consent === 'needed' && (state.consent === 'notNeeded' || state.consent === 'withdrawn')) return 'consentNotAsked'
  if (action === 'rate' && state.rated) return 'alreadyRated'
  if (action === 'reopen' && !reopenable(state, now)) return 'reopenTooLate'
  return null
}

/** Every move a viewer with these relations may make now, in the order of ACTIONS. */
export function allowedActions(state: MoveState, relations: readonly Relation[], now: number): Action[] {
  return ACTIONS.filter(action => refusal(action, state, relations, now) === null)
}

function reopenable(state: MoveState, now: number): boolean {
  return state.closedAt !== null && now - state.closedAt <= REOPEN_DAYS * 24 * 3600 * 1000
}
