import type { SessionView } from '../contract/person'
import { readKept } from './storage'
import { createStore, type Readable } from './store'

/** Key of the session in the phone's storage. */
export const SESSION_KEY = 'session'

/** The session of this phone; null for a stranger. A kept one that has run out is not taken up again. */
export const heldSession = createStore<SessionView | null>(() => {
  const kept = readKept<SessionView>(SESSION_KEY)
  return kept && Date.parse(kept.expiresAt) > Date.now() ? kept : null
})

/** Id of the person who is signed in; null for a stranger and while no phone is bound. */
export const signedInId: Readable<string | null> = {
  get: () => heldSession.get()?.user?.id ?? null,
  subscribe: heldSession.subscribe
}
