import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { ClockLine } from '../../components/ClockLine'
import { Tag } from '../../components/Tag'
import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { goTo } from '../../phone/navigation'

const words = officer.card

interface InboxCardProps {
  row: ServiceRequestSummary
  userId: string
  /** ms since 1970 */
  now: number
}

/** One service request to answer: item, person, place, precedence, and how much time is left. */
export function InboxCard({ row, userId, now }: InboxCardProps) {
  const {
    id,
    item,
    status,
    channel,
    applicantName,
    beneficiaryName,
    village,
    address,
    specialGroups,
    timeChangeAsked,
    assignee
  } = row
  const offered = status === 'assigned' && assignee.id !== userId
  return (
    <Card className={`stack-tight inbox-card card-${id}`} onTap={() => goTo('officerServiceRequest', { id })}>
      <View className='row'>
        <Text className='grow strong inbox-item'>{item.name}</Text>
        <Tag text={serviceRequest.statuses[status]} tone={status === 'assigned' ? 'wait' : 'brand'} />
      </View>
      <Text className='block'>
        {beneficiaryName === null ? staff.own(applicantName) : staff.forWhom(beneficiaryName, applicantName)}
      </Text>
      <Text className='small'>{words.place(staff.channels[channel], village.townName, village.name, address)}</Text>
      {(specialGroups.length > 0 || timeChangeAsked || row.searching) && (
        <View className='tags inbox-tags'>
          {row.searching && <Tag className='tag-searching' text={staff.searching} tone='bad' />}
          {specialGroups.map(group => (
            <Tag key={group} className={`tag-${group}`} text={serviceRequest.specialGroups[group]} tone='wait' />
          ))}
          {timeChangeAsked && <Tag className='tag-timeChange' text={staff.timeChangeAsked} tone='bad' />}
        </View>
      )}
      {offered && <Text className='block strong inbox-offered'>{words.offeredToYou(assignee.name)}</Text>}
      <ClockLine of={row} now={now} />
    </Card>
  )
}
