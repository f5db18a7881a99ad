import { Text, View } from '@tarojs/components'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { spoken } from '../../components/spoken'
import { CONSENT_WORDS } from '../../contract/consent'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { replaceWith } from '../../hooks/navigation'
import { consentWords } from '../../i18n/zh/consent'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.recordConsent

/** What is read to the one it is for, and his answer: a yes is written down, a no ends it on the next screen. */
export function RecordConsent({ detail }: { detail: ServiceRequestDetail }) {
  const version = CONSENT_WORDS[0]
  const act = useAct('recordConsent', detail, {})
  return (
    <ActFrame act={act} lead={words.lead} confirm={words.confirm} onConfirm={() => act.confirm({ agreed: true, words: version })}>
      <Card className='stack card-read'>
        <View {...spoken({ role: 'heading', level: 3 })}><Text className='strong'>{words.read}</Text></View>
        <Bullets lines={consentWords[version](detail.applicantName)} />
      </Card>
      <View className='center'>
        <Link
          className='link-no'
          tone='bad'
          text={officer.actions.withdrawConsent}
          onTap={() => replaceWith('act', { id: detail.id, action: 'withdrawConsent' })}
        />
      </View>
    </ActFrame>
  )
}
