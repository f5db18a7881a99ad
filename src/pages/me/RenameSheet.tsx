import { useState } from 'react'
import { Field } from '../../components/Field'
import { FailureNote } from '../../components/Note'
import { Confirm } from '../../components/Sheet'
import { LIMITS } from '../../contract/limits'
import { useSend } from '../../hooks/useSend'
import { me as words } from '../../i18n/zh/me'
import { updateUser } from '../../phone/session'

/** Asks for the reader's name. */
export function RenameSheet({ name, onClose }: { name: string; onClose: () => void }) {
  const [value, setValue] = useState(name)
  const [missing, setMissing] = useState(false)
  const { busy, failure, errorAt, send } = useSend()
  const save = async () => {
    const written = value.trim()
    setMissing(written === '')
    if (written !== '' && await send(() => updateUser({ name: written }))) onClose()
  }
  return (
    <Confirm
      title={words.renameTitle}
      doText={words.save}
      busy={busy}
      onDo={() => void save()}
      onClose={onClose}
      className='sheet-rename'
    >
      <Field
        name='name'
        label={words.renameTitle}
        hideLabel
        value={value}
        onInput={setValue}
        most={LIMITS.name}
        error={missing ? words.renameMissing : errorAt('name')}
      />
      {!errorAt('name') && <FailureNote failure={failure} />}
    </Confirm>
  )
}
