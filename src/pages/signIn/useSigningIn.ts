import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { ApiError } from '../../api/failure'
import { ERRORS } from '../../contract/errors'
import type { User } from '../../contract/person'
import { useSend, type Sending } from '../../hooks/useSend'
import { goBack, replaceWith } from '../../phone/navigation'
import { agreedHere, agreeTo, hasAgreed, markAgreedHere } from '../../phone/privacy'
import { bindPhone, signIn } from '../../phone/session'
import { carryVillageOver } from '../../phone/village'

type Begin = () => Promise<User | null>

export interface SigningIn extends Pick<Sending, 'busy' | 'failure'> {
  /** Signs in with the WeChat account of this phone. */
  withWechat: () => void
  /** Binds the phone number behind a code of WeChat's phone number button. */
  withPhone: (code: string) => void
  /** Signs in with a given code, as that of an invented person. */
  withCode: (code: string) => void
  /** The pending question to agree to the privacy words; null while there is none. */
  asking: Asking | null
}

export interface Asking {
  agree: () => void
  refuse: () => void
}

/** The ways to sign in; each goes back to the screen before as soon as the user is known. */
export function useSigningIn(): SigningIn {
  const { busy, failure, send } = useSend()
  const [waiting, setWaiting] = useState<Begin | null>(null)
  const agreedNow = useRef(false)
  const run = async (begin: Begin) => {
    let toAgree = false
    let known = false
    const answered = await send(async () => {
      const user = await begin()
      known = user !== null
      if (!user) return
      toAgree = !agreedNow.current && !hasAgreed(user, 'privacy')
      await carryOver(user, agreedNow.current)
    })
    if (!answered || !known) return
    // On a phone where somebody agreed before, another person may be signing in.
    if (toAgree) replaceWith('privacy', { agree: 'privacy' })
    else goBack()
  }
  const start = (begin: Begin) => {
    if (agreedHere()) void run(begin)
    else setWaiting(() => begin)
  }
  const asking = waiting && {
    agree: () => {
      setWaiting(null)
      agreedNow.current = true
      markAgreedHere()
      void run(waiting)
    },
    refuse: () => setWaiting(null)
  }
  return {
    asking,
    busy,
    failure,
    withWechat: () => start(async () => signIn(await codeOfWechat())),
    withPhone: code => start(() => bindPhone(code)),
    withCode: code => start(() => signIn(code))
  }
}

/**
 * Takes over what was done before signing in: the picked village and the agreement. A failure of either must not
 * prevent signing in; both can be done again.
 */
async function carryOver(user: User, agreedNow: boolean): Promise<void> {
  try {
    if (agreedNow && !hasAgreed(user, 'privacy')) await agreeTo('privacy')
    await carryVillageOver(user)
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
  }
}

/** A code of WeChat's login. @throws ApiError wechatUnavailable when WeChat gives no code */
async function codeOfWechat(): Promise<string> {
  const answer = await Taro.login().catch(() => null)
  if (!answer?.code) throw new ApiError('wechatUnavailable', ERRORS.wechatUnavailable.message)
  return answer.code
}
