import { Text, View } from '@tarojs/components'
import { getDueSums } from '../../api/due'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { Empty, Loaded } from '../../components/Loaded'
import { Note } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import type { Due, Dues } from '../../contract/due'
import { useLoad } from '../../hooks/useLoad'
import { useNow } from '../../hooks/useNow'
import { useParam } from '../../hooks/useParam'
import { useSession } from '../../hooks/useSession'
import { due as words } from '../../i18n/zh/due'
import { dueLines, dueTitle } from './dueLines'

/** How the due times of one service request are made. `?id=` */
export default function DueScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `due:${user.id}:${id}`, () => getDueSums(id))
  return (
    <Screen name='due' title={words.title}>
      {!user && <SignInCard {...words.stranger} />}
      {user && <Loaded of={load} waitingFor={words.waitingFor}>{dues => <Sums dues={dues} />}</Loaded>}
    </Screen>
  )
}

function Sums({ dues: { acceptBy, expectedBy } }: { dues: Dues }) {
  const still = (acceptBy ?? expectedBy)?.standsStill
  if (!acceptBy && !expectedBy) return <Empty {...words.nothing} />
  return (
    <>
      {still && <Note className='note-still' tone='wait' text={words.still[still.why]} />}
      {acceptBy && <SumCard name='accept' heading={words.accept.heading} due={acceptBy} />}
      {expectedBy && <SumCard name='promise' heading={words.promise.heading} due={expectedBy} />}
    </>
  )
}

function SumCard({ name, heading, due }: { name: string; heading: string; due: Due }) {
  const now = useNow()
  return (
    <Card className={`stack-tight card-${name}`}>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='small'>{heading}</Text></View>
      <Text className='block strong due-by'>{dueTitle(due, now)}</Text>
      {due.by !== null && <Bullets lines={dueLines(due, now)} />}
    </Card>
  )
}
