import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import type { CatalogueItem } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { goTo } from '../../phone/navigation'
import { wayOf } from './ways'

/** Rows of items; each says how the item can be handled. */
export function ItemRows({ items }: { items: readonly CatalogueItem[] }) {
  return (
    <Card className='list-card'>
      {items.map(item => (
        <ListRow
          key={item.code}
          className={`item-${item.code}`}
          text={item.name}
          note={words.ways[wayOf(item)]}
          onTap={() => goTo('catalogueItem', { code: item.code })}
        />
      ))}
    </Card>
  )
}
