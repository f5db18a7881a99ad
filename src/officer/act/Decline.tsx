import { ReasonField } from '../../components/ReasonField'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.decline

/** Refuses the matter: why, and by which rule. */
export function Decline({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('decline', detail, { reason: '', legalBasis: '' })
  const { value, change, errorAt, tried } = act
  const reason = value.reason.trim()
  const legalBasis = value.legalBasis.trim()
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      danger
      onConfirm={() => act.confirm(reason === '' || legalBasis === '' ? null : { reason, legalBasis })}
    >
      <ReasonField
        name='reason'
        label={words.reason}
        value={value.reason}
        onInput={text => change({ reason: text })}
        error={tried && reason === '' ? words.reasonMissing : errorAt('reason')}
      />
      <ReasonField
        name='legalBasis'
        label={words.legalBasis}
        placeholder={words.legalBasisHint}
        value={value.legalBasis}
        onInput={text => change({ legalBasis: text })}
        error={tried && legalBasis === '' ? words.legalBasisMissing : errorAt('legalBasis')}
      />
    </ActFrame>
  )
}
