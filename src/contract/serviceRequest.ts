/** The status table of a service request: the one place where its statuses and allowed moves are written. */
import type { Channel } from './catalogue'
import type { ConsentState } from './consent'
import { DAY_MS } from './day'
import { LIMITS } from './limits'
import type { BasicRefusal, Condition, MatterTable, Move } from './matter'

export const STATUSES = [
  'assigned',
  'accepted',
  'scheduled',
  'underway',
  'awaitingDocument',
  'delivering',
  'completed',
  'cancelled',
  'declined'
] as const
export type Status = (typeof STATUSES)[number]

/** Statuses before anybody has set out or started on the paperwork. */
export const NOT_BEGUN_STATUSES: readonly Status[] = ['assigned', 'accepted', 'scheduled']

/** Statuses before the service has been rendered. */
export const UNTIL_DONE_STATUSES: readonly Status[] = [...NOT_BEGUN_STATUSES, 'underway']

/** Statuses in which somebody still has something to do. */
export const OPEN_STATUSES: readonly Status[] = [...UNTIL_DONE_STATUSES, 'awaitingDocument', 'delivering']

/** Statuses in which the matter has ended without the service. */
export const STOPPED_STATUSES: readonly Status[] = ['cancelled', 'declined']

/** Statuses in which the assignee may take originals along. */
const TAKING_STATUSES: readonly Status[] = ['accepted', 'scheduled', 'underway', 'awaitingDocument']

/** Statuses in which originals are given back without ending the matter; on delivery the receipt covers all papers. */
const RETURNING_STATUSES: readonly Status[] = STATUSES.filter(status => status !== 'delivering')

export const ACTIONS = [
  'accept',
  'handBack',
  'reassign',
  'cancel',
  'decline',
  'askMaterial',
  'provideMaterial',
  'escalate',
  'schedule',
  'setOut',
  'nobodyHome',
  'finish',
  'documentReady',
  'deliver',
  'reopen',
  'rate',
  'changeTime',
  'recordConsent',
  'withdrawConsent',
  'undoNobodyHome',
  'nameContacts',
  'answerSearch',
  'takePapers',
  'givePapers',
  'receivePapers',
  'returnPapers',
  'setDelivery',
  'notDelivered',
  'noteCall'
] as const
export type Action = (typeof ACTIONS)[number]

/** What the conditions need to know of a service request, on the server and on the phone. Instants in ms since 1970. */
export interface MoveState {
  status: Status
  channel: Channel
  waitingOn: 'resident' | null
  /** When the service request was last completed or declined; null before. */
  closedAt: number | null
  rated: boolean
  /** How the beneficiary's consent stands at this moment; one that has run out is pending again. */
  consent: ConsentState
  /** A search for the person is under way; there has been one. */
  searching: boolean
  searched: boolean
  /** Until when a visit in vain may be taken back; null: there is none. While a search is under way, at any time. */
  undoUntil: number | null
  /** Somebody of those who answer holds papers. */
  papersHeld: boolean
}

export type MoveRefusal =
  | BasicRefusal
  | 'wrongChannel'
  | 'notWaiting'
  | 'reopenTooLate'
  | 'alreadyRated'
  | 'consentMissing'
  | 'noConsentToAsk'
  | 'searchOpen'
  | 'noSearch'
  | 'undoTooLate'
  | 'noPapersHeld'

type Holds = Condition<MoveState, MoveRefusal>

/** An agent sets out on paperwork without an appointment; a visit needs one. */
const scheduledOrPaperwork: Holds = ({ status, channel }) =>
  status === 'scheduled' || channel === 'paperwork' ? null : 'wrongStatus'
const isHomeVisit: Holds = ({ channel }) => channel === 'homeVisit' ? null : 'wrongChannel'
const isPaperwork: Holds = ({ channel }) => channel === 'paperwork' ? null : 'wrongChannel'
/** The move exists only while the resident owes something. */
const waitsForResident: Holds = ({ waitingOn }) => waitingOn === 'resident' ? null : 'notWaiting'
/** The beneficiary has agreed, or need not be asked. */
const consentSettled: Holds = ({ consent }) => consent === 'given' || consent === 'notNeeded' ? null : 'consentMissing'
const consentPending: Holds = ({ consent }) => consent === 'pending' ? null : 'noConsentToAsk'
/** There is a consent that can be refused or withdrawn. */
const consentRevocable: Holds = ({ consent }) => consent === 'given' || consent === 'pending' ? null : 'noConsentToAsk'
/**
 * While nobody knows where the person is, the matter can't be closed or put off: the search has to end first. It may
 * change hands.
 */
const notSearching: Holds = ({ searching }) => searching ? 'searchOpen' : null
const wasSearched: Holds = ({ searched }) => searched ? null : 'noSearch'
const stillThere: Holds = ({ undoUntil, searching }, now) =>
  undoUntil !== null && (searching || now <= undoUntil) ? null : 'undoTooLate'
const papersHeld: Holds = ({ papersHeld: held }) => held ? null : 'noPapersHeld'
const notRatedYet: Holds = ({ rated }) => rated ? 'alreadyRated' : null
const closedRecently: Holds = ({ closedAt }, now) =>
  closedAt !== null && now - closedAt <= LIMITS.reopenDays * DAY_MS ? null : 'reopenTooLate'

/** Every allowed move; anything else is refused with 409 and the present status. Source: product rules, section 4. */
export const MOVES: Readonly<Record<Action, Move<Status, MoveState, MoveRefusal>>> = {
  accept: { from: ['assigned'], by: ['assignee'], to: ['accepted'] },
  handBack: { from: NOT_BEGUN_STATUSES, by: ['assignee'], to: ['assigned'] },
  reassign: { from: NOT_BEGUN_STATUSES, by: ['dispatcher', 'chief'], to: ['assigned'] },
  cancel: {
    from: NOT_BEGUN_STATUSES, by: ['applicant', 'beneficiary'], to: ['cancelled'], conditions: [notSearching]
  },
  decline: {
    from: ['assigned', 'accepted'], by: ['policeAssignee', 'dispatcher'], to: ['declined'], conditions: [notSearching]
  },
  askMaterial: { from: ['accepted'], by: ['assignee'], to: ['accepted'], conditions: [notSearching] },
  provideMaterial: { from: ['accepted'], by: ['applicant'], to: ['accepted'], conditions: [waitsForResident] },
  escalate: { from: ['accepted'], by: ['agentAssignee'], to: ['assigned'], conditions: [isPaperwork] },
  schedule: { from: ['accepted', 'scheduled'], by: ['assignee'], to: ['scheduled'], conditions: [notSearching] },
  setOut: {
    from: ['scheduled', 'accepted'], by: ['assignee'], to: ['underway'], conditions: [scheduledOrPaperwork, notSearching]
  },
  nobodyHome: { from: ['underway'], by: ['assignee'], to: ['scheduled'] },
  finish: { from: ['underway'], by: ['assignee'], to: ['completed', 'awaitingDocument'], conditions: [consentSettled] },
  documentReady: { from: ['awaitingDocument'], by: ['assignee', 'dispatcher'], to: ['delivering'] },
  deliver: { from: ['delivering'], by: ['assignee', 'dispatcher'], to: ['completed'], conditions: [consentSettled] },
  reopen: { from: ['completed', 'declined'], by: ['applicant'], to: ['assigned'], conditions: [closedRecently] },
  rate: { from: ['completed'], by: ['applicant'], to: ['completed'], conditions: [notRatedYet] },
  /** Not a change of status: the applicant asks for other times, the assignee schedules anew. See ADR 0003. */
  changeTime: { from: NOT_BEGUN_STATUSES, by: ['applicant'], to: NOT_BEGUN_STATUSES, conditions: [notSearching] },
  /** The beneficiary says yes to the visitor; no change of status. See ADR 0005. */
  recordConsent: {
    from: ['accepted', 'scheduled', 'underway'],
    by: ['assignee'],
    to: ['accepted', 'scheduled', 'underway'],
    conditions: [consentPending]
  },
  /** The beneficiary refuses, from the own phone or at the door; the matter ends. */
  withdrawConsent: {
    from: UNTIL_DONE_STATUSES,
    by: ['beneficiary', 'assignee'],
    to: ['cancelled'],
    conditions: [consentRevocable, notSearching]
  },
  /** The door was opened after all. See ADR 0012. */
  undoNobodyHome: { from: ['scheduled'], by: ['assignee'], to: ['underway'], conditions: [stillThere] },
  /** Who of the village can look, for the day when nobody opens; no change of status. */
  nameContacts: {
    from: UNTIL_DONE_STATUSES,
    by: ['applicant', 'assignee', 'dispatcher', 'chief'],
    to: UNTIL_DONE_STATUSES,
    conditions: [isHomeVisit]
  },
  /** What somebody says about the search; no change of status, and none of the search once it has ended. */
  answerSearch: {
    from: STATUSES,
    by: ['applicant', 'assignee', 'dispatcher', 'chief', 'helper'],
    to: STATUSES,
    conditions: [wasSearched]
  },
  /** The custody of papers; none of these moves changes the status. See ADR 0011. */
  takePapers: { from: TAKING_STATUSES, by: ['assignee'], to: TAKING_STATUSES },
  givePapers: { from: STATUSES, by: ['bearer'], to: STATUSES, conditions: [papersHeld] },
  receivePapers: { from: STATUSES, by: ['assignee', 'dispatcher'], to: STATUSES, conditions: [papersHeld] },
  returnPapers: { from: RETURNING_STATUSES, by: ['bearer'], to: RETURNING_STATUSES, conditions: [papersHeld] },
  setDelivery: { from: ['delivering'], by: ['assignee'], to: ['delivering'] },
  notDelivered: { from: ['delivering'], by: ['assignee'], to: ['delivering'] },
  /** An answer by telephone counts: it accepts the matter, and otherwise keeps status and clock. */
  noteCall: { from: OPEN_STATUSES, by: ['assignee'], to: OPEN_STATUSES.filter(status => status !== 'assigned') }
}

/** Service requests as a kind of matter. */
export const SERVICE_REQUEST_TABLE: MatterTable<Status, Action, MoveState, MoveRefusal> = {
  statuses: STATUSES,
  initial: 'assigned',
  open: OPEN_STATUSES,
  notBegun: NOT_BEGUN_STATUSES,
  untilDone: UNTIL_DONE_STATUSES,
  actions: ACTIONS,
  moves: MOVES,
  codes: ['reopenTooLate', 'alreadyRated', 'consentMissing', 'searchOpen', 'noSearch', 'undoTooLate']
}
