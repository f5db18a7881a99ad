import { Link } from '../../components/Link'
import { Empty } from '../../components/Loaded'
import { Note } from '../../components/Note'
import { openChannels, type Catalogue, type Channel } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { replaceWith } from '../../phone/navigation'
import { ItemRows } from './ItemRows'
import { MatterCards } from './MatterCards'
import { OTHERS } from './others'

interface CategoryItemsProps {
  catalogue: Catalogue
  /** Code of a category, or OTHERS. */
  category: string
  channel: Channel | null
  onShowAll: () => void
}

/** The items of one category, or the matters that other offices answer. */
export function CategoryItems({ catalogue, category, channel, onShowAll }: CategoryItemsProps) {
  if (category === OTHERS) {
    return (
      <>
        <Note tone='brand' text={words.others.lead} />
        <MatterCards matters={catalogue.otherMatters} />
      </>
    )
  }
  const items = catalogue.items.filter(
    item => item.categoryCode === category && (!channel || openChannels(item).includes(channel))
  )
  if (items.length === 0) {
    const { title, text, action } = words.noneHere
    return (
      <Empty
        title={title}
        text={text}
        action={{ text: action, className: 'btn-showAll', onTap: () => replaceWith('catalogue') }}
      />
    )
  }
  return (
    <>
      {channel && <Note tone='brand' text={words.withChannel[channel]} />}
      <ItemRows items={items} />
      {channel && <Link className='link-showAll' text={words.showAll} onTap={onShowAll} />}
    </>
  )
}
