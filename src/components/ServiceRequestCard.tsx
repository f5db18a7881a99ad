import { Text, View } from '@tarojs/components'
import { OPEN_STATUSES } from '../contract/serviceRequest'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'
import { nextWords } from '../i18n/nextWords'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { goTo } from '../phone/navigation'
import { askWhereNoneIsLeft } from '../phone/reminders'
import { Card } from './Card'
import { StatusTag } from './StatusTag'
import { Steps } from './Steps'

/** A service request in a list of its applicant; a tap opens its detail. */
export function ServiceRequestCard({ row }: { row: ServiceRequestSummary }) {
  const { id, item, status, channel, waitingOn, applicantName, beneficiaryName } = row
  const open = OPEN_STATUSES.includes(status)
  const look = () => {
    if (open) askWhereNoneIsLeft('resident')
    goTo('serviceRequest', { id })
  }
  return (
    <Card className={`card-serviceRequest serviceRequest-${id}`} onTap={look}>
      <View className='row'>
        <Text className='block strong grow'>{item.name}</Text>
        <StatusTag status={status} waitingOn={waitingOn} />
      </View>
      <Text className='small'>{serviceRequest.forWhom(beneficiaryName ?? applicantName)}</Text>
      <Text className='small'>{nextWords(row)}</Text>
      {open && <Steps status={status} channel={channel} />}
    </Card>
  )
}
