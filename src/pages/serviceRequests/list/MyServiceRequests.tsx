import { View } from '@tarojs/components'
import { useState } from 'react'
import { listServiceRequests } from '../../../api/serviceRequests'
import { Button } from '../../../components/Button'
import { Chips } from '../../../components/Chips'
import { Empty, Loaded } from '../../../components/Loaded'
import { FailureNote } from '../../../components/Note'
import { ServiceRequestCard } from '../../../components/ServiceRequestCard'
import { OPEN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestSummary } from '../../../contract/serviceRequestViews'
import { serviceRequests as words } from '../../../i18n/zh/serviceRequests'
import { goTo } from '../../../phone/navigation'
import { usePages, type Pages } from '../../../hooks/usePages'
import { useReminders } from '../../../hooks/useReminders'

const FILTERS = ['open', 'all'] as const
type Filter = (typeof FILTERS)[number]

/** The reader's service requests, newest first; at first only the open ones. */
export function MyServiceRequests({ userId }: { userId: string }) {
  const [filter, setFilter] = useState<Filter>('open')
  // A tap on a card asks whether to be told in WeChat.
  useReminders('resident')
  const pages = usePages(`mine:${userId}:${filter}`, cursor =>
    listServiceRequests({ role: 'mine', status: filter === 'open' ? OPEN_STATUSES : [], cursor }))
  return (
    <>
      <Chips
        label={words.filterLabel}
        options={FILTERS.map(value => ({ value, text: words.filters[value] }))}
        chosen={filter}
        onChoose={setFilter}
      />
      <Loaded of={pages} waitingFor={words.waitingFor} cards={3}>
        {({ items, nextCursor }) => items.length > 0
          ? <Rows rows={items} pages={nextCursor === null ? null : pages} />
          : <Nothing filter={filter} />}
      </Loaded>
    </>
  )
}

/** Rows of service requests with a button for the next page. @param pages null when no page follows */
function Rows({ rows, pages }: { rows: readonly ServiceRequestSummary[]; pages: Pages<ServiceRequestSummary> | null }) {
  return (
    <>
      {rows.map(row => <ServiceRequestCard key={row.id} row={row} />)}
      {pages && <FailureNote failure={pages.moreFailure} />}
      {pages && (
        <View className='btns'>
          <Button className='btn-more' text={words.more} busy={pages.loadingMore} onTap={() => void pages.more()} />
        </View>
      )}
    </>
  )
}

function Nothing({ filter }: { filter: Filter }) {
  const { title, text, action } = words.empty[filter]
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-catalogue', onTap: () => goTo('catalogue') }}
    />
  )
}
