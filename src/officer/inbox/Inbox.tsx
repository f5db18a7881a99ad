import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import { Empty, Loaded } from '../../components/Loaded'
import { News } from '../../components/News'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import type { Page, ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { useNow } from '../../hooks/useNow'
import { noSignal } from '../../i18n/zh/noSignal'
import { officer } from '../../i18n/zh/officer'
import { goTo } from '../../phone/navigation'
import { useTellReceived } from '../tellReceived'
import { CallsToMake } from './CallsToMake'
import { FILTER_NAMES, type Filter } from './filters'
import { InboxCard } from './InboxCard'
import { useInbox, type InboxLoad } from './useInbox'

const words = officer.inbox
const NOTHING: readonly ServiceRequestSummary[] = []

interface InboxProps {
  userId: string
  filter: Filter
  onFilter: (filter: Filter) => void
}

/** The inbox list with its filters; every assignment that is shown is reported to the server as received. */
export function Inbox({ userId, filter, onFilter }: InboxProps) {
  const load = useInbox(userId, filter)
  useTellReceived(load.data?.items ?? NOTHING, userId)
  return (
    <>
      <News />
      <CallsToMake userId={userId} />
      <View className='stack-tight'>
        <View className='chips inbox-filters' {...spoken({ role: 'radiogroup', label: words.filtersLabel })}>
          {FILTER_NAMES.map(name => (
            <Tap
              key={name}
              className={`chip filter-${name} ${name === filter ? 'chip-on' : ''}`}
              role='radio'
              checked={name === filter}
              onTap={() => onFilter(name)}
            >
              <Text>{words.filters[name]}</Text>
            </Tap>
          ))}
        </View>
        <Text className='small'>{words.filterNotes[filter]}</Text>
        <View><Link className='link-noSignal' text={noSignal.link} onTap={() => goTo('noSignal')} /></View>
      </View>
      <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
        {page => <Rows page={page} load={load} userId={userId} filter={filter} onFilter={onFilter} />}
      </Loaded>
    </>
  )
}

function Rows({
  page,
  load,
  userId,
  filter,
  onFilter
}: InboxProps & { page: Page<ServiceRequestSummary>; load: InboxLoad }) {
  const now = useNow()
  if (page.items.length === 0) {
    const { title, text } = words.empty[filter]
    const all = { text: words.showAll, className: 'btn-showAll', onTap: () => onFilter('all') }
    return <Empty title={title} text={text} action={filter === 'all' ? undefined : all} />
  }
  return (
    <>
      {page.items.map(row => (
        <InboxCard key={row.id} row={row} userId={userId} now={now} />
      ))}
      {page.nextCursor !== null && (
        <View className='btns'>
          <Button className='btn-more' text={words.more} busy={load.loading} onTap={load.more} />
        </View>
      )}
    </>
  )
}
