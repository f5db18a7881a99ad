/** What a person may know and decide about the person's own data. Instants are ISO 8601. */
import type { Beneficiary } from './beneficiary'
import type { Rank, Role } from './roles'
import type { ServiceRequestDetail, SpecialGroup } from './serviceRequestViews'

/** privacy: how data are used in general; sensitive: health and identity numbers, agreed to separately. */
export const CONSENT_KINDS = ['privacy', 'sensitive'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

/**
 * The version that has to be agreed to now; the words are in src/i18n/zh/privacy.ts. A new version has to be agreed to
 * anew.
 */
export const PRIVACY_VERSIONS: Readonly<Record<ConsentKind, string>> = { privacy: '2026-11', sensitive: '2026-12' }

/** Circumstances that tell of somebody's health. Source: PIPL, article 28; GB/T 45574-2025. */
export const HEALTH_GROUPS: readonly SpecialGroup[] = ['disabled', 'seriouslyIll']

/** The version that a person has agreed to and not taken back; null: none. */
export type Agreed = Record<ConsentKind, string | null>

/** One agreement, or its withdrawal; both are kept as proof. */
export interface ConsentEvent {
  kind: ConsentKind
  version: string
  given: boolean
  at: string
}

/** Answer of GET /me/consents: newest first, with the versions that have to be agreed to now. */
export interface ConsentsView {
  items: ConsentEvent[]
  current: Record<ConsentKind, string>
}

/** Body of POST /me/consents; `given: false` takes the agreement back. */
export interface ConsentInput {
  kind: ConsentKind
  version: string
  given: boolean
}

export const SESSION_CLIENTS = ['wechat', 'browser'] as const
export const SESSION_DEVICES = ['apple', 'android', 'computer', 'other'] as const

/** A phone or browser on which one is signed in. */
export interface SessionRow {
  id: string
  client: (typeof SESSION_CLIENTS)[number]
  device: (typeof SESSION_DEVICES)[number]
  startedAt: string
  /** The day of its last use, YYYY-MM-DD in Shanghai. The time of day is not kept. */
  seenOn: string
  /** True for the session that makes this call. */
  current: boolean
}

/** Which sessions are ended: all but the one that makes the call, or all. */
export const ENDED_SESSIONS = ['others', 'all'] as const
export type EndedSessions = (typeof ENDED_SESSIONS)[number]

/** Answer of GET /me/export: all data kept about the caller, as far as the caller may see them. */
export interface MyData {
  madeAt: string
  profile: {
    id: string
    name: string
    phone: string
    roles: Role[]
    rank: Rank | null
    stationCode: string | null
    villageCode: string | null
  }
  family: Beneficiary[]
  /** Other people's family members that are the caller. */
  keptBy: Beneficiary[]
  /** Service requests by the caller or for the caller, newest first. */
  serviceRequests: ServiceRequestDetail[]
  consents: ConsentEvent[]
  sessions: SessionRow[]
}
