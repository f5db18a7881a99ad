import { useState } from 'react'
import { getCatalogue } from '../../api/catalogue'
import { Field } from '../../components/Field'
import { Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { CHANNELS, type Catalogue, type Channel } from '../../contract/catalogue'
import { LIMITS } from '../../contract/limits'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { CategoryItems } from './CategoryItems'
import { CategoryRows } from './CategoryRows'
import { OTHERS } from './others'
import { SearchResults } from './SearchResults'

/**
 * The catalogue. `?category=` opens one category (or the matters that other offices answer), `?channel=` shows only
 * items of that channel, `?q=` starts with a search, `?search=1` with the focus in the search field.
 */
export default function CatalogueScreen() {
  const category = useParam('category')
  const channelParam = useParam('channel')
  const searchParam = useParam('search')
  const [query, setQuery] = useState(useParam('q') ?? '')
  const [channel, setChannel] = useState<Channel | null>(CHANNELS.find(one => one === channelParam) ?? null)
  const load = useLoad('catalogue', getCatalogue, { onShow: false })
  const showAll = () => setChannel(null)
  return (
    <Screen name='catalogue' title={titleOf(load.data, category, channel)}>
      {!category && (
        <Field
          name='search'
          label={words.search}
          hideLabel
          icon='search'
          placeholder={words.searchHint}
          value={query}
          onInput={setQuery}
          most={LIMITS.query}
          focus={searchParam === '1'}
        />
      )}
      <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
        {catalogue => {
          if (category)
            return <CategoryItems catalogue={catalogue} category={category} channel={channel} onShowAll={showAll} />
          if (query.trim() !== '') return <SearchResults catalogue={catalogue} query={query} />
          return <CategoryRows catalogue={catalogue} channel={channel} onShowAll={showAll} />
        }}
      </Loaded>
    </Screen>
  )
}

function titleOf(catalogue: Catalogue | null, category: string | undefined, channel: Channel | null): string {
  if (category === OTHERS) return words.others.title
  const named = catalogue?.categories.find(({ code }) => code === category)
  return named?.name ?? (channel ? serviceRequest.channels[channel] : words.title)
}
