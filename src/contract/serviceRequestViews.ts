/** Shapes of a service request in the API. Instants are ISO 8601, dates YYYY-MM-DD. */
import type { Channel } from './catalogue'
import type { ConsentState, ConsentWay, ConsentWords } from './consent'
import type { Rank } from './roles'
import type { ContactView, Contact, SearchAnswerInput, SearchEntry, SearchView } from './search'
import type { SpineAct } from './matter'
import type { Action, Status } from './serviceRequest'

export const DAY_PARTS = ['morning', 'afternoon'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** A half day that the applicant would prefer. */
export interface PreferredTime {
  date: string
  part: DayPart
}

/** Circumstances that put a service request first (accept in 2 working hours, visit in 3 working days). */
export const SPECIAL_GROUPS = ['livesAlone', 'over80', 'disabled', 'seriouslyIll'] as const
export type SpecialGroup = (typeof SPECIAL_GROUPS)[number]

/** How the beneficiary is related to the applicant. */
export const KINSHIPS = ['parent', 'spouse', 'child', 'grandparent', 'sibling', 'otherRelative', 'neighbour'] as const
export type Kinship = (typeof KINSHIPS)[number]

/** The person for whom a relative asks. */
export interface BeneficiaryInput {
  name: string
  kinship: Kinship
  /** 11-digit mobile; null when the person has none. */
  phone: string | null
}

/** Body of POST /service-requests. */
export interface SubmitInput {
  itemCode: string
  channel: Channel
  villageCode: string
  /** null: for the applicant. Otherwise one of the applicant's family members by id, or a person described in words. */
  beneficiary: BeneficiaryInput | { id: string } | null
  specialGroups: SpecialGroup[]
  /** Where in the village, in the villager's words, ≤ 60 characters. Required for a home visit. */
  address: string
  /** At most 3. */
  preferredTimes: PreferredTime[]
  /** ≤ 500 characters. */
  remark: string
  /** Identity number of the person for whom the service is: required where the item needs it, refused elsewhere. */
  idNumber?: string | null
  /** Ids of the applicant's unused attachments, at most 6. */
  photos?: string[]
  /** The phone's clock when the service request was first sent, ISO 8601. */
  phoneTime?: string
}

/** Why a person in the order of routing was chosen or passed over. */
export const ROUTING_OUTCOMES = [
  'chosen', 'onLeave', 'notInDates', 'needsPolice', 'conflictOfInterest', 'handedBack', 'inactive'
] as const
export type RoutingOutcome = (typeof ROUTING_OUTCOMES)[number]
export const ROUTING_LEVELS = ['named', 'backup', 'stationDuty', 'districtDesk'] as const
export type RoutingLevel = (typeof ROUTING_LEVELS)[number]

/** One step of the routing: who was considered, in which capacity, with which outcome. */
export interface RoutingStep {
  level: RoutingLevel
  person: { id: string; name: string } | null
  /** `nobody` when the level has no person at all. */
  outcome: RoutingOutcome | 'nobody'
}

/** Why a round of routing took place. */
export const ROUTING_CAUSES = ['submit', 'handBack', 'reassign', 'escalate', 'reopen', 'overdue'] as const
export type RoutingCause = (typeof ROUTING_CAUSES)[number]

export interface RoutingRound {
  at: string
  cause: RoutingCause
  steps: RoutingStep[]
}

export interface Assignee {
  id: string
  name: string
  phone: string
  rank: Rank | null
  /** In which capacity the assignee has the service request. */
  level: RoutingLevel
  kind: 'agent' | 'officer' | 'desk'
}

/** A window of time the assignee promised. */
export interface Appointment {
  start: string
  end: string
}

/** As what somebody acted; helper: asked to look for a person; system: no person, a step's time had come. */
export const ENTRY_RELATIONS = ['applicant', 'beneficiary', 'staff', 'helper', 'system'] as const
export type EntryRelation = (typeof ENTRY_RELATIONS)[number]

export interface TimelineEntry {
  id: string
  /** A move, or an act of the spine: `submit` opens the timeline, `climb` and `redate` are the system's. */
  action: Action | SpineAct
  /** The status after the entry. */
  status: Status
  /** Server clock, and the phone's clock where it sent one. */
  at: string
  phoneTime: string | null
  by: { id: string; name: string; relation: EntryRelation }
  /** Reason, note or answer in the person's own words. */
  text: string | null
  /** The new assignee, where the entry names one. */
  assignee: { id: string; name: string } | null
  appointment: Appointment | null
  /** Papers named by the entry: asked for, taken into custody, or delivered. */
  papers: string[]
  /** Ids of the attachments of the entry. */
  photos: string[]
  /** What the entry says of a search; null for every other entry. */
  search: SearchEntry | null
  /** Who took the papers, where the entry hands some over to a resident. */
  received: Received | null
}

/** What the person who received papers is to the person for whom the service is. */
export const RECEIVERS = [
  'self', 'spouse', 'child', 'parent', 'otherRelative', 'neighbour', 'villageCadre', 'agent'
] as const
export type Receiver = (typeof RECEIVERS)[number]

/** Whether papers were brought to the home or fetched at the station. */
export const DELIVERY_WAYS = ['broughtHome', 'fetched'] as const
export type DeliveryWay = (typeof DELIVERY_WAYS)[number]

/** Who received papers: the name as it was told at the door. */
export interface Received {
  name: string
  relation: Receiver
  way: DeliveryWay
}

/** Why a document went back: its owner refuses it, or nobody who was there takes it. */
export const NOT_DELIVERED = ['refused', 'nobodyTakes'] as const
export type NotDelivered = (typeof NOT_DELIVERED)[number]

/** One paper and everybody who has held it. */
export interface CustodyEntry {
  /** Position among the papers of the matter, from 0; two papers may have one name. */
  no: number
  paper: string
  /** Who holds the paper, or held it last. */
  holder: { id: string; name: string }
  since: string
  /** Who held it before, the first one first. */
  earlier: Array<{ holder: { id: string; name: string }; since: string }>
  /** When the holder said that the paper was handed on; it stays with the holder until somebody confirms that. */
  givenAt: string | null
  /**
   * When and to whom the paper was returned or delivered, and who handed it over; null while it is held. `relation` and
   * `by` are null in records of older versions.
   */
  returned: {
    at: string
    to: string
    relation: Receiver | null
    by: { id: string; name: string } | null
  } | null
}

/** How two counts of a handover differ: said to be given but not received, and received but not said to be given. */
export interface PapersDifference {
  at: string
  /** Who counted what was received. */
  by: { id: string; name: string }
  missing: string[]
  unsaid: string[]
}

/** 好差评: 5 very satisfied … 1 very dissatisfied. Source: national rating rule, five steps. */
export interface Rating {
  stars: 1 | 2 | 3 | 4 | 5
  text: string
  at: string
}

/** A row of a list. */
export interface ServiceRequestSummary {
  id: string
  number: string
  status: Status
  channel: Channel
  waitingOn: 'resident' | null
  item: { code: string; name: string }
  village: { code: string; name: string; townName: string }
  applicantName: string
  beneficiaryName: string | null
  specialGroups: SpecialGroup[]
  address: string
  assignee: { id: string; name: string }
  appointment: Appointment | null
  preferredTimes: PreferredTime[]
  /** The applicant asked for another time after the appointment was made. */
  timeChangeAsked: boolean
  /** Nobody knows where the person is: a search is under way. */
  searching: boolean
  createdAt: string
  /** The present state of the beneficiary's consent. */
  consent: ConsentState
  /** Deadline to accept while assigned; null once accepted or when the holiday calendar does not reach so far. */
  acceptBy: string | null
  /** Promised end; null when the item promises none or the holiday calendar does not reach so far. */
  expectedBy: string | null
  /** The day on which the document is brought, YYYY-MM-DD; null while none is set. */
  deliveryDay: string | null
  /** Higher goes first in the inbox: 3 overdue, 2 special group, 1 today, 0 else. */
  urgency: 0 | 1 | 2 | 3
}

/** The beneficiary's consent in one service request. */
export interface ConsentView {
  state: ConsentState
  way: ConsentWay | null
  /** When the consent was given or withdrawn, and who recorded that; null while it is pending or not needed. */
  at: string | null
  by: { id: string; name: string } | null
  /** Until when the consent is valid; null for a consent to this matter alone. */
  until: string | null
  /** When the recording of the beneficiary was stored, while it waits to be heard; null: there is none. */
  voiceAt: string | null
}

/** Answer of POST /service-requests/{id}/consent-voice. */
export interface ConsentVoiceView {
  at: string
  seconds: number
}

export interface ServiceRequestDetail extends Omit<ServiceRequestSummary, 'assignee' | 'consent'> {
  assignee: Assignee
  consent: ConsentView
  /** The station of the village, with the phone of its desk. */
  station: { name: string; phone: string }
  /** The viewer's relation to the service request, by which the screen chooses its words. */
  viewer: 'applicant' | 'beneficiary' | 'staff'
  beneficiary: BeneficiaryInput | null
  applicant: { name: string; phone: string }
  /** Masked; null where the item needs none. Only GET /me/export answers the caller's own number complete. */
  idNumber: string | null
  remark: string
  /** Ids of every attachment, those of the submission first. */
  photos: string[]
  /** The three proofs; null until they exist. */
  proofs: { serverAt: string; handsetAt: string | null; acceptedAt: string | null }
  routing: RoutingRound[]
  timeline: TimelineEntry[]
  /** Empty for a relative who asked for somebody else, who gets `papers` only. */
  custody: CustodyEntry[]
  /** Whether those who answer hold originals, or held some and have returned them all. */
  papers: 'none' | 'kept' | 'broughtBack'
  /** The difference of the last handover; null for residents, and once a later count agrees. */
  papersDiffer: PapersDifference | null
  materialAsked: { papers: string[]; text: string; at: string } | null
  missed: number
  /** Until when the last visit in vain may be taken back. */
  undoUntil: string | null
  /** People of the village who can look, as far as the viewer knows them. */
  contacts: ContactView[]
  /** The last search for the person. */
  search: SearchView | null
  rating: Rating | null
  /** Legal reason and where to complain, when declined. */
  declined: { reason: string; legalBasis: string; complaint: string } | null
  /** Moves this viewer may make now. */
  actions: Action[]
  /** Materials of the item, for "what to prepare". */
  materials: string[]
  delivery: boolean
}

/** Answer of POST /service-requests/{id}/id-number/look: the complete number. It is never stored on the phone. */
export interface IdNumberView {
  idNumber: string
}

/** Answer of POST /service-requests. */
export interface SubmitReceipt {
  id: string
  number: string
  status: Status
  assignee: Assignee
  routing: RoutingStep[]
  expectedBy: string | null
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export const LIST_ROLES = ['mine', 'inbox', 'station'] as const
/** mine: asked by or for me; inbox: mine to answer; station: open at my station. */
export type ListRole = (typeof LIST_ROLES)[number]

/** Bodies of the moves; every one may carry the phone's clock. Texts ≤ 500 characters. */
export interface MoveInputs {
  accept: object
  handBack: { reason: string }
  reassign: { personId: string; reason: string }
  cancel: { reason?: string }
  decline: { reason: string; legalBasis: string }
  askMaterial: { papers: string[]; text: string }
  provideMaterial: { text: string; photos?: string[] }
  escalate: { reason: string }
  schedule: Appointment
  setOut: object
  /**
   * `next` is needed unless a search for the person begins: at a second visit in vain to somebody who lives alone, or
   * when the officer is worried.
   */
  nobodyHome: { text: string; next: Appointment | null; worried?: boolean }
  finish: { outcome: 'completed' | 'awaitingDocument'; papersTaken: string[]; text: string }
  /** `day`: the day of the delivery, which the assignee alone may promise. */
  documentReady: { papers: string[]; day?: string | null }
  /** A receipt: words or a photo must be there. */
  deliver: { receivedBy: string; relation: Receiver; way: DeliveryWay; text: string; photos?: string[] }
  reopen: { reason: string; aboutOfficer: boolean }
  rate: { stars: 1 | 2 | 3 | 4 | 5; text: string }
  changeTime: { preferredTimes: PreferredTime[]; text: string }
  /**
   * `words`: version of the text that was read to the beneficiary; `voiceAt`: the beneficiary agreed in the recording
   * of this time, not face to face.
   */
  recordConsent: { agreed: true; words: ConsentWords; voiceAt?: string }
  /**
   * `papersReturnedTo`: originals still held are handed back in the same move, to this person. Written by staff only.
   */
  withdrawConsent: { text: string; papersReturnedTo: string | null }
  undoNobodyHome: object
  /** Replaces the contacts that were entered by the same side, the family or those who answer. */
  nameContacts: { contacts: Contact[] }
  answerSearch: SearchAnswerInput
  takePapers: { papers: string[] }
  /** The giver's count, by the positions of the papers. */
  givePapers: { papers: number[] }
  /** The receiver's count; empty when nothing of what was said to be given was there. */
  receivePapers: { papers: number[] }
  returnPapers: { papers: number[]; receivedBy: string; relation: Receiver; text: string }
  setDelivery: { day: string; text: string }
  notDelivered: { why: NotDelivered; text: string }
  /** The assignee rang up; what was said. */
  noteCall: { text: string }
}
export type MoveInput<A extends Action> = MoveInputs[A] & { phoneTime?: string }
