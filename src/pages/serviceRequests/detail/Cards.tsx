import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { Person } from '../../../components/Person'
import { spoken } from '../../../components/spoken'
import { NOT_BEGUN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { halfDay, moment, windowWords } from '../../../i18n/dates'
import { common } from '../../../i18n/zh/common'
import { dutyWord } from '../../../i18n/zh/serviceRequest'
import { serviceRequestDetail as words } from '../../../i18n/zh/serviceRequestDetail'
import { callPhone } from '../../../phone/dial'
import type { MainAction } from './mainAction'

interface AssigneeCardProps {
  detail: ServiceRequestDetail
  main: MainAction
  onWhy: () => void
}

/**
 * The assignee, the appointment and what to prepare. The button to call is here when the main button is another one.
 */
export function AssigneeCard({ detail, main, onWhy }: AssigneeCardProps) {
  const { assignee, channel, materials, status } = detail
  return (
    <Card className='stack card-assignee'>
      <Person name={assignee.name} duty={dutyWord(assignee)} note={timeNote(detail)} />
      {NOT_BEGUN_STATUSES.includes(status) && materials.length > 0 && (
        <View className='lead prepare'>
          <Text className='block'>{words.assignee.prepare[channel]}</Text>
          <Bullets lines={materials} />
        </View>
      )}
      {main !== 'call' && (
        <View className='btns'>
          <Button
            className='btn-callAssignee'
            icon='phone'
            text={common.call(assignee.name)}
            onTap={() => callPhone(assignee.phone)}
          />
        </View>
      )}
      <Link className='link-why' icon='question' text={words.assignee.why} onTap={onWhy} />
    </Card>
  )
}

function timeNote({ appointment, preferredTimes, status }: ServiceRequestDetail): string | undefined {
  if (appointment) return words.assignee.window(windowWords(appointment))
  return NOT_BEGUN_STATUSES.includes(status) && preferredTimes.length > 0
    ? words.assignee.wanted(preferredTimes.map(time => halfDay(time)))
    : undefined
}

/** Why the service request was declined, by which law, and where to complain. */
export function DeclinedCard({
  declined: { reason, legalBasis, complaint }
}: {
  declined: NonNullable<ServiceRequestDetail['declined']>
}) {
  return (
    <Card className='stack card-declined'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='heading'>{words.declined.heading}</Text>
      </View>
      <Told label={words.declined.reason} text={reason} />
      <Told label={words.declined.legalBasis} text={legalBasis} />
      <Told label={words.declined.complaint} text={complaint} />
    </Card>
  )
}

/** Where every original is, and since when. */
export function CustodyCard({ custody }: { custody: ServiceRequestDetail['custody'] }) {
  return (
    <Card className='stack card-custody'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='heading'>{words.custody.heading}</Text>
      </View>
      {custody.map(({ paper, holder, since, returned }) => (
        <View key={paper + since}>
          <Text className='block strong'>{paper}</Text>
          <Text className='small'>
            {returned
              ? words.custody.returned(returned.to, moment(returned.at))
              : words.custody.held(holder.name, moment(since))}
          </Text>
        </View>
      ))}
    </Card>
  )
}

/** The applicant's rating. */
export function RatingCard({ rating: { stars, text, at } }: { rating: NonNullable<ServiceRequestDetail['rating']> }) {
  return (
    <Card className='stack-tight card-rating'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.rating.heading}</Text></View>
      <Text className='block'>{words.rating.levels[stars]}</Text>
      {text && <Text className='block'>{text}</Text>}
      <Text className='small'>{moment(at)}</Text>
    </Card>
  )
}

/** What the applicant wrote when submitting. */
export function AskedCard({ detail: { address, remark, village, idNumber } }: { detail: ServiceRequestDetail }) {
  const place = [village.townName, village.name, address].filter(Boolean).join(' ')
  return (
    <Card className='stack-tight card-asked'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.remark.heading}</Text></View>
      <Text className='small'>{words.remark.address(place)}</Text>
      {idNumber && <Text className='small'>{words.remark.idNumber(idNumber)}</Text>}
      {remark && <Text className='small'>{remark}</Text>}
    </Card>
  )
}

function Told({ label, text }: { label: string; text: string }) {
  return (
    <View>
      <Text className='small'>{label}</Text>
      <Text className='block'>{text}</Text>
    </View>
  )
}
