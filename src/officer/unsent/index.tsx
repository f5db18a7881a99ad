import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Loaded'
import { Note } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import { useSession } from '../../hooks/useSession'
import { useUnsent } from '../../hooks/useUnsent'
import { moment } from '../../i18n/dates'
import { custody } from '../../i18n/zh/custody'
import { receivedWords } from '../../i18n/zh/receivers'
import { staff } from '../../i18n/zh/staff'
import { goTo } from '../../phone/navigation'
import type { OutboxEntry } from '../../phone/outbox'
import { unsent } from '../../phone/unsent'
import '../../styles/officer.scss'
import { StateWord, whatWord } from '../UnsentRow'

const words = custody.unsent

/** What waits on this phone, what was sent today, and what was refused and why. */
export default function UnsentScreen() {
  const { user } = useSession()
  const entries = useUnsent()
  const [busy, setBusy] = useState(false)
  const waits = entries.some(({ state }) => state === 'waiting')
  const sendNow = () => {
    setBusy(true)
    void unsent.flush().finally(() => setBusy(false))
  }
  return (
    <Screen
      name='unsent'
      title={words.title}
      footer={user && waits && (
        <Button className='btn-sendNow' kind='main' busy={busy} text={words.now} onTap={sendNow} />
      )}
    >
      {!user && <SignInCard {...staff.stranger} />}
      {user && entries.length === 0 && <Empty title={words.nothing.title} text={words.nothing.text} />}
      {user && entries.map(entry => <Entry key={entry.key} entry={entry} />)}
      {user && waits && <Note text={words.note} />}
    </Screen>
  )
}

function Entry({ entry }: { entry: OutboxEntry }) {
  const { state, about, phoneTime, since, why, key, matter, photos } = entry
  const when = state === 'sent' ? words.sentAt(moment(since)) : words.written(moment(phoneTime))
  return (
    <Card className={`stack-tight unsent-card card-${state}`}>
      <View className='row'>
        <Text className='grow strong'>{words.whatOf(whatWord(entry), about)}</Text>
        <StateWord state={state} />
      </View>
      <Text className='small'>
        {[when, ...(photos.length > 0 && state !== 'sent' ? [words.photos(photos.length)] : [])].join(' · ')}
      </Text>
      {state === 'refused' && (
        <>
          <View {...spoken({ role: 'alert' })}><Text className='block unsent-why'>{why}</Text></View>
          <View className='lead'>
            <Text className='small'>{words.kept}</Text>
            {contentOf(entry).map(line => <Text key={line} className='block'>{line}</Text>)}
          </View>
          <View className='btns'>
            <Button className='btn-known' text={words.known} onTap={() => unsent.putAway(key)} />
            <Button
              className='btn-openMatter'
              kind='ghost'
              text={words.open}
              onTap={() => goTo('officerServiceRequest', { id: matter })}
            />
          </View>
        </>
      )}
    </Card>
  )
}

/** What was written, readable whatever the move is. */
function contentOf({ input }: OutboxEntry): string[] {
  if ('receivedBy' in input && 'way' in input) {
    const { receivedBy, relation, way, text } = input
    return [receivedWords({ name: receivedBy, relation, way }), ...(text ? [text] : [])]
  }
  return Object.values(input).filter((value): value is string => typeof value === 'string' && value !== '')
}
