import { useState } from 'react'
import { LIMITS } from '../../contract/limits'
import { villages as words } from '../../i18n/zh/villages'
import { Field } from '../Field'
import { SearchResults } from './SearchResults'
import { Towns } from './Towns'
import type { VillageList } from './VillageRows'

export interface VillageSearch {
  query: string
  setQuery: (query: string) => void
  /** The town whose villages are shown; null: the list of towns. */
  townCode: string | null
  setTownCode: (code: string | null) => void
  searching: boolean
  /** Back to all towns. */
  byTown: () => void
}

/** The state of looking for a village; kept by the screen, because its "back" depends on it. */
export function useVillageSearch(): VillageSearch {
  const [query, setQuery] = useState('')
  const [townCode, setTownCode] = useState<string | null>(null)
  const byTown = () => { setQuery(''); setTownCode(null) }
  return { query, setQuery, townCode, setTownCode, searching: query.trim() !== '', byTown }
}

/** Finds a village by name, pinyin or initials, or town by town. */
export function VillagePicker({ search, ...list }: { search: VillageSearch } & VillageList) {
  return (
    <>
      <Field
        name='search'
        label={words.search}
        hideLabel
        icon='search'
        placeholder={words.searchHint}
        value={search.query}
        onInput={search.setQuery}
        most={LIMITS.query}
      />
      {search.searching
        ? <SearchResults query={search.query} onByTown={search.byTown} {...list} />
        : <Towns townCode={search.townCode} onTown={search.setTownCode} {...list} />}
    </>
  )
}
