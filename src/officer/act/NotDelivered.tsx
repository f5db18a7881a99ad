import { Text, View } from '@tarojs/components'
import { Choice } from '../../components/Choice'
import { ReasonField } from '../../components/ReasonField'
import { spoken } from '../../components/spoken'
import { NOT_DELIVERED, type NotDelivered as Why, type ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = custody.notDelivered

/** The document goes back from the door with its bearer. */
export function NotDelivered({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('notDelivered', detail, { why: null as Why | null, text: '' })
  const { why, text } = act.value
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(why === null ? null : { why, text: text.trim() })}
    >
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 3 })}><Text className='strong'>{words.why}</Text></View>
        <Choice
          label={words.why}
          options={NOT_DELIVERED.map(value => ({ value, ...words.whys[value] }))}
          chosen={why ? [why] : []}
          onChoose={([value]) => { if (value) act.change({ why: value }) }}
          error={act.tried && why === null ? words.whyMissing : act.errorAt('why')}
        />
      </View>
      <ReasonField
        name='text'
        label={words.text}
        value={text}
        onInput={changed => act.change({ text: changed })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
