import Taro from '@tarojs/taro'
import { recordMyConsent } from '../api/privacy'
import { PRIVACY_VERSIONS, type ConsentKind } from '../contract/privacy'
import type { User } from '../contract/person'
import { forget, keep, readKept } from './keep'
import { refreshUser } from './session'
import { createStore, useStore } from './store'

const KEY = 'agreed'

/** The present words have been agreed to on this phone, so signing in again doesn't ask again. */
export function agreedHere(): boolean {
  return readKept<string>(KEY) === PRIVACY_VERSIONS.privacy
}

/** Notes that they have been agreed to here. */
export function markAgreedHere(): void {
  keep(KEY, PRIVACY_VERSIONS.privacy)
}

/** Has somebody agreed to the words as they are now? */
export function hasAgreed(user: User, kind: ConsentKind): boolean {
  return user.agreed[kind] === PRIVACY_VERSIONS[kind]
}

/** Agrees to the present words, for the one who is signed in. */
export async function agreeTo(kind: ConsentKind): Promise<void> {
  await recordMyConsent({ kind, version: PRIVACY_VERSIONS[kind], given: true })
  if (kind === 'privacy') markAgreedHere()
  await refreshUser()
}

/** Takes it back. The next one who signs in here is asked, too. */
export async function takeBack(kind: ConsentKind): Promise<void> {
  await recordMyConsent({ kind, version: PRIVACY_VERSIONS[kind], given: false })
  if (kind === 'privacy') forget(KEY)
  await refreshUser()
}

type Answer = Taro.onNeedPrivacyAuthorization.ResolveOption
/** Id of the button that WeChat looks for before it believes that somebody agreed. */
export const WECHAT_AGREE_ID = 'agree-wechat'

const waiting = createStore<((answer: Answer) => void) | null>(() => null)

/**
 * WeChat's own flow: before it hands out a phone number it wants its privacy guide agreed to. What it asks is kept until the
 * sheet on the screen has been answered.
 */
export function watchWechatPrivacy(): void {
  if (typeof Taro.onNeedPrivacyAuthorization !== 'function') return
  Taro.onNeedPrivacyAuthorization(resolve => {
    resolve({ event: 'exposureAuthorization' })
    waiting.set(resolve)
  })
}

export interface WechatAsking {
  agree: () => void
  refuse: () => void
}

/** What WeChat waits for; null while it waits for nothing. */
export function useWechatAsking(): WechatAsking | null {
  const resolve = useStore(waiting)
  if (!resolve) return null
  const answer = (given: Answer) => {
    waiting.set(null)
    resolve(given)
  }
  return { agree: () => answer({ event: 'agree', buttonId: WECHAT_AGREE_ID }), refuse: () => answer({ event: 'disagree' }) }
}

/** Opens WeChat's own page with the guide. */
export function openWechatContract(): void {
  if (typeof Taro.openPrivacyContract === 'function') Taro.openPrivacyContract({})
}
