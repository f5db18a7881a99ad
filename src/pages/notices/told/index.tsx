import { Text, View } from '@tarojs/components'
import { listTold } from '../../../api/told'
import { Card } from '../../../components/Card'
import { Empty, Loaded } from '../../../components/Loaded'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import type { ToldRow } from '../../../contract/told'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { useSession } from '../../../hooks/useSession'
import { moment } from '../../../i18n/dates'
import { told as words } from '../../../i18n/zh/told'
import '../../../styles/notices.scss'

/** Who was told of one matter, when and by which way. `?id=` */
export default function ToldScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `told:${user.id}:${id}`, () => listTold(id))
  const gone = load.failure?.code === 'notFound'
  return (
    <Screen name='told' title={words.title}>
      {!user && <SignInCard {...words.stranger} />}
      {user && gone && <Empty {...words.missing} />}
      {user && !gone && (
        <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
          {rows => rows.length === 0 ? <Empty {...words.empty} /> : (
            <>
              <Text className='small'>{words.lead}</Text>
              <Card className='list-card card-told'>
                {rows.map(row => <Row key={row.id} row={row} />)}
              </Card>
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function Row({ row: { event, at, part, name, ways } }: { row: ToldRow }) {
  return (
    <View className={`list-row told-row told-${event}`}>
      <View className='grow'>
        <Text className='block strong'>{words.events[event]}</Text>
        <Text className='block'>{ways.length === 0 ? words.staffTold : words.who(name, part)}</Text>
        {ways.map(({ way, state, at: when }) => (
          <Text key={way} className={`small told-way told-${way}-${state}`}>
            {when === null ? words.way(way, state) : words.wayAt(words.way(way, state), moment(when))}
          </Text>
        ))}
        {ways.length === 0 && <Text className='small'>{moment(at)}</Text>}
      </View>
    </View>
  )
}
