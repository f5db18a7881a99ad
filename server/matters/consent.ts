/** The beneficiary's consent within one matter. */
import type { Channel } from '../../src/contract/catalogue'
import type { ConsentState, ConsentWords } from '../../src/contract/consent'
import type { ConsentView } from '../../src/contract/serviceRequestViews'
import type { Viewer } from '../people/viewer'
import { refTo } from './assignment'
import { kindOf } from './kind'
import type { StoredConsent, StoredMatter } from './matterFields'

const NOTHING = { way: null, purpose: null, at: null, by: null, until: null, words: null } as const
export const NOT_NEEDED: StoredConsent = { state: 'notNeeded', ...NOTHING }
export const PENDING: StoredConsent = { state: 'pending', ...NOTHING }

/**
 * What the beneficiary said to the visitor, or in a recording that the visitor heard: a consent for this matter, in
 * the way the matter is handled now.
 * @param now ms since 1970
 */
export function saidNow(
  way: 'onArrival' | 'voice', channel: Channel, words: ConsentWords, by: Pick<Viewer, 'id' | 'name'>, now: number
): StoredConsent {
  return { state: 'given', way, purpose: channel, at: new Date(now), by: refTo(by), until: null, words }
}

/** The beneficiary refuses, or withdraws what was agreed. @param now ms since 1970 */
export function withdrawn(by: Pick<Viewer, 'id' | 'name'>, now: number): StoredConsent {
  return { ...NOTHING, state: 'withdrawn', at: new Date(now), by: refTo(by) }
}

/**
 * The state of the consent at a moment. A consent given in advance that has expired is pending again until the matter
 * has been carried out; a consent that was valid by then does not expire afterwards.
 * @param now ms since 1970
 */
export function consentNow(
  stored: Pick<StoredMatter, 'kind' | 'consent' | 'beneficiary' | 'status'>, now: number
): ConsentState {
  const { consent, beneficiary, status } = stored
  // Matters from before consents were asked for: an applicant for himself or herself needs none, every beneficiary has
  // to be asked.
  if (!consent) return beneficiary ? 'pending' : 'notNeeded'
  const ranOut = consent.state === 'given' && consent.until !== null && consent.until.getTime() <= now
  return ranOut && kindOf(stored).table.untilDone.includes(status) ? 'pending' : consent.state
}

/** The consent for the screens. @param now ms since 1970 */
export function presentConsent(
  stored: Pick<StoredMatter, 'kind' | 'consent' | 'beneficiary' | 'status' | 'voiceAt'>,
  now: number
): ConsentView {
  const state = consentNow(stored, now)
  const { consent } = stored
  const voiceAt = state === 'pending' ? (stored.voiceAt?.toISOString() ?? null) : null
  if (!consent || state === 'pending' || state === 'notNeeded')
    return { state, way: null, at: null, by: null, until: null, voiceAt }
  return {
    state,
    way: consent.way,
    at: consent.at?.toISOString() ?? null,
    by: consent.by ? { id: String(consent.by.person), name: consent.by.name } : null,
    until: consent.until?.toISOString() ?? null,
    voiceAt
  }
}
