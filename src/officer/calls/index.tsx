import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { listCalls, recordCall } from '../../api/calls'
import { Empty, Loaded } from '../../components/Loaded'
import { Note } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import { mayCall } from '../../contract/permissions'
import { CALL_TRIES, type PhoneCall } from '../../contract/phoneCall'
import { useLoad } from '../../hooks/useLoad'
import { useSession } from '../../hooks/useSession'
import { calls as words } from '../../i18n/zh/calls'
import { staff } from '../../i18n/zh/staff'
import '../../styles/officer.scss'
import { CallCard } from './CallCard'

/** The calls that the reader has to make, because no message reaches those people. */
export default function CallsScreen() {
  const { user } = useSession()
  const calls = user !== null && mayCall(user.roles, 'listCalls')
  const load = useLoad(calls ? `calls:${user.id}` : null, listCalls)
  const [done, setDone] = useState<string | null>(null)
  const record = async (call: PhoneCall, reached: boolean) => {
    await recordCall(call.id, { reached, tries: call.tries })
    setDone(doneWords(call, reached))
    await load.reload()
  }
  return (
    <Screen name='calls' title={words.title}>
      {!user && <SignInCard {...staff.stranger} />}
      {user && !calls && <Empty {...words.notYours} />}
      {done !== null && (
        <View {...spoken({ role: 'status', live: 'polite' })}>
          <Note className='note-done' text={done} />
        </View>
      )}
      {calls && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {items => items.length === 0 ? <Empty {...words.empty} /> : (
            <>
              {done === null && <Text className='small'>{words.lead}</Text>}
              {items.map(call => (
                <CallCard key={`${call.id} ${call.tries}`} call={call} onEnded={reached => record(call, reached)} />
              ))}
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function doneWords({ tries }: PhoneCall, reached: boolean): string {
  if (reached) return words.reachedDone
  if (tries + 1 === CALL_TRIES) return words.toDesk
  return tries + 1 >= 2 * CALL_TRIES ? words.givenUp : words.notReachedDone
}
