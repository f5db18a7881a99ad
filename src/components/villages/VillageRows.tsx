import { Card } from '../Card'
import { ListRow } from '../ListRow'
import { Tag } from '../Tag'
import type { Village } from '../../contract/village'
import { villages as words } from '../../i18n/zh/villages'

/** What a list of villages does with a village. */
export interface VillageList {
  /** Code of one's own village. */
  mine: string | null
  /** The note beside one's own village; "my village" unless given. */
  mineText?: string
  onChoose: (code: string) => void
}

interface VillageRowsProps extends VillageList {
  villages: readonly Village[]
  /** Names that occur more than once in the list: these rows show their town. */
  repeated?: ReadonlySet<string>
}

/** Rows of villages. */
export function VillageRows({ villages, repeated, mine, mineText = words.mine, onChoose }: VillageRowsProps) {
  return (
    <Card className='list-card'>
      {villages.map(({ code, name, townName }) => (
        <ListRow
          key={code}
          className={`row-village-${code}`}
          text={name}
          note={repeated?.has(name) ? words.ofTown(townName) : undefined}
          aside={code === mine && <Tag text={mineText} />}
          onTap={() => onChoose(code)}
        />
      ))}
    </Card>
  )
}
