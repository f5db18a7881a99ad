import Taro from '@tarojs/taro'
import { ApiError } from '../../api/failure'
import { ERRORS } from '../../contract/errors'
import type { User } from '../../contract/person'
import { goBack } from '../../hooks/navigation'
import { useSend, type Sending } from '../../hooks/send'
import { bindPhone, signIn } from '../../hooks/session'
import { carryVillageOver } from '../../hooks/village'

export interface SigningIn extends Pick<Sending, 'busy' | 'failure'> {
  /** With the WeChat account on this phone. */
  withWechat: () => void
  /** With the phone behind a code of the phone number button. */
  withPhone: (code: string) => void
  /** With a code given to us, as one of the invented people's. */
  withCode: (code: string) => void
}

/** The ways to sign in; each goes back where one came from as soon as it is known who this is. */
export function useSigningIn(): SigningIn {
  const { busy, failure, send } = useSend()
  const run = async (begin: () => Promise<User | null>) => {
    let user: User | null = null
    const answered = await send(async () => {
      user = await begin()
      if (user) await carryOver(user)
    })
    if (answered && user) goBack()
  }
  return {
    busy,
    failure,
    withWechat: () => void run(async () => signIn(await codeOfWechat())),
    withPhone: code => void run(() => bindPhone(code)),
    withCode: code => void run(() => signIn(code))
  }
}

/** The village picked before must not keep anybody from being signed in: it stays on the phone and can be picked again. */
async function carryOver(user: User): Promise<void> {
  try {
    await carryVillageOver(user.villageCode)
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
  }
}

/** @throws ApiError wechatUnavailable when WeChat gives no code */
async function codeOfWechat(): Promise<string> {
  const answer = await Taro.login().catch(() => null)
  if (!answer?.code) throw new ApiError('wechatUnavailable', ERRORS.wechatUnavailable.message)
  return answer.code
}
