import { Text, View } from '@tarojs/components'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { ReasonField } from '../../components/ReasonField'
import { spoken } from '../../components/spoken'
import { LIMITS } from '../../contract/limits'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.withdrawConsent

/** Records that the beneficiary refuses: originals are given back first, then the matter is cancelled. */
export function WithdrawConsent({ detail }: { detail: ServiceRequestDetail }) {
  const held = detail.custody.filter(entry => entry.returned === null).map(entry => entry.paper)
  const act = useAct('withdrawConsent', detail, { text: '', returnedTo: detail.beneficiaryName ?? '' })
  const { text, returnedTo } = act.value
  const to = held.length > 0 ? returnedTo.trim() : null
  return (
    <ActFrame
      act={act}
      danger
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(to === '' ? null : { text: text.trim(), papersReturnedTo: to })}
    >
      {held.length > 0 && (
        <Card className='stack card-held'>
          <View {...spoken({ role: 'heading', level: 3 })}>
            <Text className='strong'>{words.papers}</Text>
          </View>
          <Bullets lines={[...new Set(held)]} />
          <Field
            name='returnedTo'
            label={words.returnedTo}
            value={returnedTo}
            onInput={name => act.change({ returnedTo: name })}
            most={LIMITS.name}
            error={act.tried && to === '' ? words.returnedToMissing : act.errorAt('papersReturnedTo')}
          />
        </Card>
      )}
      <ReasonField
        name='text'
        label={words.text}
        value={text}
        onInput={said => act.change({ text: said })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
