import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Field } from '../../components/Field'
import { Note, FailureNote } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { LIMITS } from '../../contract/limits'
import { goBack } from '../../hooks/navigation'
import { useSend } from '../../hooks/send'
import { chooseVillage, useMyVillage } from '../../hooks/village'
import { villages as words } from '../../i18n/zh/villages'
import { SearchResults } from './SearchResults'
import { Towns } from './Towns'

/** Picks one's village, by search or town by town; then goes back where one came from. */
export default function VillagesScreen() {
  const [query, setQuery] = useState('')
  const [townCode, setTownCode] = useState<string | null>(null)
  const mine = useMyVillage()
  const { busy, failure, send } = useSend()
  const choose = async (code: string) => {
    if (await send(() => chooseVillage(code))) goBack()
  }
  const byTown = () => { setQuery(''); setTownCode(null) }
  const searching = query.trim() !== ''
  const list = { mine, onChoose: (code: string) => void choose(code) }
  return (
    <Screen name='villages' title={words.title} onBack={townCode && !searching ? byTown : goBack}>
      <Field
        name='search'
        label={words.search}
        hideLabel
        icon='search'
        placeholder={words.searchHint}
        value={query}
        onInput={setQuery}
        most={LIMITS.query}
      />
      {busy && <Note className='note-keeping' text={words.keeping} />}
      <FailureNote failure={failure} />
      {!searching && !townCode && <Text className='small'>{words.lead}</Text>}
      {searching
        ? <SearchResults query={query} onByTown={byTown} {...list} />
        : <Towns townCode={townCode} onTown={setTownCode} {...list} />}
    </Screen>
  )
}
