import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import type { PreferredTime, ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { HalfDays } from '../HalfDays'
import { stillOffered } from '../halfDays'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = serviceRequestDetail.changeTime

interface ChangeTimeForm {
  preferredTimes: PreferredTime[]
  text: string
}

/** Asks for other half days; whoever has it makes the new appointment. */
export function ChangeTimeSheet({ detail, ends, onClose }: { detail: ServiceRequestDetail; ends: MoveEnds; onClose: () => void }) {
  const [missing, setMissing] = useState(false)
  const { draft, busy, failure, errorAt, make } = useResidentMove<'changeTime', ChangeTimeForm>(
    'changeTime', detail.id, { preferredTimes: [], text: '' },
    ({ preferredTimes, text }) => ({ preferredTimes: stillOffered(preferredTimes, Date.now()), text: text.trim() }), ends
  )
  const chosen = stillOffered(draft.value.preferredTimes, Date.now())
  const send = () => {
    setMissing(chosen.length === 0)
    if (chosen.length > 0) make()
  }
  const { name } = detail.assignee
  return (
    <Confirm title={words.title} doText={words.doText} busy={busy} onDo={send} onClose={onClose} className='sheet-changeTime'>
      <Text className='block'>{detail.appointment ? words.text(name) : words.textBare(name)}</Text>
      <HalfDays
        required
        label={words.title}
        chosen={chosen}
        onChoose={preferredTimes => { setMissing(false); draft.change({ preferredTimes }) }}
        error={missing ? words.missing : errorAt('preferredTimes')}
      />
      <Field
        name='text'
        label={words.remark}
        value={draft.value.text}
        onInput={text => draft.change({ text })}
        most={LIMITS.text}
        error={errorAt('text')}
      />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
