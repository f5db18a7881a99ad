import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { dayShort, moment } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'

const words = officer.consent

/** Whether the beneficiary has consented; nothing when no consent is needed. */
export function Consent({ detail: { consent } }: { detail: ServiceRequestDetail }) {
  if (consent.state === 'notNeeded') return null
  return (
    <Card className={`stack-tight card-consent consent-${consent.state}`}>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='heading'>{words.heading}</Text>
      </View>
      {consent.state === 'pending' && <Note tone='wait' text={words.pending} />}
      {consent.state === 'withdrawn' && <Note tone='bad' text={words.withdrawn} />}
      {consent.state === 'given' && (
        <Text className='block'>
          {words.given(consent.by?.name ?? '', consent.at ? moment(consent.at) : '') +
            (consent.until ? words.until(dayShort(consent.until)) : '')}
        </Text>
      )}
    </Card>
  )
}
