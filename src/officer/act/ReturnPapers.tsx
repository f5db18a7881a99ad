import { ReasonField } from '../../components/ReasonField'
import type { Receiver as Relation, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { heldPapers } from './heldPapers'
import { Receiver } from './Receiver'
import { TickPapers } from './TickPapers'
import { useAct } from './useAct'

const words = custody.returnPapers

/** Originals that go back without ending the matter, or after it has ended. */
export function ReturnPapers({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const papers = heldPapers(detail).filter(({ holder }) => holder.id === userId)
  const act = useAct('returnPapers', detail, {
    papers: papers.map(({ no }) => no), receivedBy: '', relation: null as Relation | null, text: ''
  })
  const { papers: chosen, relation, text } = act.value
  const receivedBy = act.value.receivedBy.trim()
  const whole = chosen.length > 0 && receivedBy !== '' && relation !== null
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(whole ? { papers: chosen, receivedBy, relation, text: text.trim() } : null)}
    >
      <TickPapers
        label={words.papers}
        papers={papers}
        chosen={chosen}
        onChoose={ticked => act.change({ papers: ticked })}
        error={act.tried && chosen.length === 0 ? custody.papersMissing : act.errorAt('papers')}
      />
      <Receiver
        detail={detail}
        name={act.value.receivedBy}
        relation={relation}
        onChange={act.change}
        errors={{
          name: act.tried && receivedBy === '' ? officer.deliver.receivedByMissing : act.errorAt('receivedBy'),
          relation: act.tried && relation === null ? custody.deliver.relationMissing : act.errorAt('relation')
        }}
      />
      <ReasonField
        name='text'
        label={officer.finish.text}
        value={text}
        onInput={changed => act.change({ text: changed })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
