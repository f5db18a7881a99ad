import { useState } from 'react'
import { Empty } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { mayList } from '../../contract/permissions'
import { useParam } from '../../hooks/useParam'
import { replaceWith } from '../../phone/navigation'
import { useUnsent } from '../../hooks/useUnsent'
import { useSession } from '../../hooks/useSession'
import { officer } from '../../i18n/zh/officer'
import { staff } from '../../i18n/zh/staff'
import '../../styles/officer.scss'
import { bandWords, UnsentRow } from '../UnsentRow'
import { Inbox } from './Inbox'
import { isFilter, type Filter } from './filters'

const words = officer.inbox

/** The inbox: what the reader has to answer, the most urgent first. `?filter=assigned` starts with this filter. */
export default function InboxScreen() {
  const { user } = useSession()
  const answers = user !== null && mayList(user.roles, 'listServiceRequests', 'inbox')
  const unsent = useUnsent()
  const asked = useParam('filter')
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'all')
  return (
    <Screen name='inbox' title={words.title} waiting={bandWords(unsent)}>
      {!user && <SignInCard {...staff.stranger} />}
      {user && !answers && (
        <Empty
          title={words.notYours.title}
          text={words.notYours.text}
          action={{ text: words.notYours.action, className: 'btn-mine', onTap: () => replaceWith('serviceRequests') }}
        />
      )}
      <UnsentRow entries={unsent} />
      {user && answers && <Inbox userId={user.id} filter={filter} onFilter={setFilter} />}
    </Screen>
  )
}
