import { mergeInternalComponents } from '@tarojs/shared'
import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { configureHttp } from './api/http'
import { SPOKEN_COMPONENTS } from './components/spoken'
import { goToAgree, goToSignIn } from './phone/navigation'
import { watchWechatPrivacy } from './phone/wechatPrivacy'
import { forgetExpiredSession, forgetSession, sessionToken } from './phone/session'
import './app.scss'

// Must agree with the templates that config/aria.ts writes, or the attributes get other short names at run time.
if (process.env.TARO_ENV === 'weapp') {
  mergeInternalComponents(SPOKEN_COMPONENTS)
}

configureHttp({ token: sessionToken, forgetToken: forgetSession, askToSignIn: goToSignIn, askToAgree: goToAgree })
watchWechatPrivacy()

export default function App({ children }: PropsWithChildren) {
  useLaunch(forgetExpiredSession)
  return children
}
