import { listCalls } from '../../api/calls'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { useLoad } from '../../hooks/useLoad'
import { calls as words } from '../../i18n/zh/calls'
import { goTo } from '../../phone/navigation'

/** Above the inbox: how many people have to be called; nothing while there are none. */
export function CallsToMake({ userId }: { userId: string }) {
  const { data } = useLoad(`calls:${userId}`, listCalls)
  if (!data || data.length === 0) return null
  return (
    <Card className='list-card card-calls'>
      <ListRow className='row-calls' icon='phone' text={words.inInbox(data.length)} onTap={() => goTo('calls')} />
    </Card>
  )
}
