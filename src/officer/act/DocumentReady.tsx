import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { PapersField } from './PapersField'
import { useAct } from './useAct'

const words = officer.documentReady

/** The document has been made and is on its way. */
export function DocumentReady({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('documentReady', detail, { papers: [] as string[] })
  const { papers } = act.value
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(papers.length > 0 ? { papers } : null)}
    >
      <PapersField
        label={words.papers}
        offered={words.documents}
        chosen={papers}
        onChoose={chosen => act.change({ papers: chosen })}
        error={act.tried && papers.length === 0 ? words.papersMissing : act.errorAt('papers')}
      />
    </ActFrame>
  )
}
