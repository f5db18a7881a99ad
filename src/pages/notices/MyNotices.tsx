import { View } from '@tarojs/components'
import { listNotices, readNotices } from '../../api/notices'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { Empty, Loaded } from '../../components/Loaded'
import { FailureNote } from '../../components/Note'
import { SEARCH_EVENTS, type Notice } from '../../contract/notice'
import type { User } from '../../contract/person'
import { usePages } from '../../hooks/usePages'
import { useSend } from '../../hooks/useSend'
import { notices as words } from '../../i18n/zh/notices'
import { goTo } from '../../phone/navigation'
import { refreshUnread } from '../../phone/unread'
import { NoticeRow } from './NoticeRow'
import { ReminderCard } from './ReminderCard'

/** The notices of somebody who is signed in, and the question whether to be told in WeChat too. */
export function MyNotices({ user }: { user: User }) {
  const pages = usePages(`notices:${user.id}`, listNotices)
  const reading = useSend()
  const open = (notice: Notice) => {
    // The matter opens at once; the mark is not worth waiting for, and is asked for again when the screen comes back.
    if (!notice.read) void readNotices({ ids: [notice.id] }).then(refreshUnread, () => undefined)
    if (notice.event === 'toCall') return goTo('calls')
    if (notice.event === 'visitsTomorrow') return goTo('inbox')
    if (notice.matter && SEARCH_EVENTS.includes(notice.event)) return goTo('search', { id: notice.matter.id })
    if (notice.matter) goTo(notice.side === 'staff' ? 'officerServiceRequest' : 'serviceRequest', { id: notice.matter.id })
  }
  const readAll = async (newest: string) => {
    if (!await reading.send(() => readNotices({ until: newest }))) return
    await Promise.all([pages.reload(), refreshUnread()])
  }
  return (
    <>
      <Loaded of={pages} waitingFor={words.waitingFor} cards={2}>
        {({ items, nextCursor }) => items.length === 0 ? <Empty {...words.empty} /> : (
          <>
            <Card className='list-card card-notices'>
              {items.map(notice => <NoticeRow key={notice.id} notice={notice} onOpen={() => open(notice)} />)}
            </Card>
            <FailureNote failure={pages.moreFailure ?? reading.failure} />
            <View className='notices-after'>
              {items.some(({ read }) => !read) && (
                <Link className='link-readAll' icon='check' text={words.readAll} onTap={() => void readAll(items[0]!.at)} />
              )}
              {nextCursor !== null && (
                <Button className='btn-more' text={words.more} busy={pages.loadingMore} onTap={() => void pages.more()} />
              )}
            </View>
          </>
        )}
      </Loaded>
      <ReminderCard side={user.roles.some(role => role !== 'resident') ? 'staff' : 'resident'} />
      <View className='center'>
        <Link className='link-reminders' text={words.toReminders} onTap={() => goTo('reminders')} />
      </View>
    </>
  )
}
