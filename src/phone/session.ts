import * as api from '../api/session'
import type { SessionView, User } from '../contract/person'
import { drafts } from './drafts'
import { heldSession, SESSION_KEY } from './heldSession'
import { forget, forgetAll, keep, readKept } from './storage'

function hold(next: SessionView | null): void {
  const before = heldSession.get()
  heldSession.set(next)
  if (next) keep(SESSION_KEY, next)
  else forgetWith(before)
}

/** Staff's drafts are about other people and are forgotten with the session. A resident's own drafts stay. */
function forgetWith(ended: SessionView | null): void {
  forget(SESSION_KEY)
  if (ended?.user?.roles.some(role => role !== 'resident')) drafts.forget(ended.user.id)
}

/** Forgets a kept session that has run out. To be called once at the start of the app. */
export function forgetExpiredSession(): void {
  const kept = readKept<SessionView>(SESSION_KEY)
  if (kept && heldSession.get() === null) forgetWith(kept)
}

/** Token for http; null for a stranger. */
export function sessionToken(): string | null {
  return heldSession.get()?.token ?? null
}

/** Forgets the session on this phone only. */
export function forgetSession(): void {
  hold(null)
}

/** Signs in with a code of WeChat's login. @returns the user, null while no phone is bound */
export async function signIn(code: string): Promise<User | null> {
  const begun = await api.createSession(code)
  hold(begun)
  return begun.user
}

/** Binds the phone behind a code of the phone number button. */
export async function bindPhone(code: string): Promise<User | null> {
  const fresh = await api.bindPhone(code)
  hold(fresh)
  return fresh.user
}

/**
 * Ends the session on the server and forgets it here together with every draft. The phone forgets them even when the
 * server can't be reached: the next person on this phone must not find them, and the server lets the token run out.
 */
export async function signOut(): Promise<void> {
  try {
    await api.endSession()
  } catch {
    // The token is forgotten below.
  } finally {
    drafts.forget()
    hold(null)
  }
}

/**
 * After an account was deleted: forgets the session, the drafts and everything else that the app keeps on this phone.
 */
export function forgetAccount(): void {
  drafts.forget()
  hold(null)
  forgetAll()
}

/** Asks the server again who is signed in: roles change with the roster. */
export async function refreshUser(): Promise<void> {
  const held = heldSession.get()
  if (held?.user) hold({ ...held, user: await api.getMe() })
}

/** Changes one's village or name on the server and here. */
export async function updateUser(changes: { villageCode?: string; name?: string }): Promise<void> {
  const user = await api.updateMe(changes)
  const held = heldSession.get()
  if (held) hold({ ...held, user })
}
