import type { Agreed } from './privacy'
import type { Rank, Role } from './roles'

/** A mobile phone number of mainland China: 11 digits. */
export const MOBILE = /^1[3-9]\d{9}$/

/** The signed-in user as the phone is told. `phone` is masked (139****0001). */
export interface User {
  id: string
  name: string
  phone: string
  roles: Role[]
  rank: Rank | null
  /** Station the person works for; null for residents. */
  stationCode: string | null
  /** The user's own village; null until one is picked. */
  villageCode: string | null
  /** What the user has agreed to about personal data. */
  agreed: Agreed
}

/** Body of PATCH /me: a field that is left out stays as it is. */
export interface MeChanges {
  /** 12-digit code; null: no village of one's own. */
  villageCode?: string | null
  /** ≤ 20 characters; only for those who do not stand in the roster. */
  name?: string
}

/** Answer of POST /session and POST /session/phone. `user` is null while no phone is bound to this WeChat account. */
export interface SessionView {
  token: string
  /** ISO 8601 instant at which the token stops working. */
  expiresAt: string
  user: User | null
}

/** A person whose duty is public: shown to villagers with the phone number, as on the village board. */
export interface ResponsiblePerson {
  id: string
  name: string
  phone: string
  rank: Rank | null
  kind: ResponsibilityKind
  /** True when the person is on leave today, so that the backup answers. */
  onLeave: boolean
}

/** What a person is named for in a village: `agent` handles paperwork, `officer` makes home visits. */
export const RESPONSIBILITY_KINDS = ['agent', 'officer'] as const
export type ResponsibilityKind = (typeof RESPONSIBILITY_KINDS)[number]

/** Somebody to whom a desk may give a service request. */
export interface Colleague {
  id: string
  name: string
  rank: Rank | null
  kind: 'agent' | 'officer' | 'desk'
  onLeave: boolean
}

/** One of the invented people a visitor may sign in as while WeChat is the fake one. */
export interface DemoPerson {
  phone: string
  name: string
  roles: Role[]
  rank: Rank | null
  /** Where the person lives or works, in words. */
  place: string
  /** Code that signs in as this person: `demo:<phone>`. */
  code: string
}
