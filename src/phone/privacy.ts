import { recordMyConsent } from '../api/privacy'
import type { User } from '../contract/person'
import { PRIVACY_VERSIONS, type ConsentKind } from '../contract/privacy'
import { refreshUser } from './session'
import { forget, keep, readKept } from './storage'

const KEY = 'agreed'

/** Whether the present privacy words were agreed to on this phone; then signing in again does not ask again. */
export function agreedHere(): boolean {
  return readKept<string>(KEY) === PRIVACY_VERSIONS.privacy
}

/** Notes that the present privacy words were agreed to on this phone. */
export function markAgreedHere(): void {
  keep(KEY, PRIVACY_VERSIONS.privacy)
}

/** Whether a person agreed to the present words. */
export function hasAgreed(user: User, kind: ConsentKind): boolean {
  return user.agreed[kind] === PRIVACY_VERSIONS[kind]
}

/** Agrees to the present words, for the one who is signed in. */
export async function agreeTo(kind: ConsentKind): Promise<void> {
  await recordMyConsent({ kind, version: PRIVACY_VERSIONS[kind], given: true })
  if (kind === 'privacy') markAgreedHere()
  await refreshUser()
}

/** Takes an agreement back. The next person who signs in on this phone is asked, too. */
export async function takeBack(kind: ConsentKind): Promise<void> {
  await recordMyConsent({ kind, version: PRIVACY_VERSIONS[kind], given: false })
  if (kind === 'privacy') forget(KEY)
  await refreshUser()
}
