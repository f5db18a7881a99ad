import type { SessionView } from '../../src/contract/person'
import type { AnonymousContext } from '../deps'
import type { RunningSession } from '../middleware/authenticate'
import { endSession } from './endSession'
import { bindAccount } from './personOfAccount'
import { presentSession } from './presenter'
import { startSession } from './startSession'

/**
 * Binds the phone behind a code of WeChat's phone number button to the account of this session, and replaces the
 * session by a new one.
 * @throws AppError of the WeChat client; forbidden when the phone's person is no longer active
 */
export async function bindPhone(
  code: string, userAgent: string, { session, now, deps }: AnonymousContext & { session: RunningSession }
): Promise<SessionView> {
  const phone = await deps.wechat.phoneNumber(code)
  const person = await bindAccount(session.openid, phone, { now, deps })
  const fresh = await startSession(session.openid, person._id, userAgent, { now, deps })
  await endSession(session.id)
  return presentSession(fresh, person)
}
