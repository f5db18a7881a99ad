import { useState } from 'react'
import { Choice } from '../../../components/Choice'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = serviceRequestDetail.reopen
const ABOUT = ['matter', 'officer'] as const

interface ReopenForm {
  about: (typeof ABOUT)[number]
  reason: string
}

/** Asks to reopen: why, and whether the complaint is about the assignee, who then does not get the matter again. */
export function ReopenSheet({ id, ends, onClose }: { id: string; ends: MoveEnds; onClose: () => void }) {
  const [missing, setMissing] = useState(false)
  const { draft, busy, failure, errorAt, make } = useResidentMove<'reopen', ReopenForm>(
    'reopen', id, { about: 'matter', reason: '' },
    ({ about, reason }) => ({ reason: reason.trim(), aboutOfficer: about === 'officer' }), ends
  )
  const { about, reason } = draft.value
  const send = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') make()
  }
  return (
    <Confirm
      title={words.title}
      doText={words.doText}
      busy={busy}
      onDo={send}
      onClose={onClose}
      className='sheet-reopen'
    >
      <Choice
        label={words.about}
        options={ABOUT.map(value => ({ value, ...words[value] }))}
        chosen={[about]}
        onChoose={([chosen]) => {
          if (chosen) draft.change({ about: chosen })
        }}
      />
      <Field
        name='reason'
        label={words.reason}
        value={reason}
        onInput={written => {
          setMissing(false)
          draft.change({ reason: written })
        }}
        most={LIMITS.text}
        error={missing ? words.missing : errorAt('reason')}
        long
      />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
