/** What a person may know and decide of his own data. Instants are ISO 8601. */
import type { Beneficiary } from './beneficiary'
import type { Rank, Role } from './roles'
import type { ServiceRequestDetail, SpecialGroup } from './serviceRequestViews'

/** privacy: how data are used at all; sensitive: health and identity numbers, asked for apart. */
export const CONSENT_KINDS = ['privacy', 'sensitive'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

/**
 * The version that has to be agreed to now; the words stand in src/i18n/zh/privacy.ts. A new version is asked for anew.
 */
export const PRIVACY_VERSIONS: Readonly<Record<ConsentKind, string>> = { privacy: '2026-11', sensitive: '2026-12' }

/** Circumstances that tell of somebody's health. Source: PIPL, article 28; GB/T 45574-2025. */
export const HEALTH_GROUPS: readonly SpecialGroup[] = ['disabled', 'seriouslyIll']

/** Which version somebody has agreed to and not taken back; null: none. */
export type Agreed = Record<ConsentKind, string | null>

/** One act of agreeing or taking back; they are kept as proof. */
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

/** Body of POST /me/consents; `given: false` takes it back. */
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
  /** The day it was last used, YYYY-MM-DD in Shanghai: no finer, so that nobody's hours are kept. */
  seenOn: string
  /** The one that asks. */
  current: boolean
}

/** Which sessions are ended: all but the one that asks, or that one too. */
export const ENDED_SESSIONS = ['others', 'all'] as const
export type EndedSessions = (typeof ENDED_SESSIONS)[number]

/** GET /me/export: everything kept of the one who asks, as he may see it. */
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
  /** Where others keep him as their family. */
  keptBy: Beneficiary[]
  /** Asked by him or for him, newest first. */
  serviceRequests: ServiceRequestDetail[]
  consents: ConsentEvent[]
  sessions: SessionRow[]
}
