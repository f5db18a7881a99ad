import { deleteMe } from '../api/privacy'
import * as api from '../api/session'
import type { SessionView, User } from '../contract/person'
import { drafts } from './drafts'
import { heldSession, SESSION_KEY } from './heldSession'
import { forget, forgetAll, forgetUnder, keep, readKept } from './storage'

/**
 * How often signing in or out was begun. Answers come in any order, but the latest intention decides who is signed in:
 * the answer of an earlier one is dropped.
 */
let begun = 0

function hold(next: SessionView | null): void {
  const before = heldSession.get()?.user ?? null
  heldSession.set(next)
  if (next) keep(SESSION_KEY, next)
  else forget(SESSION_KEY)
  if (before && before.id !== next?.user?.id) forgetDraftsOfStaff(before)
}

/** Staff's drafts are about other people and are forgotten with the session. A resident's own drafts stay. */
function forgetDraftsOfStaff({ id, roles }: User): void {
  if (roles.some(role => role !== 'resident')) drafts.forget(id)
  forgetUnder(`delivery:${id}:`)
}

/** Forgets a kept session that has run out. To be called once at the start of the app. */
export function forgetExpiredSession(): void {
  const kept = readKept<SessionView>(SESSION_KEY)
  if (!kept || heldSession.get() !== null) return
  forget(SESSION_KEY)
  if (kept.user) forgetDraftsOfStaff(kept.user)
}

/** Token for http; null for a stranger. */
export function sessionToken(): string | null {
  return heldSession.get()?.token ?? null
}

/** Forgets the session of a token that the server refused, on this phone only; another session stays. */
export function forgetSession(refused: string): void {
  if (sessionToken() === refused) hold(null)
}

/** Signs in with a code of WeChat's login. @returns as `holdLatest` */
export function signIn(code: string): Promise<User | null> {
  return holdLatest(api.createSession(code))
}

/** Binds the phone behind a code of the phone number button. @returns as `holdLatest` */
export function bindPhone(code: string): Promise<User | null> {
  return holdLatest(api.bindPhone(code))
}

/**
 * Holds the session that is being answered, unless signing in or out was begun again meanwhile. The held token does not
 * tell: while a phone is bound, the server ends the old session, so that another call may have forgotten it.
 * @returns the user who is signed in now; null while no phone is bound, and when the answer was dropped
 */
async function holdLatest(answer: Promise<SessionView>): Promise<User | null> {
  const mine = ++begun
  const fresh = await answer
  if (mine !== begun) return null
  hold(fresh)
  return fresh.user
}

/**
 * Forgets the session on this phone together with every draft, and ends it on the server. The phone does not wait for
 * the server: the next person on this phone must not find them, and nobody who signs in meanwhile is signed out by a
 * late answer. When the server can't be reached, it lets the token run out.
 */
export async function signOut(): Promise<void> {
  begun++
  // The call has taken the token before it is forgotten.
  const ended = api.endSession()
  drafts.forget()
  hold(null)
  try {
    await ended
  } catch {
    // The phone has forgotten the token already.
  }
}

/**
 * Deletes the account on the server and forgets the session, the drafts and everything else that the app keeps on this
 * phone. When somebody else has signed in meanwhile, only the drafts of the deleted account are forgotten.
 * @throws ApiError openMatters
 */
export async function deleteAccount(): Promise<void> {
  begun++
  const deleted = heldSession.get()
  await deleteMe()
  const held = heldSession.get()
  if (held && held.token !== deleted?.token) {
    if (deleted?.user) drafts.forget(deleted.user.id)
    return
  }
  drafts.forget()
  hold(null)
  forgetAll()
}

/** Asks the server again who is signed in: roles change with the roster. */
export async function refreshUser(): Promise<void> {
  const asked = heldSession.get()
  if (!asked?.user) return
  const user = await api.getMe()
  const held = heldSession.get()
  if (held === asked) hold({ ...asked, user })
  // Another answer about the same user was faster, and this one may be the older of the two.
  else if (held?.token === asked.token) await refreshUser()
}

/** Changes one's village or name on the server and, while the session is still the same, here. */
export async function updateUser(changes: { villageCode?: string; name?: string }): Promise<void> {
  const asked = sessionToken()
  const user = await api.updateMe(changes)
  const held = heldSession.get()
  if (held && held.token === asked) hold({ ...held, user })
}
