import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { ActFrame } from './ActFrame'
import { PapersField } from './PapersField'
import { useAct } from './useAct'

const words = custody.takePapers

/** Originals that the assignee takes along before the visit is finished. */
export function TakePapers({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('takePapers', detail, { papers: [] as string[] })
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
        offered={detail.materials}
        chosen={papers}
        onChoose={chosen => act.change({ papers: chosen })}
        error={act.tried && papers.length === 0 ? words.papersMissing : act.errorAt('papers')}
      />
    </ActFrame>
  )
}
