import Taro from '@tarojs/taro'
import { useState } from 'react'
import { addFamilyMember, changeFamilyMember } from '../../../api/family'
import { useDraft } from '../../../hooks/useDraft'
import { useSend, type Sending } from '../../../hooks/useSend'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { goBack } from '../../../phone/navigation'
import { announce } from '../../../phone/news'
import { faultsOf, fieldsOf, type Answers, type Faults } from './answers'

export interface Edit {
  answers: Answers
  change: (changes: Partial<Answers>) => void
  faults: Faults
  sending: Sending
  save: () => void
}

/** The form's answers, kept on the phone until they are acknowledged. @param id null: a new one */
export function useEdit(id: string | null, first: Answers): Edit {
  const draft = useDraft<Answers>(`family:${id ?? 'new'}`, first)
  const [faults, setFaults] = useState<Faults>({})
  const sending = useSend()
  const change = (changes: Partial<Answers>) => {
    sending.forgive()
    setFaults({})
    draft.change(changes)
  }
  const save = () => {
    const fields = fieldsOf(draft.value)
    setFaults(faultsOf(draft.value))
    if (!fields) {
      Taro.nextTick(() => {
        void Taro.pageScrollTo({ selector: '.fault, .field-wrong', offsetTop: -80, duration: 200 }).catch(
          () => undefined
        )
      })
      return
    }
    void sending.send(async () => {
      if (id) await changeFamilyMember(id, fields)
      else await addFamilyMember(fields, draft.idempotencyKey)
      draft.clear()
      announce(familyMembers.edit.saved)
      goBack()
    })
  }
  return { answers: draft.value, change, faults, sending, save }
}
