import type { SessionView } from '../../src/contract/person'
import type { Deps } from '../deps'
import type { RunningSession } from '../middleware/authenticate'
import { endSession } from './endSession'
import { bindAccount } from './personOfAccount'
import { presentSession } from './presenter'
import { startSession } from './startSession'

/**
 * Binds the phone behind a code of the phone number button to the account of this session, and starts a new session in
 * its place.
 * @throws AppError of the WeChat client; forbidden when the phone's person is no longer active
 */
export async function bindPhone(session: RunningSession, code: string, userAgent: string, deps: Deps): Promise<SessionView> {
  const phone = await deps.wechat.phoneNumber(code)
  const person = await bindAccount(session.openid, phone, deps)
  const fresh = await startSession(session.openid, person._id, userAgent, deps)
  await endSession(session.id)
  return presentSession(fresh, person)
}
