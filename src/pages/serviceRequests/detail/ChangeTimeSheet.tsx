import { Text } from '@tarojs/components'
import { useState } from 'react'
import { getCatalogue } from '../../../api/catalogue'
import { Field } from '../../../components/Field'
import { Loaded } from '../../../components/Loaded'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import type { PreferredTime, ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import type { WorkingHours } from '../../../contract/workingHours'
import { useLoad } from '../../../hooks/useLoad'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { HalfDays } from '../HalfDays'
import { stillOffered } from '../halfDays'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = serviceRequestDetail.changeTime

interface ChangeTimeForm {
  preferredTimes: PreferredTime[]
  text: string
}

interface ChangeTimeProps {
  detail: ServiceRequestDetail
  ends: MoveEnds
  onClose: () => void
}

const NOT_KNOWN_YET: WorkingHours = []

/** Asks for other half days; the assignee makes the new appointment. */
export function ChangeTimeSheet({ detail, ends, onClose }: ChangeTimeProps) {
  const [missing, setMissing] = useState(false)
  const catalogue = useLoad('catalogue', getCatalogue, { onShow: false })
  const hours = catalogue.data?.workingHours ?? NOT_KNOWN_YET
  const { draft, busy, failure, errorAt, make } = useResidentMove<'changeTime', ChangeTimeForm>(
    'changeTime',
    detail.id,
    { preferredTimes: [], text: '' },
    ({ preferredTimes, text }) => ({
      preferredTimes: stillOffered(preferredTimes, hours, Date.now()),
      text: text.trim()
    }),
    ends
  )
  const chosen = stillOffered(draft.value.preferredTimes, hours, Date.now())
  const send = () => {
    setMissing(chosen.length === 0)
    if (chosen.length > 0) make()
  }
  const { name } = detail.assignee
  return (
    <Confirm
      title={words.title}
      doText={words.doText}
      busy={busy}
      onDo={send}
      onClose={onClose}
      className='sheet-changeTime'
    >
      <Text className='block'>{detail.appointment ? words.text(name) : words.textBare(name)}</Text>
      <Loaded of={catalogue} waitingFor={serviceRequestDetail.waitingFor} cards={1}>
        {() => (
          <HalfDays
            required
            label={words.title}
            chosen={chosen}
            hours={hours}
            onChoose={preferredTimes => {
              setMissing(false)
              draft.change({ preferredTimes })
            }}
            error={missing ? words.missing : errorAt('preferredTimes')}
          />
        )}
      </Loaded>
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
