import { Card } from '../Card'
import { ListRow } from '../ListRow'
import { Tag } from '../Tag'
import type { Village } from '../../contract/village'
import { villages as words } from '../../i18n/zh/villages'

/** What every list of villages does with one. */
export interface VillageList {
  /** Code of one's own village. */
  mine: string | null
  /** What is said beside it; that it is one's own unless given. */
  mineText?: string
  onChoose: (code: string) => void
}

interface VillageRowsProps extends VillageList {
  villages: readonly Village[]
  /** Names that occur more than once in what is shown: these say their town. */
  repeated?: ReadonlySet<string>
}

/** Villages one below the other. */
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
