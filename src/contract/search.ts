/**
 * Nobody opens the door at the home of somebody who may be in danger: the search for the person. It is a ladder of
 * steps with time limits, and ends only when somebody saw the person, knows where the person is, or 110 or 120 was
 * called. Instants are ISO 8601.
 */

/** People of the village who can look, then the relative who asked, then the officer again, then the desk. */
export const SEARCH_STEPS = ['village', 'relative', 'officer', 'desk'] as const
export type SearchStepName = (typeof SEARCH_STEPS)[number]

/** As what somebody is asked: by a contact's phone, as the village's agent, or as one who has the matter anyway. */
export const ASKED_KINDS = ['neighbour', 'agent', 'relative', 'officer', 'desk'] as const
export type AskedKind = (typeof ASKED_KINDS)[number]

/**
 * What somebody says about the search. The first three end it:
 * - seen: saw the person, or spoke with the person face to face
 * - away: knows that the person is elsewhere until a day
 * - emergency: 110 or 120 was called
 * - going, unreached: goes to look; could not reach or find the person
 * - skip: the desk or the assignee does not wait for this step, for a reason
 */
export const SEARCH_ANSWERS = ['seen', 'away', 'emergency', 'going', 'unreached', 'skip'] as const
export type SearchAnswer = (typeof SEARCH_ANSWERS)[number]
export const ENDING_ANSWERS: readonly SearchAnswer[] = ['seen', 'away', 'emergency']

/** How a search ended; `opened`: the officer took the report back, because the door was opened after all. */
export const SEARCH_ENDS = ['seen', 'away', 'emergency', 'opened'] as const
export type SearchEnd = (typeof SEARCH_ENDS)[number]

/** What the system itself writes about a search: a step began and its people were told. */
export const SEARCH_ACTS = ['searchStep'] as const

export const EMERGENCY_NUMBERS = ['110', '120'] as const
export type EmergencyNumber = (typeof EMERGENCY_NUMBERS)[number]

/** What a contact is to the person. */
export const CONTACT_TIES = ['neighbour', 'kin', 'villageStaff', 'friend'] as const
export type ContactTie = (typeof CONTACT_TIES)[number]

/** Somebody of the village who can go and look. */
export interface Contact {
  /** ≤ 20 characters. */
  name: string
  /** A mobile phone, or a landline with its area code, digits only. */
  phone: string
  tie: ContactTie
}

/** A contact of one matter: entered by the family, or by those who answer. */
export interface ContactView extends Contact {
  id: string
  from: 'family' | 'staff'
}

/** The body of what somebody says. */
export interface SearchAnswerInput {
  answer: SearchAnswer
  /** Key of the person for whom a member of the staff speaks after a call; absent: the caller's own answer. */
  whom?: string | null
  /** Where the person was seen, who said so, why a step is skipped. */
  text?: string
  /** When the person was seen, not later than now; absent: now. */
  seenAt?: string
  /** For `away`: the day of the return, YYYY-MM-DD. */
  until?: string | null
  /** For `emergency`. */
  called?: EmergencyNumber | null
}

/** One person who is asked in a step. Names and phones are null for a reader who doesn't know the person. */
export interface AskedView {
  key: string
  kind: AskedKind
  name: string | null
  phone: string | null
  /** What a contact is to the person; null for others. */
  tie: ContactTie | null
  /** The person was told in the app; otherwise somebody has to call. */
  inApp: boolean
  answer: SearchAnswer | null
  answeredAt: string | null
}

export interface SearchStepView {
  name: SearchStepName
  from: string
  /** By when an answer is expected; null: no limit. */
  until: string | null
  /** When the people of the step were told; null: not yet. */
  toldAt: string | null
  skipped: boolean
  people: AskedView[]
}

export interface SearchView {
  since: string
  /** The search began because the officer was worried, not because of a second visit in vain. */
  worried: boolean
  steps: SearchStepView[]
  ended: {
    how: SearchEnd
    at: string
    /** Who saw the person or said so; null for a reader who doesn't know that person. */
    who: string | null
    kind: AskedKind
    /** Until which day the person is away. */
    until: string | null
    called: EmergencyNumber | null
  } | null
}

/** Answer of GET /service-requests/{id}/search: what somebody who is asked to look needs, and no more. */
export interface SearchPage {
  id: string
  /** The person who is looked for. */
  person: { name: string; phone: string | null; village: string; address: string }
  assignee: { name: string; phone: string }
  station: { name: string; phone: string }
  search: SearchView
  /** The reader's own keys; staff may speak for everybody. */
  me: { kind: AskedKind; key: string }
}

/** What a timeline entry says of a search. */
export interface SearchEntry {
  /** null: a step began. */
  answer: SearchAnswer | null
  step: SearchStepName | null
  /** As what the person spoke, or for whom a member of the staff spoke. */
  kind: AskedKind | null
  /** The contact's name, where the reader knows the contact. */
  name: string | null
  seenAt: string | null
  until: string | null
  called: EmergencyNumber | null
}
