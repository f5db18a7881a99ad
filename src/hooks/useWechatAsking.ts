import { awaitedAnswer, WECHAT_AGREE_ID } from '../phone/wechatPrivacy'
import { useStore } from './useStore'

export interface WechatAsking {
  agree: () => void
  refuse: () => void
}

/** WeChat's question whether its privacy guide is agreed to; null while WeChat asks nothing. */
export function useWechatAsking(): WechatAsking | null {
  const resolve = useStore(awaitedAnswer)
  if (!resolve) return null
  const answer = (given: Parameters<typeof resolve>[0]) => {
    awaitedAnswer.set(null)
    resolve(given)
  }
  return {
    agree: () => answer({ event: 'agree', buttonId: WECHAT_AGREE_ID }),
    refuse: () => answer({ event: 'disagree' })
  }
}
