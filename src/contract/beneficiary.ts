/** Family members somebody keeps so that he can ask for them. Instants are ISO 8601. */
import type { ConsentPurpose, ConsentWay, ConsentWords } from './consent'
import type { Kinship, SpecialGroup } from './serviceRequestViews'

/** Body of POST /beneficiaries; PATCH takes any part of it. */
export interface BeneficiaryFields {
  name: string
  /** What he is to the one who keeps him. */
  kinship: Kinship
  /** 11-digit mobile; null when he has none. */
  phone: string | null
  villageCode: string
  /** Where in the village, in the villager's words, ≤ 60 characters. */
  address: string
  /** null when it isn't known or not told. */
  birthYear: number | null
  /** The one who keeps him is his guardian: needed for a child under 14 that isn't his own. */
  guardian: boolean
  specialGroups: SpecialGroup[]
}

/** A consent given in advance. */
export interface ConsentRecord {
  purpose: ConsentPurpose
  way: ConsentWay
  givenAt: string
  until: string
  words: ConsentWords
  recordedBy: { id: string; name: string }
  /** The agent of the village who was there and confirmed it from his own account. */
  witness: { id: string; name: string } | null
  withdrawnAt: string | null
  /** It counts now: not withdrawn and not run out. */
  running: boolean
}

/** What the reader is to him: who keeps him, the agent who is asked to witness, or he himself. */
export const BENEFICIARY_ROLES = ['owner', 'witness', 'self'] as const
export type BeneficiaryRole = (typeof BENEFICIARY_ROLES)[number]

export interface Beneficiary extends BeneficiaryFields {
  id: string
  village: { code: string; name: string; townName: string }
  viewer: BeneficiaryRole
  /** Who keeps him. */
  owner: { name: string }
  /** Newest first. */
  consents: ConsentRecord[]
  /** The agent of the village has been asked to hear him; null when nothing is asked. */
  consentAsked: {
    purpose: ConsentPurpose
    months: number
    at: string
    agent: { name: string; phone: string } | null
  } | null
  /** A child under 14: its guardian decides, so nobody asks for its consent. */
  guardianDecides: boolean
}
