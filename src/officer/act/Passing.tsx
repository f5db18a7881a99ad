import { ReasonField } from '../../components/ReasonField'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { staff } from '../../i18n/zh/staff'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

/** Passes the matter on with a reason: back to the next person in order, or from the agent to the officer. */
export function Passing({ action, detail }: { action: 'handBack' | 'escalate'; detail: ServiceRequestDetail }) {
  const words = officer[action]
  const act = useAct(action, detail, { reason: '' })
  const reason = act.value.reason.trim()
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(reason === '' ? null : { reason })}
    >
      <ReasonField
        name='reason'
        label={words.reason}
        value={act.value.reason}
        onInput={value => act.change({ reason: value })}
        quick={words.quick}
        error={act.tried && reason === '' ? staff.reasonMissing : act.errorAt('reason')}
      />
    </ActFrame>
  )
}
