import { ReasonField } from '../../components/ReasonField'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { PapersField } from './PapersField'
import { useAct } from './useAct'

const words = officer.askMaterial

/** Asks the resident for papers. */
export function AskMaterial({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('askMaterial', detail, { papers: [] as string[], text: '' })
  const { papers, text } = act.value
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(papers.length > 0 ? { papers, text: text.trim() } : null)}
    >
      <PapersField
        label={words.papers}
        offered={detail.materials}
        chosen={papers}
        onChoose={chosen => act.change({ papers: chosen })}
        error={act.tried && papers.length === 0 ? words.papersMissing : act.errorAt('papers')}
      />
      <ReasonField
        name='text'
        label={words.text}
        placeholder={words.textHint}
        value={text}
        onInput={value => act.change({ text: value })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
