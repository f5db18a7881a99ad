import type { CustodyEntry, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { ActFrame } from './ActFrame'
import { heldPapers } from './heldPapers'
import { TickPapers } from './TickPapers'
import { useAct } from './useAct'

interface HandOverProps {
  action: 'givePapers' | 'receivePapers'
  detail: ServiceRequestDetail
  userId: string
}

/** One side of a handover: what the holder gives, or what was received of what others hold. */
export function HandOver({ action, detail, userId }: HandOverProps) {
  const receives = action === 'receivePapers'
  const papers = heldPapers(detail).filter(({ holder }) => (holder.id === userId) !== receives)
  const first = papers.filter(({ givenAt }) => !receives || givenAt !== null).map(({ no }) => no)
  const act = useAct(action, detail, { papers: first })
  const chosen = act.value.papers
  const missing = !receives && chosen.length === 0
  return (
    <ActFrame
      act={act}
      lead={custody[action].lead}
      confirm={receives ? custody.receivePapers.confirm(chosen.length) : custody.givePapers.confirm}
      onConfirm={() => act.confirm(missing ? null : { papers: chosen })}
    >
      <TickPapers
        label={custody[action].papers}
        papers={papers}
        chosen={chosen}
        onChoose={ticked => act.change({ papers: ticked })}
        noteOf={receives ? noteOf : undefined}
        error={act.tried && missing ? custody.papersMissing : act.errorAt('papers')}
      />
    </ActFrame>
  )
}

function noteOf({ holder, givenAt }: CustodyEntry): string {
  return givenAt === null ? custody.receivePapers.unsaid(holder.name) : custody.receivePapers.said(holder.name)
}
