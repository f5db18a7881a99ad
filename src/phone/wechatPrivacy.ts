import Taro from '@tarojs/taro'
import { createStore } from './store'

type Answer = Taro.onNeedPrivacyAuthorization.ResolveOption
/** Id of the button that WeChat looks for before it believes that somebody agreed. */
export const WECHAT_AGREE_ID = 'agree-wechat'

/** The answer that WeChat waits for; null while WeChat asks nothing. */
export const awaitedAnswer = createStore<((answer: Answer) => void) | null>(() => null)

/**
 * WeChat's own flow: before it hands out a phone number, its privacy guide has to be agreed to. WeChat's question is
 * held until the sheet on the screen has been answered.
 */
export function watchWechatPrivacy(): void {
  if (typeof Taro.onNeedPrivacyAuthorization !== 'function') return
  Taro.onNeedPrivacyAuthorization(resolve => {
    resolve({ event: 'exposureAuthorization' })
    awaitedAnswer.set(resolve)
  })
}

/** Opens WeChat's own page with the guide. */
export function openWechatContract(): void {
  if (typeof Taro.openPrivacyContract === 'function') Taro.openPrivacyContract({})
}
