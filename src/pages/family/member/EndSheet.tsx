import { Text } from '@tarojs/components'
import { endConsent } from '../../../api/family'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import type { Beneficiary } from '../../../contract/beneficiary'
import { useSend } from '../../../hooks/useSend'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { announce } from '../../../phone/news'

const words = familyMembers.consent

/** Withdraws a consent given in advance, after saying what that means. */
export function EndSheet({
  member,
  onDone,
  onClose
}: {
  member: Beneficiary
  onDone: (member: Beneficiary) => void
  onClose: () => void
}) {
  const running = member.consents.some(consent => consent.running)
  const { busy, failure, send } = useSend()
  const end = () =>
    void send(async () => {
      const ended = await endConsent(member.id)
      announce(running ? words.endDone : words.endAskedDone)
      onDone(ended)
    })
  return (
    <Confirm
      title={running ? words.endTitle : words.endAskedTitle}
      doText={running ? words.end : words.endAsked}
      kind='danger'
      busy={busy}
      onDo={end}
      onClose={onClose}
      className='sheet-end'
    >
      <Text className='block'>{running ? words.endText : words.endAskedText}</Text>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
