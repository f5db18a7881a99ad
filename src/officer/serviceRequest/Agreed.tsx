import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { Tag } from '../../components/Tag'
import { OPEN_STATUSES } from '../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { halfDay, moment, windowWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'

const words = officer.detail

/** The appointment and the preferred times; for a closed matter, how it ended. */
export function Agreed({ detail }: { detail: ServiceRequestDetail }) {
  const { status, appointment, preferredTimes, timeChangeAsked, missed, remark } = detail
  const open = OPEN_STATUSES.includes(status)
  const wishes = preferredTimes.map(time => halfDay(time))
  const wished = timeChangeAsked || status === 'assigned' || status === 'accepted'
  const agreed = open && appointment !== null
  return (
    <>
      <Ending detail={detail} />
      {(wished || agreed || remark !== '') && (
        <Card className='stack card-agreed'>
          {agreed && <Fact name='appointment' label={words.appointment} lines={[windowWords(appointment)]} />}
          {wished && (
            <Fact
              name='wishes'
              label={timeChangeAsked ? words.wantedAnew : words.wanted}
              lines={wishes.length > 0 ? wishes : [words.anyTime]}
            />
          )}
          {open && missed > 0 && (
            <View className='tags'>
              <Tag className='tag-missed' tone='bad' text={words.missed(missed)} />
            </View>
          )}
          {remark !== '' && <Fact name='remark' label={words.remark} lines={[remark]} />}
        </Card>
      )}
    </>
  )
}

function Fact({ name, label, lines }: { name: string; label: string; lines: readonly string[] }) {
  return (
    <View className={`stack-tight fact-${name}`}>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='small'>{label}</Text></View>
      {lines.map(line => <Text key={line} className='block strong'>{line}</Text>)}
    </View>
  )
}

function Ending({ detail: { declined, rating } }: { detail: ServiceRequestDetail }) {
  return (
    <>
      {declined && (
        <View className='stack-tight'>
          <Note className='note-declined' tone='bad' text={words.declinedReason(declined.reason)} />
          <Note className='note-basis' tone='bad' text={words.declinedBasis(declined.legalBasis)} />
        </View>
      )}
      {rating && (
        <Card className='stack-tight card-rating'>
          <View {...spoken({ role: 'heading', level: 3 })}><Text className='small'>{words.rating}</Text></View>
          <Text className='block strong'>{words.stars[rating.stars]}</Text>
          {rating.text !== '' && <Text className='block'>{rating.text}</Text>}
          <Text className='small'>{moment(rating.at)}</Text>
        </Card>
      )}
    </>
  )
}
