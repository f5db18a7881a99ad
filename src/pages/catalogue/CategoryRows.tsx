import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { ListRow } from '../../components/ListRow'
import { Note } from '../../components/Note'
import { openChannels, type Catalogue, type Channel } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { goTo } from '../../phone/navigation'
import { OTHERS } from './others'

interface CategoryRowsProps {
  catalogue: Catalogue
  /** When given: only items of this channel. */
  channel: Channel | null
  onShowAll: () => void
}

/**
 * The start of the catalogue: categories, the matters that other offices answer, and the triage for people who don't
 * know the item.
 */
export function CategoryRows({ catalogue: { categories, items }, channel, onShowAll }: CategoryRowsProps) {
  const rows = categories.flatMap(({ code, name }) => {
    const count = items.filter(
      item => item.categoryCode === code && (!channel || openChannels(item).includes(channel))
    ).length
    return count > 0 ? [{ code, name, count }] : []
  })
  return (
    <>
      {channel && <Note tone='brand' text={words.withChannel[channel]} />}
      <Card className='list-card'>
        {rows.map(({ code, name, count }) => (
          <ListRow
            key={code}
            className={`category-${code}`}
            text={`${name} · ${words.count(count)}`}
            note={words.hints[code]}
            onTap={() => goTo('catalogue', { category: code, channel: channel ?? undefined })}
          />
        ))}
      </Card>
      {channel && <Link className='link-showAll' text={words.showAll} onTap={onShowAll} />}
      <Card className='list-card'>
        <ListRow
          className='row-unsure'
          icon='question'
          text={words.unsure.text}
          note={words.unsure.note}
          onTap={() => goTo('triage')}
        />
        <ListRow
          className='row-others'
          icon='phone'
          text={words.others.title}
          note={words.others.hint}
          onTap={() => goTo('catalogue', { category: OTHERS })}
        />
      </Card>
    </>
  )
}
