import { Text, View } from '@tarojs/components'
import { giveConsent } from '../../api/family'
import { Bullets } from '../../components/Bullets'
import { FailureNote } from '../../components/Note'
import { Confirm } from '../../components/Sheet'
import type { Beneficiary } from '../../contract/beneficiary'
import { CONSENT_WORDS } from '../../contract/consent'
import { useSend } from '../../hooks/useSend'
import { consentWords } from '../../i18n/zh/consent'
import { witness as words } from '../../i18n/zh/witness'
import { announce } from '../../phone/news'

interface AnswerSheetProps {
  member: Beneficiary
  agreed: boolean
  onDone: () => void
  onClose: () => void
}

/** The words that are read to the family member again, and the answer, confirmed by the agent. */
export function AnswerSheet({ member, agreed, onDone, onClose }: AnswerSheetProps) {
  const { busy, failure, send } = useSend()
  const version = CONSENT_WORDS[0]
  const answer = () => void send(async () => {
    await giveConsent(member.id, agreed, version)
    announce(agreed ? words.yesDone : words.noDone)
    onDone()
  })
  return (
    <Confirm
      title={agreed ? words.yesTitle : words.noTitle}
      doText={agreed ? words.yes : words.no}
      kind={agreed ? 'main' : 'danger'}
      busy={busy}
      onDo={answer}
      onClose={onClose}
      className='sheet-answer'
    >
      {agreed && (
        <View className='stack-tight'>
          <Text className='strong'>{words.read}</Text>
          <Bullets lines={consentWords[version](member.owner.name)} />
        </View>
      )}
      <Text className='block'>{agreed ? words.yesText : words.noText}</Text>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
