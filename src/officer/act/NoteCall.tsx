import { ReasonField } from '../../components/ReasonField'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.noteCall

/** Notes a call: what was said. The first call accepts the matter. */
export function NoteCall({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('noteCall', detail, { text: '' })
  const text = act.value.text.trim()
  return (
    <ActFrame
      act={act}
      lead={detail.status === 'assigned' ? words.lead.assigned : words.lead.others}
      confirm={words.confirm}
      onConfirm={() => act.confirm(text === '' ? null : { text })}
    >
      <ReasonField
        name='text'
        label={words.text}
        value={act.value.text}
        onInput={value => act.change({ text: value })}
        quick={words.quick}
        error={act.tried && text === '' ? words.textMissing : act.errorAt('text')}
      />
    </ActFrame>
  )
}
