import { Text, View } from '@tarojs/components'
import { searchVillages } from '../../api/villages'
import { LIMITS } from '../../contract/limits'
import type { Page } from '../../contract/serviceRequestViews'
import type { Village } from '../../contract/village'
import { useLoad } from '../../hooks/useLoad'
import { useSettled } from '../../hooks/useSettled'
import { villages as words } from '../../i18n/zh/villages'
import { Empty, Loaded } from '../Loaded'
import { Note } from '../Note'
import { spoken } from '../spoken'
import { repeatedNames, townsOf } from './townsOf'
import { VillageRows, type VillageList } from './VillageRows'

/** Long enough that a search does not start between two strokes of one character, short enough not to be noticed. */
const PAUSE_MS = 250

interface SearchResultsProps extends VillageList {
  query: string
  onByTown: () => void
}

/** The villages that match, by town; villages whose name repeats show their town, too. */
export function SearchResults({ query, onByTown, ...list }: SearchResultsProps) {
  const asked = useSettled(query.trim(), PAUSE_MS)
  const load = useLoad(asked, () => searchVillages(asked, null, LIMITS.pageSizeMost), { onShow: false })
  return (
    <Loaded of={load} waitingFor={words.waitingFor}>
      {found => found.items.length > 0 ? <Found found={found} {...list} /> : <Nothing onByTown={onByTown} />}
    </Loaded>
  )
}

function Found({ found, ...list }: { found: Page<Village> } & VillageList) {
  const repeated = repeatedNames(found.items)
  return (
    <>
      {repeated.size > 0 && <Note className='note-repeated' tone='wait' text={words.repeated} />}
      {townsOf(found.items).map(({ code, name, villages }) => (
        <View key={code} className='stack'>
          <View {...spoken({ role: 'heading', level: 2 })}><Text className='small'>{name}</Text></View>
          <VillageRows villages={villages} repeated={repeated} {...list} />
        </View>
      ))}
      {found.nextCursor !== null && <Text className='small'>{words.tooMany(found.items.length)}</Text>}
    </>
  )
}

function Nothing({ onByTown }: { onByTown: () => void }) {
  const { title, text, action } = words.nothing
  return <Empty title={title} text={text} action={{ text: action, className: 'btn-byTown', onTap: onByTown }} />
}
