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
  /** With the WeChat account on this phone. */
  withWechat: () => void
  /** With the phone behind a code of the phone number button. */
  withPhone: (code: string) => void
  /** With a code given to us, as one of the invented people's. */
  withCode: (code: string) => void
  /** The words about one's data, to be agreed to before anything is told; null while nobody waits for that. */
  asking: Asking | null
}

export interface Asking {
  agree: () => void
  refuse: () => void
}

/** The ways to sign in; each goes back where one came from as soon as it is known who this is. */
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
    // On a phone where somebody agreed earlier, he who signs in may be another.
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
 * What was done before signing in goes along: the village picked, and the words agreed to. Neither must keep anybody
 * from being signed in; both can be done again.
 */
async function carryOver(user: User, agreedNow: boolean): Promise<void> {
  try {
    if (agreedNow && !hasAgreed(user, 'privacy')) await agreeTo('privacy')
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
