/**
 * The stored fields of every matter, whatever its kind. A kind adds fields of its own. Every field is always present;
 * unknown values are null. Instants are Dates; phones and texts marked "sealed" are readable in stories and sealed in
 * the database.
 */
import type { Types } from 'mongoose'
import type { SpineAct } from '../../src/contract/matter'
import type { HoldReason } from '../../src/contract/due'
import type { ConsentPurpose, ConsentState, ConsentWay } from '../../src/contract/consent'
import type { NoticeEvent } from '../../src/contract/notice'
import type { ResponsibilityKind } from '../../src/contract/person'
import type { Rank } from '../../src/contract/roles'
import type { AskedKind, EmergencyNumber, SearchAnswer, SearchEnd, SearchStepName } from '../../src/contract/search'
import type {
  Assignee, EntryRelation, Kinship, Received, RoutingCause, RoutingLevel, RoutingStep, SpecialGroup
} from '../../src/contract/serviceRequestViews'
import type { Stamp } from '../audit/stampFields'

type ObjectId = Types.ObjectId

/** A person as timelines name people: the id, and the name at the time. */
export interface PersonRef {
  person: ObjectId
  name: string
}

/** A promised window of time. */
export interface StoredWindow {
  start: Date
  end: Date
}

/** The assignee. The phone is a service phone, told to everybody of the matter: not sealed. */
export interface StoredAssignee extends PersonRef {
  phone: string
  rank: Rank | null
  level: RoutingLevel
  kind: Assignee['kind']
}

/** To whom the matter is offered, and from when. */
export interface StoredOffer {
  person: ObjectId
  from: Date
}

export interface StoredRound {
  at: Date
  cause: RoutingCause
  steps: Array<{ level: RoutingLevel; person: PersonRef | null; outcome: RoutingStep['outcome'] }>
}

/** What the beneficiary said about the matter; `words` is the version of the text that was read to the beneficiary. */
export interface StoredConsent {
  state: ConsentState
  way: ConsentWay | null
  purpose: ConsentPurpose | null
  at: Date | null
  by: PersonRef | null
  /** null: for this matter alone. */
  until: Date | null
  words: string | null
}

/** Who received papers; the name is that of a resident. */
export type StoredReceived = Received

/** One entry of the timeline; `action` and `status` come from the kind's table, or name an act of the spine itself. */
export interface StoredEntry<Status extends string = string, Action extends string = string> {
  _id: ObjectId
  action: Action | SpineAct
  status: Status
  at: Date
  /** The phone's own clock at the move: without signal a move may reach the server much later. */
  phoneTime: Date | null
  by: PersonRef
  /** `system`: a due time or an import did it, no person. */
  relation: EntryRelation
  /** Sealed. */
  text: string | null
  assignee: PersonRef | null
  appointment: StoredWindow | null
  papers: string[]
  /**
   * Absent in entries from before there were photos: a stamp covers the lists of its entry, so the list was not added
   * later.
   */
  photos?: ObjectId[]
  /** Only in entries of a search. */
  search?: StoredSearchEntry
  /** Who received papers; absent where the entry hands none over. */
  received?: StoredReceived
  /** The stamp that makes the entry the audit's record of the act. */
  audit: Stamp
}

/** What an entry says of a search; a contact is named by its id. */
export interface StoredSearchEntry {
  /** null: a step began. */
  answer: SearchAnswer | null
  step: SearchStepName | null
  /** As what the person spoke, or for whom a member of the staff spoke. */
  kind: AskedKind | null
  contact: string | null
  seenAt: Date | null
  /** YYYY-MM-DD. */
  until: string | null
  called: EmergencyNumber | null
}

/** One person who is asked in a step of a search. */
export interface StoredAsked {
  /** Names the person within the search. */
  key: string
  kind: AskedKind
  /** The account of a helper; null for a helper who has to be called, and for the assignee, the desk, the relative. */
  person: ObjectId | null
  /** Id of the contact. */
  contact: string | null
  /** The last answer by or for this person. */
  answer: SearchAnswer | null
  answeredAt: Date | null
}

/** A step of a search; all steps are written when the search begins, so that no timer has to be running. */
export interface StoredSearchStep {
  name: SearchStepName
  from: Date
  until: Date | null
  toldAt: Date | null
  skipped: boolean
  people: StoredAsked[]
}

/** The search for a person who does not open the door (ADR 0012). */
export interface StoredSearch {
  since: Date
  worried: boolean
  steps: StoredSearchStep[]
  ended: {
    how: SearchEnd
    at: Date
    by: PersonRef
    kind: AskedKind
    /** The contact who saw the person, when somebody else wrote it down. */
    contact: string | null
    until: string | null
    called: EmergencyNumber | null
  } | null
}

/** An event that people have not been told yet. The people are worked out in the write that causes the event. */
export interface StoredTold {
  /** Names the event within the matter: a person is told of it once. */
  once: string
  event: NoticeEvent
  at: Date
  /** Who caused the event; null: a due time. */
  by: ObjectId | null
  /** Position of the timeline entry; null where the event has none. */
  entry: number | null
  /** The people of the staff who are told, and of the residents. */
  staff: ObjectId[]
  residents: ObjectId[]
  /** The beneficiary, who is found by the keyed hash of the phone, is told too. */
  beneficiary: boolean
}

/** What is promised: working days after the day of `from`, then days of any kind (which may be a fraction). */
export interface StoredPromise {
  from: Date
  workingDays: number
  calendarDays: number
}

/** A span in which the clocks of the matter stood still. */
export interface StoredHold {
  from: Date
  until: Date
  why: HoldReason
}

/**
 * A window in which the assignee has no signal: either of every week (minutes from midnight of a weekday, 0 is Sunday)
 * or once.
 */
export interface StoredNoSignal {
  id: string
  weekly: { weekday: number; from: number; until: number } | null
  once: { from: Date; until: Date } | null
}

/**
 * What the deadlines of a matter are made of; `acceptBy`, `expectedBy` and `dueAt` follow from it (clocks.ts) and are
 * stored beside it for queries.
 */
export interface StoredClock {
  /** The working minutes in which the matter is to be accepted; null once it is, and in matters of older versions. */
  accept: { from: Date; minutes: number } | null
  promise: StoredPromise | null
  /** Spans that have ended, in order. A waiting that goes on is `waitingSince`. */
  holds: StoredHold[]
  /** The windows of the present assignee, in force since then; those of earlier assignees have become holds. */
  noSignal: { since: Date; windows: StoredNoSignal[] }
  /** The calendar and the working hours with which the deadlines were worked out last. */
  edition: string
}

/** A key that a phone chose for one intent, with the keyed hash of the body. */
export interface StoredKey {
  person: ObjectId
  key: string
  bodyHash: string
}

export interface StoredMatter<Status extends string = string, Action extends string = string> {
  _id: ObjectId
  /** Name of the kind. */
  kind: string
  number: string
  /**
   * Raised by every write that changes what the matter says. A change worked out from the matter as read is written on
   * the condition that the version is still the one that was read. Only two writes leave the version as it is: the mark
   * that the audit has copied the timeline (`auditPending`), and sealing the same values anew with another key.
   */
  version: number
  status: Status
  open: boolean
  villageCode: string
  villageName: string
  townName: string
  stationCode: string
  /** `phone` is sealed. */
  applicant: PersonRef & { phone: string | null; phoneIndex: string | null }
  /** `id`: the applicant's family member; null where the applicant typed the name. `phone` is sealed. */
  beneficiary: {
    id: ObjectId | null
    name: string
    kinship: Kinship
    phone: string | null
    phoneIndex: string | null
  } | null
  consent: StoredConsent | null
  /** When the recording of what the beneficiary said was stored (server/consentVoices). */
  voiceAt: Date | null
  /** The people whom the matter concerns: the applicant's id, and the keyed hash of the beneficiary's phone. */
  concerns: string[]
  specialGroups: SpecialGroup[]
  /** Sealed: the people of the village who can look, as JSON (contacts.ts); null: none. */
  contacts: string | null
  /** The last search for the person; null: there was none. */
  search: StoredSearch | null
  /** Sealed. */
  address: string | null
  /** Sealed. */
  remark: string | null
  /** Attachments: of the submission, then of the answers. */
  photos: ObjectId[]
  /** Which of the village's named people the order of routing asks first. */
  answeredBy: ResponsibilityKind
  assignee: StoredAssignee
  /** The assignee's offer, valid at once, and those of the backups, valid when the time to accept has run out. */
  offeredTo: StoredOffer[]
  handedBackBy: ObjectId[]
  handsetAt: Date | null
  acceptedAt: Date | null
  acceptBy: Date | null
  expectedBy: Date | null
  clock: StoredClock
  appointment: StoredWindow | null
  waitingOn: 'resident' | null
  waitingSince: Date | null
  closedAt: Date | null
  /** Who holds papers of the matter, and from when the paper that has been out longest has been out. */
  heldBy: ObjectId[]
  heldSince: Date | null
  /** When the retention period ended and the personal data were removed; after that nobody can move the matter. */
  cutAt: Date | null
  routing: StoredRound[]
  timeline: Array<StoredEntry<Status, Action>>
  /** The timeline has entries that may be missing in the audit's chain. */
  auditPending: boolean
  /** Events that people have not been told yet; absent in matters from before there were notices. */
  toTell?: StoredTold[]
  /** `toTell` has events. */
  tellPending?: boolean
  /** 0 special groups, 1 everybody else; together with dueAt the order of the inbox. */
  precedence: 0 | 1
  /** The next deadline: acceptance, appointment, or promised end. */
  dueAt: Date
  createdAt: Date
  /** Idempotency of the submission: unique per person and key. */
  creation: StoredKey
  /** Idempotency of the moves: the last 50. */
  applied: Array<StoredKey & { action: Action }>
}
