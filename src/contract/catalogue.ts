import type { WorkingHours } from './workingHours'

/** How a service request is handled: by the village's agent, or by an officer who comes to the home. */
export const CHANNELS = ['paperwork', 'homeVisit'] as const
export type Channel = (typeof CHANNELS)[number]

/** Why somebody has to be present; `none` when nobody has to. */
export const PRESENCE_KINDS = [
  'none', 'biometric', 'photo', 'signature', 'medical', 'onsite', 'guardian', 'vehicle', 'exam', 'parties'
] as const
export type PresenceKind = (typeof PRESENCE_KINDS)[number]

/** Where a statement of the draft catalogue comes from: S seen in a public page, L national rule, I inferred. */
export const EVIDENCE_MARKS = ['S', 'L', 'I'] as const
export type EvidenceMark = (typeof EVIDENCE_MARKS)[number]
export const EVIDENCE_ASPECTS = [
  'existence',
  'materials',
  'time',
  'fee',
  'presence',
  'channels',
  'rank',
  'idNumber'
] as const
export type EvidenceAspect = (typeof EVIDENCE_ASPECTS)[number]

export interface CatalogueCategory {
  code: string
  name: string
}

/** One of the 38 services. Times are working days unless `timeUnit` says otherwise; fees are yuan. */
export interface CatalogueItem {
  code: string
  name: string
  categoryCode: string
  /** Search keys made at import, lower case: whole pinyin and initials of the name. */
  pinyin: string
  initials: string
  applicants: string[]
  materials: string[]
  timeLimitDays: number | null
  timeUnit: 'working' | 'calendar' | 'appointment'
  timeText: string
  statutoryText: string | null
  feeYuan: number | null
  feeText: string
  /** Channels open to the villager, besides going to the counter. */
  channels: Channel[]
  /** The finished document can be brought home. */
  delivery: boolean
  presenceRequired: boolean
  presenceKind: PresenceKind
  presenceNote: string
  relativeMayBook: boolean
  relativeMayApply: boolean
  applicantType: 'person' | 'enterprise' | 'both'
  /** Where one has to go when no channel is open. */
  acceptOffice: string
  legalBasis: string[]
  /** True when only a sworn officer (rank police) may make the visit. */
  requiresPolice: boolean
  /**
   * The beneficiary has to be looked up before a visit, so the service request takes the beneficiary's identity number.
   */
  idNumberNeeded: boolean
  evidence: Record<EvidenceAspect, EvidenceMark>
  note: string | null
}

/**
 * The channels that really are open: an agent can't stand in where the person has to be present. Source: the BFF's rule
 * presenceRequired.
 */
export function openChannels({
  channels,
  presenceRequired
}: Pick<CatalogueItem, 'channels' | 'presenceRequired'>): Channel[] {
  return channels.filter(channel => channel !== 'paperwork' || !presenceRequired)
}

export interface Catalogue {
  categories: CatalogueCategory[]
  items: CatalogueItem[]
  otherMatters: OtherMatter[]
  promises: Promises
  /** A setting of the site. */
  workingHours: Array<WorkingHours[number]>
}

/**
 * How soon somebody accepts, in working hours, and how soon the visit takes place, in working days; special groups go
 * first. The site's settings.
 */
export interface Promises {
  acceptHours: Pace
  visitDays: Pace
}
export interface Pace {
  usual: number
  special: number
}

/** Plain questions of the triage; the phone asks only those that the item needs. */
export interface TriageAnswers {
  /** Is anybody in danger right now? */
  danger: boolean
  /** Can the person who needs the service get to the village office or the station? */
  canTravel: boolean
  /** Is the person who must be present at home for a visit? Asked when presence is required. */
  presentAtHome?: boolean
  /** Are all originals at hand? */
  materialsReady?: boolean
}

/** What the triage advises; `call110` always goes before anything else. */
export const TRIAGE_OUTCOMES = ['call110', 'paperwork', 'homeVisit', 'counter', 'notPolice'] as const
export type TriageOutcome = (typeof TRIAGE_OUTCOMES)[number]

export interface TriageResult {
  outcome: TriageOutcome
  /** The channel to open, null when the answer is not a service request. */
  channel: Channel | null
  /** Stable code of the reason; the phone turns it into a plain sentence. */
  reason: TriageReason
  /**
   * The office that handles the matter when the resident has to go there or it is not a police matter; null otherwise.
   */
  office: { name: string; address: string | null; phone: string | null } | null
  bring: string[]
  /** True when papers are missing: the service request can be made, the papers are needed before the visit. */
  prepareFirst: boolean
}

export const TRIAGE_REASONS = [
  'danger', 'agentCanHandle', 'presenceAtHome', 'cannotTravel', 'nobodyAtHome', 'equipmentOnlyAtCounter',
  'examOnSite', 'notPolice'
] as const
export type TriageReason = (typeof TRIAGE_REASONS)[number]

/** Matters that residents bring to the police and other offices answer; the triage shows whom to call. */
export interface OtherMatter {
  code: string
  name: string
  office: string
  phone: string
  keywords: string[]
}
