/** The beneficiary's consent within one service request. */
import type { Channel } from '../../src/contract/catalogue'
import type { ConsentPurpose, ConsentState, ConsentWay, ConsentWords } from '../../src/contract/consent'
import type { Status } from '../../src/contract/serviceRequest'
import type { ConsentView } from '../../src/contract/serviceRequestViews'
import type { ServiceRequestFields } from './model'

/** As it is stored. */
export interface StoredConsent {
  state: ConsentState
  way: ConsentWay | null
  purpose: ConsentPurpose | null
  at: Date | null
  by: { person: string; name: string } | null
  /** null: for this matter alone. */
  until: Date | null
  words: string | null
}

/** A consent given in advance counts until somebody has been there; what was agreed to then can't run out afterwards. */
const BEFORE_FINISHED: readonly Status[] = ['assigned', 'accepted', 'scheduled', 'underway']

const NOTHING = { way: null, purpose: null, at: null, by: null, until: null, words: null } as const
export const NOT_NEEDED: StoredConsent = { state: 'notNeeded', ...NOTHING }
export const PENDING: StoredConsent = { state: 'pending', ...NOTHING }

/** What the beneficiary said to the one who came, or in a recording that he heard: it is for this matter, in the way it is handled now. */
export function saidNow(
  way: 'onArrival' | 'voice', channel: Channel, words: ConsentWords, by: { id: string; name: string }, now: number
): StoredConsent {
  return {
    state: 'given', way, purpose: channel, at: new Date(now), by: { person: by.id, name: by.name }, until: null, words
  }
}

/** How it stands at a moment: one given in advance that has run out is pending again. @param now ms since 1970 */
export function consentNow(
  { consent, beneficiary, status }: Pick<ServiceRequestFields, 'consent' | 'beneficiary' | 'status'>, now: number
): ConsentState {
  // Written before consent was asked for: whoever asks for himself needs none, everybody else has to be asked.
  if (!consent) return beneficiary ? 'pending' : 'notNeeded'
  const ranOut = consent.state === 'given' && consent.until != null && consent.until.getTime() <= now
  return ranOut && BEFORE_FINISHED.includes(status) ? 'pending' : consent.state
}

/** For the screens. @param now ms since 1970 */
export function presentConsent(stored: Pick<ServiceRequestFields, 'consent' | 'beneficiary' | 'status' | 'voiceAt'>, now: number): ConsentView {
  const state = consentNow(stored, now)
  const { consent } = stored
  const voiceAt = state === 'pending' ? stored.voiceAt?.toISOString() ?? null : null
  if (!consent || state === 'pending' || state === 'notNeeded') return { state, way: null, at: null, by: null, until: null, voiceAt }
  return {
    state,
    way: consent.way ?? null,
    at: consent.at?.toISOString() ?? null,
    by: consent.by ? { id: String(consent.by.person), name: consent.by.name } : null,
    until: consent.until?.toISOString() ?? null,
    voiceAt
  }
}
