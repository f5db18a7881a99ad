import { Text } from '@tarojs/components'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = serviceRequestDetail.cancel

/** Asks for confirmation, after saying what cancelling means. */
export function CancelSheet({ id, ends, onClose }: { id: string; ends: MoveEnds; onClose: () => void }) {
  const { draft, busy, failure, errorAt, make } = useResidentMove(
    'cancel',
    id,
    { reason: '' },
    ({ reason }) => ({ reason: reason.trim() }),
    ends
  )
  return (
    <Confirm
      title={words.title}
      doText={words.doText}
      kind='danger'
      busy={busy}
      onDo={make}
      onClose={onClose}
      className='sheet-cancel'
    >
      <Text className='block'>{words.text}</Text>
      <Field
        name='reason'
        label={words.reason}
        value={draft.value.reason}
        onInput={reason => draft.change({ reason })}
        most={LIMITS.text}
        error={errorAt('reason')}
      />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
