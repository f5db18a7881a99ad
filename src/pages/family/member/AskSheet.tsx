import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { askConsent } from '../../../api/family'
import { Chips } from '../../../components/Chips'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import type { Beneficiary } from '../../../contract/beneficiary'
import { CONSENT_MONTHS, CONSENT_PURPOSES, type ConsentMonths, type ConsentPurpose } from '../../../contract/consent'
import { useSend } from '../../../hooks/useSend'
import { monthWords, purposes } from '../../../i18n/zh/consent'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { announce } from '../../../phone/news'

const words = familyMembers.consent
const MONTHS = [...CONSENT_MONTHS]
  .sort((a, b) => a - b)
  .map(months => ({ value: String(months), text: monthWords[months] ?? '' }))

/** For what purpose, and for how long, the village's agent is to ask the family member for consent. */
export function AskSheet({
  member,
  onDone,
  onClose
}: {
  member: Beneficiary
  onDone: (member: Beneficiary) => void
  onClose: () => void
}) {
  const [purpose, setPurpose] = useState<ConsentPurpose>('both')
  const [months, setMonths] = useState<ConsentMonths>(CONSENT_MONTHS[0])
  const { busy, failure, send } = useSend()
  const ask = () =>
    void send(async () => {
      const asked = await askConsent(member.id, purpose, months)
      announce(words.askedDone)
      onDone(asked)
    })
  return (
    <Confirm title={words.askTitle} doText={words.doAsk} busy={busy} onDo={ask} onClose={onClose} className='sheet-ask'>
      <View className='stack-tight'>
        <Text className='field-label'>{words.purpose}</Text>
        <Chips
          label={words.purpose}
          options={CONSENT_PURPOSES.map(value => ({ value, text: purposes[value] }))}
          chosen={purpose}
          onChoose={setPurpose}
        />
      </View>
      <View className='stack-tight'>
        <Text className='field-label'>{words.months}</Text>
        <Chips
          label={words.months}
          options={MONTHS}
          chosen={String(months)}
          onChoose={chosen => setMonths(CONSENT_MONTHS.find(one => String(one) === chosen) ?? months)}
        />
      </View>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
