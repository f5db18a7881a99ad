import { mergeInternalComponents } from '@tarojs/shared'
import type { PropsWithChildren } from 'react'
import { configureHttp } from './api/http'
import { SPOKEN_COMPONENTS } from './components/spoken'
import { goToAgree, goToSignIn } from './hooks/navigation'
import { watchWechatPrivacy } from './hooks/privacy'
import { forgetSession, sessionToken } from './hooks/session'
import './app.scss'

// Must agree with the templates that config/aria.ts writes, or the attributes get other short names at run time.
if (process.env.TARO_ENV === 'weapp') {
  mergeInternalComponents(SPOKEN_COMPONENTS)
}

configureHttp({ token: sessionToken, forgetToken: forgetSession, askToSignIn: goToSignIn, askToAgree: goToAgree })
watchWechatPrivacy()

export default function App({ children }: PropsWithChildren) {
  return children
}
