import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { spoken } from '../../../components/spoken'
import { STOPPED_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { dayShort, moment } from '../../../i18n/dates'
import { family } from '../../../i18n/zh/family'
import { goTo } from '../../../phone/navigation'

const words = family.inMatter

/**
 * Whether the beneficiary has consented; nothing when no consent is needed, or the matter ended before the question.
 */
export function ConsentCard({
  detail: { id, consent, beneficiary, viewer, status }
}: {
  detail: ServiceRequestDetail
}) {
  const { state, at, by, voiceAt } = consent
  if (!beneficiary || state === 'notNeeded') return null
  if (state === 'pending' && STOPPED_STATUSES.includes(status)) return null
  const self = viewer === 'beneficiary'
  const { name } = beneficiary
  return (
    <Card className={`stack-tight card-consent consent-${state}`}>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='heading'>{words.heading}</Text>
      </View>
      {state === 'pending' &&
        (voiceAt && !self ? (
          <Text className='block consent-recorded'>{words.recorded(moment(voiceAt))}</Text>
        ) : (
          <Text className='block'>{self ? words.pendingSelf : words.pending(name)}</Text>
        ))}
      {state === 'pending' && viewer === 'applicant' && (
        <View>
          <Link
            className='link-recordVoice'
            text={voiceAt ? words.recordAgain : words.record}
            onTap={() => goTo('consentVoice', { id })}
          />
        </View>
      )}
      {state === 'given' && <Text className='block'>{self ? words.givenSelf : words.given(name)}</Text>}
      {state === 'withdrawn' && <Text className='block'>{self ? words.withdrawnSelf : words.withdrawn(name)}</Text>}
      {at && by && <Text className='small'>{words.said(dayShort(at), by.name)}</Text>}
    </Card>
  )
}

/** What a relative is told about the originals: held, or all returned. */
export function PapersCard({ papers }: { papers: ServiceRequestDetail['papers'] }) {
  if (papers === 'none') return null
  return (
    <Card className='stack-tight card-papers'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{family.papers.heading}</Text></View>
      <Text className='block'>{family.papers[papers]}</Text>
    </Card>
  )
}
