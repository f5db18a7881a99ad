import { Text, View } from '@tarojs/components'
import { Choice } from '../../components/Choice'
import { ReasonField } from '../../components/ReasonField'
import { spoken } from '../../components/spoken'
import type { MoveInputs, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { PapersField } from './PapersField'
import { useAct } from './useAct'

const words = officer.finish
type Outcome = MoveInputs['finish']['outcome']

/**
 * Finishes the visit: completed, or waiting for a document that will be delivered, then with the originals that were
 * taken.
 */
export function Finish({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('finish', detail, { outcome: null as Outcome | null, papersTaken: [] as string[], text: '' })
  const { papersTaken, text } = act.value
  // An item without a document to deliver leaves no choice.
  const outcome = detail.delivery ? act.value.outcome : 'completed'
  const awaiting = outcome === 'awaitingDocument'
  const input = outcome && { outcome, papersTaken: awaiting ? papersTaken : [], text: text.trim() }
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={outcome === null ? words.confirmBare : awaiting ? words.confirmAwaiting : words.confirmCompleted}
      onConfirm={() => act.confirm(input)}
    >
      {detail.delivery && (
        <Outcomes
          chosen={outcome}
          onChoose={chosen => act.change({ outcome: chosen })}
          error={act.tried && outcome === null ? words.outcomeMissing : act.errorAt('outcome')}
        />
      )}
      {awaiting && (
        <PapersField
          label={words.papers}
          lead={words.papersLead}
          offered={detail.materials}
          chosen={papersTaken}
          onChoose={chosen => act.change({ papersTaken: chosen })}
          error={act.errorAt('papersTaken')}
        />
      )}
      <ReasonField
        name='text'
        label={words.text}
        placeholder={awaiting ? words.textHint : undefined}
        value={text}
        onInput={value => act.change({ text: value })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}

function Outcomes({
  chosen,
  onChoose,
  error
}: {
  chosen: Outcome | null
  onChoose: (outcome: Outcome) => void
  error?: string
}) {
  return (
    <View className='stack-tight'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='strong'>{words.outcome}</Text>
      </View>
      <Choice
        label={words.outcome}
        options={(['awaitingDocument', 'completed'] as const).map(value => ({
          value,
          text: words[value].title,
          note: words[value].text
        }))}
        chosen={chosen ? [chosen] : []}
        onChoose={([value]) => {
          if (value) onChoose(value)
        }}
        error={error}
      />
    </View>
  )
}
