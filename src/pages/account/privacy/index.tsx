import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { News } from '../../../components/News'
import { FailureNote } from '../../../components/Note'
import { PrivacyWords } from '../../../components/PrivacyWords'
import { Screen } from '../../../components/Screen'
import { spoken } from '../../../components/spoken'
import { CONSENT_KINDS, type ConsentKind } from '../../../contract/privacy'
import { useParam } from '../../../hooks/useParam'
import { useSend } from '../../../hooks/useSend'
import { useSession } from '../../../hooks/useSession'
import { account } from '../../../i18n/zh/account'
import { privacy } from '../../../i18n/zh/privacy'
import { goBack } from '../../../phone/navigation'
import { announce } from '../../../phone/news'
import { agreeTo, hasAgreed } from '../../../phone/privacy'
import { Agreements } from './Agreements'
import { MyData } from './MyData'

/** What data are kept and why, agreements, export, deleting the account. `?agree=privacy`: asks for this agreement. */
export default function PrivacyScreen() {
  const wanted = useParam('agree')
  const kind = CONSENT_KINDS.find(one => one === wanted)
  return kind ? <Agree kind={kind} /> : <Overview />
}

/** One text with a button to agree; without agreeing, "back" changes nothing. */
function Agree({ kind }: { kind: ConsentKind }) {
  const { busy, failure, send } = useSend()
  const agree = async () => {
    if (!await send(() => agreeTo(kind))) return
    announce(account.consents.agreed)
    goBack()
  }
  return (
    <Screen
      name='agree'
      title={privacy.told[kind].title}
      footer={<Button className='btn-agree' kind='main' text={privacy.agree} busy={busy} onTap={() => void agree()} />}
    >
      <Card><PrivacyWords kind={kind} level={2} /></Card>
      <FailureNote failure={failure} />
    </Screen>
  )
}

function Overview() {
  const { user } = useSession()
  const { title } = privacy.told.privacy
  return (
    <Screen name='privacy' title={privacy.title}>
      <News />
      <Card className='stack card-told'>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{title}</Text></View>
        <PrivacyWords kind='privacy' />
      </Card>
      {user && <Agreements key={user.id} agreed={kind => hasAgreed(user, kind)} />}
      {user && <MyData />}
    </Screen>
  )
}
