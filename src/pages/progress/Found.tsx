import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { ListRow } from '../../components/ListRow'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { StatusTag } from '../../components/StatusTag'
import { Steps } from '../../components/Steps'
import type { ProgressView } from '../../contract/progress'
import { useSession } from '../../hooks/useSession'
import { dayWords } from '../../i18n/dates'
import { progress as words } from '../../i18n/zh/progress'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'

/** The progress in a sentence and four steps, and whom to call. No person is named. */
export function Found({
  found: { number, itemName, channel, status, waitingOn, appointmentDay, station }
}: {
  found: ProgressView
}) {
  const { user } = useSession()
  return (
    <View className='stack progress-found' {...spoken({ role: 'status', live: 'polite' })}>
      <View className='stack-tight'>
        <View className='row'>
          <View className='grow' {...spoken({ role: 'heading', level: 2 })}>
            <Text className='title'>{itemName}</Text>
          </View>
          <StatusTag status={status} waitingOn={waitingOn} />
        </View>
        <Text className='small'>{serviceRequest.number(number)}</Text>
      </View>
      <Card className='card-state'>
        <Text className='block strong progress-sentence'>
          {appointmentDay ? words.day[channel](dayWords(appointmentDay)) : words.sentence(status, channel)}
        </Text>
        <Steps status={status} channel={channel} />
      </Card>
      {waitingOn === 'resident' && <Note className='note-material' tone='wait' text={words.material} />}
      <Card className='list-card'>
        <ListRow
          className='row-callStation'
          icon='phone'
          text={words.call(station.name)}
          note={station.phone}
          onTap={() => callPhone(station.phone)}
        />
      </Card>
      {!user && (
        <View>
          <Text className='small'>{words.more}</Text>
          <Link className='link-signIn' text={words.signIn} onTap={() => goTo('signIn')} />
        </View>
      )}
    </View>
  )
}
