import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { endMySessions, listMySessions } from '../../../api/privacy'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Loaded } from '../../../components/Loaded'
import { News } from '../../../components/News'
import { FailureNote } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { Confirm } from '../../../components/Sheet'
import { SignInCard } from '../../../components/SignInCard'
import { Tag } from '../../../components/Tag'
import type { SessionRow } from '../../../contract/privacy'
import { useLoad } from '../../../hooks/useLoad'
import { useSend } from '../../../hooks/useSend'
import { useSession } from '../../../hooks/useSession'
import { dayShort, moment } from '../../../i18n/dates'
import { account } from '../../../i18n/zh/account'
import { announce } from '../../../phone/news'

const words = account.sessions

/** The phones that are signed in, with a button to sign the others out. */
export default function SessionsScreen() {
  const { user } = useSession()
  const load = useLoad(user && `sessions:${user.id}`, listMySessions)
  const [asking, setAsking] = useState(false)
  const others = (load.data ?? []).some(({ current }) => !current)
  return (
    <Screen
      name='sessions'
      title={words.title}
      footer={
        others && (
          <Button className='btn-endOthers' kind='danger' text={words.endOthers} onTap={() => setAsking(true)} />
        )
      }
      sheet={asking && <EndOthers onDone={() => void load.reload()} onClose={() => setAsking(false)} />}
    >
      {!user && <SignInCard {...words.signIn} />}
      {user && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {rows => (
            <>
              <News />
              <Card className='list-card'>
                {rows.map(row => (
                  <Row key={row.id} row={row} />
                ))}
              </Card>
              {rows.length === 1 && <Text className='small note-onlyThis'>{words.onlyThis}</Text>}
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function Row({ row: { client, device, startedAt, seenOn, current } }: { row: SessionRow }) {
  return (
    <View className={`list-row session-row ${current ? 'session-current' : ''}`}>
      <View className='grow'>
        <Text className='block'>{words.where(client, device)}</Text>
        <Text className='small'>{words.begun(moment(startedAt))}</Text>
        <Text className='small'>{words.seen(dayShort(seenOn))}</Text>
      </View>
      {current && <Tag tone='ok' text={words.current} />}
    </View>
  )
}

function EndOthers({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { busy, failure, send } = useSend()
  const act = async () => {
    if (!await send(() => endMySessions('others'))) return
    announce(words.ended)
    onDone()
    onClose()
  }
  return (
    <Confirm
      title={words.endTitle}
      doText={words.endDo}
      kind='danger'
      busy={busy}
      className='sheet-endOthers'
      onDo={() => void act()}
      onClose={onClose}
    >
      <Text className='block'>{words.endText}</Text>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
