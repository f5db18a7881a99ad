import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { DayField } from './DayField'
import { PapersField } from './PapersField'
import { useAct } from './useAct'

const words = officer.documentReady

/** The document has been made and is on its way. */
export function DocumentReady({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const act = useAct('documentReady', detail, { papers: [] as string[], day: null as string | null })
  const { papers, day } = act.value
  const mine = detail.assignee.id === userId
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(papers.length > 0 ? { papers, day: mine ? day : null } : null)}
    >
      <PapersField
        label={words.papers}
        offered={words.documents}
        chosen={papers}
        onChoose={chosen => act.change({ papers: chosen })}
        error={act.tried && papers.length === 0 ? words.papersMissing : act.errorAt('papers')}
      />
      {mine && <DayField day={day} onChange={chosen => act.change({ day: chosen })} open error={act.errorAt('day')} />}
    </ActFrame>
  )
}
