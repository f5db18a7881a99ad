import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { listMyConsents } from '../../../api/privacy'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { spoken } from '../../../components/spoken'
import { CONSENT_KINDS, type ConsentKind } from '../../../contract/privacy'
import { useLoad } from '../../../hooks/useLoad'
import { useSend } from '../../../hooks/useSend'
import { dayShort } from '../../../i18n/dates'
import { account } from '../../../i18n/zh/account'
import { privacy } from '../../../i18n/zh/privacy'
import { goTo } from '../../../phone/navigation'
import { announce } from '../../../phone/news'
import { takeBack } from '../../../phone/privacy'

const words = account.consents

/** Agreements with their dates, each with a button to take it back. */
export function Agreements({ agreed }: { agreed: (kind: ConsentKind) => boolean }) {
  const [asking, setAsking] = useState<ConsentKind | null>(null)
  const load = useLoad('myConsents', listMyConsents)
  const givenAt = (kind: ConsentKind) => load.data?.find(event => event.kind === kind && event.given)?.at
  return (
    <Card className='list-card card-agreements'>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading list-heading'>{words.title}</Text>
      </View>
      {CONSENT_KINDS.map(kind => {
        const at = givenAt(kind)
        return (
          <View key={kind} className={`list-row agreement-${kind}`}>
            <View className='grow'>
              <Text className='block'>{words.kinds[kind]}</Text>
              <Text className='small'>
                {agreed(kind) ? (at ? words.given(dayShort(at)) : privacy.agree) : words.notGiven}
              </Text>
            </View>
            {agreed(kind) ? (
              <Link className={`link-takeBack-${kind}`} text={words.takeBack} onTap={() => setAsking(kind)} />
            ) : (
              <Link
                className={`link-agree-${kind}`}
                text={privacy.agree}
                onTap={() => goTo('privacy', { agree: kind })}
              />
            )}
          </View>
        )
      })}
      {asking && <TakeBack kind={asking} onDone={() => void load.reload()} onClose={() => setAsking(null)} />}
    </Card>
  )
}

function TakeBack({ kind, onDone, onClose }: { kind: ConsentKind; onDone: () => void; onClose: () => void }) {
  const { busy, failure, send } = useSend()
  const act = async () => {
    if (!await send(() => takeBack(kind))) return
    announce(words.takenBack)
    onDone()
    onClose()
  }
  return (
    <Confirm
      title={words.takeBackTitle[kind]}
      doText={words.takeBack}
      kind='danger'
      busy={busy}
      className='sheet-takeBack'
      onDo={() => void act()}
      onClose={onClose}
    >
      <Text className='block'>{words.takeBackText[kind]}</Text>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
