import { Text } from '@tarojs/components'
import { listDemoPeople } from '../../api/session'
import { Loaded } from '../../components/Loaded'
import { FailureNote } from '../../components/Note'
import { ProgressLink } from '../../components/ProgressLink'
import { Screen } from '../../components/Screen'
import { useLoad } from '../../hooks/useLoad'
import { signIn as words } from '../../i18n/zh/signIn'
import { AgreeSheet } from './AgreeSheet'
import { DemoPeople } from './DemoPeople'
import { OnlyInWechat } from './OnlyInWechat'
import { useSigningIn } from './useSigningIn'
import { WechatSignIn } from './WechatSignIn'

/**
 * Signing in: in WeChat with the account and, the first time, the phone number; with the fake WeChat also as one of its
 * invented people. In a browser there is no other way.
 */
export default function SignInScreen() {
  const signingIn = useSigningIn()
  const demo = useLoad('demoPeople', listDemoPeople, { onShow: false })
  const inWechat = process.env.TARO_ENV === 'weapp'
  return (
    <Screen name='signIn' title={words.title} sheet={signingIn.asking && <AgreeSheet asking={signingIn.asking} />}>
      <Text className='block'>{words.lead}</Text>
      <ProgressLink />
      <FailureNote failure={signingIn.failure} />
      {inWechat && <WechatSignIn signingIn={signingIn} />}
      {!inWechat && demo.failure?.code === 'notFound' && <OnlyInWechat />}
      {!inWechat && demo.failure?.code !== 'notFound' && (
        <Loaded of={demo} waitingFor={words.waitingFor}>
          {people => <DemoPeople people={people} signingIn={signingIn} />}
        </Loaded>
      )}
      {inWechat && demo.data && <DemoPeople people={demo.data} signingIn={signingIn} />}
    </Screen>
  )
}
