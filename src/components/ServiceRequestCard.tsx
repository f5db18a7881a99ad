import { Text, View } from '@tarojs/components'
import { OPEN_STATUSES } from '../contract/serviceRequest'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'
import { nextWords } from '../i18n/nextWords'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { goTo } from '../phone/navigation'
import { Card } from './Card'
import { StatusTag } from './StatusTag'
import { Steps } from './Steps'

/** A service request as the one who asked for it sees it in a list; leads to the whole of it. */
export function ServiceRequestCard({ row }: { row: ServiceRequestSummary }) {
  const { id, item, status, channel, waitingOn, applicantName, beneficiaryName } = row
  return (
    <Card className={`card-serviceRequest serviceRequest-${id}`} onTap={() => goTo('serviceRequest', { id })}>
      <View className='row'>
        <Text className='block strong grow'>{item.name}</Text>
        <StatusTag status={status} waitingOn={waitingOn} />
      </View>
      <Text className='small'>{serviceRequest.forWhom(beneficiaryName ?? applicantName)}</Text>
      <Text className='small'>{nextWords(row)}</Text>
      {OPEN_STATUSES.includes(status) && <Steps status={status} channel={channel} />}
    </Card>
  )
}
