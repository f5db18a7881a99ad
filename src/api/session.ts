import type { DemoPerson, MeChanges, SessionView, User } from '../contract/person'
import { call } from './http'

/** Signs in with a code of WeChat's login. `user` is null while no phone is bound. */
export function createSession(code: string): Promise<SessionView> {
  return call('createSession', { body: { code } })
}

/** Binds the phone behind a code of the phone number button and answers a new session. */
export function bindPhone(code: string): Promise<SessionView> {
  return call('bindPhone', { body: { code } })
}

/** Ends the session on the server. */
export function endSession(): Promise<void> {
  return call('endSession')
}

/** Who is signed in, as the roster stands now. */
export function getMe(): Promise<User> {
  return call('getMe')
}

/** Changes one's village or, for residents, one's name (≤ 20 characters). */
export function updateMe(changes: MeChanges): Promise<User> {
  return call('updateMe', { body: changes })
}

/** People a visitor may sign in as. @throws ApiError notFound where the real WeChat is in use */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  return (await call('listDemoPeople')).items
}
