import { Text, View } from '@tarojs/components'
import { Empty } from '../../components/Loaded'
import { spoken } from '../../components/spoken'
import type { Catalogue } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { goTo } from '../../phone/navigation'
import { ItemRows } from './ItemRows'
import { MatterCards } from './MatterCards'
import { searchCatalogue } from './search'

/** The results of a search: items first, then matters that other offices answer. */
export function SearchResults({ catalogue, query }: { catalogue: Catalogue; query: string }) {
  const { items, matters } = searchCatalogue(catalogue, query)
  if (items.length + matters.length === 0) {
    const { title, text, action } = words.nothing
    return (
      <Empty
        title={title}
        text={text}
        action={{ text: action, className: 'btn-triage', onTap: () => goTo('triage') }}
      />
    )
  }
  return (
    <>
      {items.length > 0 && (
        <>
          <View {...spoken({ role: 'status', live: 'polite' })}>
            <Text className='small'>{words.found.items(items.length)}</Text>
          </View>
          <ItemRows items={items} />
        </>
      )}
      {matters.length > 0 && (
        <>
          <View {...spoken({ role: 'heading', level: 2 })}>
            <Text className='small'>{words.found.matters}</Text>
          </View>
          <MatterCards matters={matters} />
        </>
      )}
    </>
  )
}
