import * as api from '../api/session'
import type { SessionView, User } from '../contract/person'
import { DRAFTS, forget, forgetUnder, keep, readKept } from './keep'
import { createStore, useStore } from './store'

const KEY = 'session'

const session = createStore<SessionView | null>(() => {
  const kept = readKept<SessionView>(KEY)
  if (!kept || Date.parse(kept.expiresAt) > Date.now()) return kept
  forgetWith(kept)
  return null
})

function hold(next: SessionView | null): void {
  const before = session.get()
  session.set(next)
  if (next) keep(KEY, next)
  else forgetWith(before)
}

/** With a session of staff goes what they began to write: it is about others. A resident's own words wait for him. */
function forgetWith(ended: SessionView | null): void {
  forget(KEY)
  if (ended?.user?.roles.some(role => role !== 'resident')) forgetUnder(`${DRAFTS}${ended.user.id}:`)
}

/** Who is signed in; `user` is null for a stranger and while no phone is bound. */
export interface Session {
  user: User | null
  /** Signed in to WeChat, though perhaps without a phone. */
  begun: boolean
}

/** The session, kept up to date on the screen. */
export function useSession(): Session {
  const held = useStore(session)
  return { user: held?.user ?? null, begun: held !== null }
}

/** Token for http; null for a stranger. */
export function sessionToken(): string | null {
  return session.get()?.token ?? null
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

/** Ends the session on the server and forgets it here with every form begun, even when the server can't be reached: the next one has this phone. */
export async function signOut(): Promise<void> {
  try {
    await api.endSession()
  } catch {
    // The phone forgets the token all the same; the server lets it run out.
  } finally {
    forgetUnder(DRAFTS)
    hold(null)
  }
}

/** Asks again who this is: roles change with the roster. */
export async function refreshUser(): Promise<void> {
  const held = session.get()
  if (held?.user) hold({ ...held, user: await api.getMe() })
}

/** Changes one's village or name on the server and here. */
export async function updateUser(changes: { villageCode?: string; name?: string }): Promise<void> {
  const user = await api.updateMe(changes)
  const held = session.get()
  if (held) hold({ ...held, user })
}
