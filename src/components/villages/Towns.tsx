import { Text, View } from '@tarojs/components'
import { searchVillages } from '../../api/villages'
import { LIMITS } from '../../contract/limits'
import type { Village } from '../../contract/village'
import { useLoad } from '../../hooks/useLoad'
import { villages as words } from '../../i18n/zh/villages'
import { Card } from '../Card'
import { Link } from '../Link'
import { ListRow } from '../ListRow'
import { Loaded } from '../Loaded'
import { spoken } from '../spoken'
import { townsOf, type Town } from './townsOf'
import { VillageRows, type VillageList } from './VillageRows'

/** More pages of villages than any district has; a longer list is cut. */
const PAGES_MOST = 20

interface TownsProps extends VillageList {
  /** The town whose villages are shown; null: the list of towns. */
  townCode: string | null
  onTown: (code: string | null) => void
}

/** First the list of towns, then the villages of one town. */
export function Towns({ townCode, onTown, ...list }: TownsProps) {
  const load = useLoad('villages', readAll, { keptAs: 'villages', onShow: false })
  return (
    <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
      {villages => {
        const towns = townsOf(villages)
        const open = towns.find(({ code }) => code === townCode)
        return open ? (
          <OneTown town={open} onOther={() => onTown(null)} {...list} />
        ) : (
          <AllTowns towns={towns} onTown={onTown} />
        )
      }}
    </Loaded>
  )
}

function AllTowns({ towns, onTown }: { towns: readonly Town[]; onTown: (code: string) => void }) {
  return (
    <>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{words.towns}</Text>
      </View>
      <Card className='list-card'>
        {towns.map(({ code, name, villages }) => (
          <ListRow
            key={code}
            className={`row-town-${code}`}
            text={name}
            note={words.count(villages.length)}
            onTap={() => onTown(code)}
          />
        ))}
      </Card>
    </>
  )
}

function OneTown({ town, onOther, ...list }: { town: Town; onOther: () => void } & VillageList) {
  return (
    <>
      <View className='row row-center'>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{town.name}</Text></View>
        <Link className='link-otherTown' text={words.otherTown} onTap={onOther} />
      </View>
      <VillageRows villages={town.villages} {...list} />
    </>
  )
}

/** Every village, read page by page. @throws ApiError when a page can't be read: half a list would hide villages */
async function readAll(): Promise<Village[]> {
  const villages: Village[] = []
  let cursor: string | null = null
  for (let page = 0; page < PAGES_MOST; page++) {
    const { items, nextCursor } = await searchVillages('', cursor, LIMITS.pageSizeMost)
    villages.push(...items)
    cursor = nextCursor
    if (cursor === null) break
  }
  return villages
}
