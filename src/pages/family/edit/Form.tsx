import { useState } from 'react'
import { Button } from '../../../components/Button'
import { Link } from '../../../components/Link'
import { FailureNote } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { useVillageSearch, VillagePicker } from '../../../components/villages/VillagePicker'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { villages } from '../../../i18n/zh/villages'
import type { Answers } from './answers'
import { Fields } from './Fields'
import { RemoveSheet } from './RemoveSheet'
import { useEdit } from './useEdit'

const words = familyMembers.edit

interface FormProps {
  /** null: a new one. */
  id: string | null
  /** The name before the change; empty for a new family member. */
  name: string
  first: Answers
}

/** The questions on one screen; the village picker replaces them while it is open. */
export function Form({ id, name, first }: FormProps) {
  const edit = useEdit(id, first)
  const [picking, setPicking] = useState(false)
  const [removing, setRemoving] = useState(false)
  if (picking) {
    const choose = (villageCode: string) => {
      edit.change({ villageCode })
      setPicking(false)
    }
    return <Village chosen={edit.answers.villageCode} onChoose={choose} onClose={() => setPicking(false)} />
  }
  return (
    <Screen
      name='familyEdit'
      title={id ? words.change : words.add}
      footer={<Button className='btn-save' kind='main' text={words.save} busy={edit.sending.busy} onTap={edit.save} />}
      sheet={id && removing && <RemoveSheet id={id} name={name} onClose={() => setRemoving(false)} />}
    >
      <Fields edit={edit} nameBefore={name} onPick={() => setPicking(true)} />
      <FailureNote failure={edit.sending.failure} />
      {id && <Link className='link-remove' tone='bad' text={words.remove} onTap={() => setRemoving(true)} />}
    </Screen>
  )
}

function Village({
  chosen,
  onChoose,
  onClose
}: {
  chosen: string | null
  onChoose: (code: string) => void
  onClose: () => void
}) {
  const search = useVillageSearch()
  const back = search.townCode && !search.searching ? search.byTown : onClose
  return (
    <Screen name='otherVillage' title={words.chooseVillage} onBack={back}>
      <VillagePicker search={search} mine={chosen} mineText={villages.chosen} onChoose={onChoose} />
    </Screen>
  )
}
