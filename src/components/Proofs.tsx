import { Text, View } from '@tarojs/components'
import type { ServiceRequestDetail } from '../contract/serviceRequestViews'
import { moment } from '../i18n/dates'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { Icon } from './Icon'

/**
 * The three proofs: the server received the matter, the assignee's phone received it, the assignee accepted it; each
 * with its time or "not yet".
 */
export function Proofs({ proofs }: { proofs: ServiceRequestDetail['proofs'] }) {
  const words = serviceRequest.proofs
  return (
    <View className='proofs'>
      <Proof name='server' word={words.server} at={proofs.serverAt} />
      <Proof name='handset' word={words.handset} at={proofs.handsetAt} />
      <Proof name='accepted' word={words.accepted} at={proofs.acceptedAt} />
    </View>
  )
}

function Proof({ name, word, at }: { name: string; word: { yes: string; notYet: string }; at: string | null }) {
  return (
    <View className={`proof proof-${name} ${at ? 'proof-yes' : ''}`}>
      <Icon name={at ? 'check' : 'clock'} tone={at ? 'ok' : 'third'} size='small' />
      <Text className='proof-word'>{at ? word.yes : word.notYet}</Text>
      {at && <Text>{moment(at)}</Text>}
    </View>
  )
}
