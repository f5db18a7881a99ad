/**
 * Family members that a resident (the keeper) has entered, to be able to ask for help for them. Instants are ISO 8601.
 */
import type { ConsentPurpose, ConsentWay, ConsentWords } from './consent'
import type { Contact } from './search'
import type { Kinship, SpecialGroup } from './serviceRequestViews'

/** Body of POST /beneficiaries; PATCH takes any part of it. */
export interface BeneficiaryFields {
  name: string
  /** What the family member is to the keeper. */
  kinship: Kinship
  /** 11-digit mobile number; null without one. */
  phone: string | null
  villageCode: string
  /** Where in the village, in the keeper's words, ≤ 60 characters. */
  address: string
  /** null when unknown or not told. */
  birthYear: number | null
  /** The keeper is the family member's guardian: needed for a child under 14 that is not the keeper's own. */
  guardian: boolean
  specialGroups: SpecialGroup[]
  /** People of the village who can look when nobody opens, at most 3. */
  contacts?: Contact[]
}

/** A consent given in advance. */
export interface ConsentRecord {
  purpose: ConsentPurpose
  way: ConsentWay
  givenAt: string
  until: string
  words: ConsentWords
  recordedBy: { id: string; name: string }
  /** The village's agent who heard the consent and confirmed it from the agent's own account. */
  witness: { id: string; name: string } | null
  withdrawnAt: string | null
  /** True while the consent counts: not withdrawn and not run out. */
  running: boolean
}

/** What the reader is to the family member: the keeper, the agent who is asked to witness, or the family member. */
export const BENEFICIARY_ROLES = ['owner', 'witness', 'self'] as const
export type BeneficiaryRole = (typeof BENEFICIARY_ROLES)[number]

export interface Beneficiary extends BeneficiaryFields {
  id: string
  village: { code: string; name: string; townName: string }
  viewer: BeneficiaryRole
  /** None for an agent who is asked to witness. */
  contacts: Contact[]
  /** The keeper. */
  owner: { name: string }
  /** Newest first. */
  consents: ConsentRecord[]
  /** The question that the village's agent has been asked to put to the family member; null when nothing is asked. */
  consentAsked: {
    purpose: ConsentPurpose
    months: number
    at: string
    agent: { name: string; phone: string } | null
  } | null
  /** A child under 14: its guardian decides, so nobody asks for its consent. */
  guardianDecides: boolean
}
