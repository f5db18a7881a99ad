import type { SessionView } from '../../src/contract/person'
import type { AnonymousContext } from '../deps'
import { bindAccount, personOfAccount } from './personOfAccount'
import { presentSession } from './presenter'
import { startSession } from './startSession'

/**
 * Signs in with a code of wx.login. `user` is null while the account has bound no phone. A demo login contains its
 * phone, which is bound at once.
 * @throws AppError of the WeChat client; forbidden when the person is no longer active
 */
export async function signIn(code: string, userAgent: string, context: AnonymousContext): Promise<SessionView> {
  const { deps } = context
  const { openid, phone } = await deps.wechat.code2Session(code)
  const person = deps.demo && phone
    ? await bindAccount(openid, phone, context)
    : await personOfAccount(openid, deps.fields)
  return presentSession(await startSession(openid, person?._id ?? null, userAgent, context), person)
}
