import { Text } from '@tarojs/components'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { family } from '../../../i18n/zh/family'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = family.inMatter

/** The beneficiary withdraws the consent, on the beneficiary's own phone. */
export function WithdrawSheet({
  detail,
  ends,
  onClose
}: {
  detail: ServiceRequestDetail
  ends: MoveEnds
  onClose: () => void
}) {
  const { draft, busy, failure, errorAt, make } = useResidentMove(
    'withdrawConsent',
    detail.id,
    { text: '' },
    ({ text }) => ({ text: text.trim(), papersReturnedTo: null }),
    ends
  )
  return (
    <Confirm
      title={words.withdrawTitle}
      doText={words.withdrawDo}
      kind='danger'
      busy={busy}
      onDo={make}
      onClose={onClose}
      className='sheet-withdraw'
    >
      <Text className='block'>{words.withdrawText(detail.applicantName)}</Text>
      <Field
        name='text'
        label={words.withdrawReason}
        value={draft.value.text}
        onInput={text => draft.change({ text })}
        most={LIMITS.text}
        error={errorAt('text')}
      />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
