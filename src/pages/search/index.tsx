import { useState } from 'react'
import { getSearch } from '../../api/serviceRequests'
import { Empty, Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { useSession } from '../../hooks/useSession'
import { search as words } from '../../i18n/zh/search'
import { replaceWith } from '../../phone/navigation'
import '../../styles/search.scss'
import { AnswerSheet, type SheetAnswer } from './AnswerSheet'
import { Foot } from './Foot'
import { Standing } from './Standing'
import { useSaying } from './useSaying'

/** Rare enough not to disturb, often enough that an answer of somebody else is soon seen. */
const REFRESH_MS = 15_000

/** The search for a person, for everybody who is asked: whom, how it stands, and what to say. `?id=` */
export default function SearchScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  if (!user) return <Screen name='search' title={words.title}><SignInCard {...words.stranger} /></Screen>
  return <Search key={user.id} id={id} userId={user.id} />
}

function Search({ id, userId }: { id: string; userId: string }) {
  const load = useLoad(`search:${userId}:${id}`, () => getSearch(id), { everyMs: REFRESH_MS })
  const page = load.data
  const saying = useSaying(id, page, load.put)
  const [asking, setAsking] = useState<SheetAnswer | null>(null)
  const gone = page === null && load.failure?.code === 'notFound'
  return (
    <Screen
      name='search'
      title={words.title}
      footer={page && <Foot page={page} saying={saying} onAsk={setAsking} />}
      sheet={page && asking && <AnswerSheet answer={asking} saying={saying} onClose={() => setAsking(null)} />}
    >
      {gone
        ? (
          <Empty
            title={words.gone.title}
            text={words.gone.text}
            action={{ text: words.gone.action, className: 'btn-notices', onTap: () => replaceWith('notices') }}
          />
        )
        : (
          <Loaded of={load} waitingFor={words.waitingFor}>
            {found => <Standing page={found} saying={saying} onAsk={setAsking} />}
          </Loaded>
        )}
    </Screen>
  )
}
