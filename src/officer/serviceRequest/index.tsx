import { useCallback, useEffect } from 'react'
import { getServiceRequest } from '../../api/serviceRequests'
import { Empty, Loaded } from '../../components/Loaded'
import { News } from '../../components/News'
import { PhotoCard } from '../../components/PhotoCard'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { replaceWith } from '../../phone/navigation'
import { useUnsent } from '../../hooks/useUnsent'
import { keepDelivery } from '../../phone/keptDeliveries'
import type { OutboxEntry } from '../../phone/outbox'
import { useSession } from '../../hooks/useSession'
import { officer } from '../../i18n/zh/officer'
import { staff } from '../../i18n/zh/staff'
import { useTellReceived } from '../tellReceived'
import { useKeptNumbers } from '../useKeptNumbers'
import '../../styles/officer.scss'
import { Agreed } from './Agreed'
import { Consent } from './Consent'
import { Head } from './Head'
import { History } from './History'
import { IdNumber } from './IdNumber'
import { anythingToDo, Moves } from './Moves'
import { UnsentNote } from '../UnsentRow'
import { Papers } from './Papers'
import { People } from './People'

const words = officer.detail
const QUIETLY_EVERY_MS = 60_000
const NOTHING: readonly ServiceRequestDetail[] = []

/** Everything needed to answer one service request, with the next move as the main button. `?id=` */
export default function OfficerServiceRequestScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `serviceRequest:${user.id}:${id}`, () => getServiceRequest(id), {
    everyMs: QUIETLY_EVERY_MS
  })
  const { data, failure, put, reload } = load
  const gone = failure?.code === 'notFound'
  useReceived(data, user?.id ?? null, reload)
  useOwn(data)
  useKeptNumbers(id, data)
  const unsent = useUnsent().filter(({ matter }) => matter === id)
  useSent(unsent, reload)
  useEffect(() => { if (data) keepDelivery(data) }, [data])
  const waits = unsent.some(({ state }) => state === 'waiting')
  const moves = user && data && !gone && !waits && anythingToDo(data, user.id)
  return (
    <Screen
      name='officerServiceRequest'
      title={words.title}
      footer={moves && <Moves detail={data} userId={user.id} onMoved={put} onLatest={() => void reload()} />}
    >
      {!user && <SignInCard {...staff.stranger} />}
      {user && gone && <Gone />}
      {user && !gone && (
        <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
          {detail => (
            <>
              <News />
              <UnsentNote entries={unsent} />
              <Head detail={detail} userId={user.id} />
              <People detail={detail} userId={user.id} />
              <IdNumber detail={detail} userId={user.id} />
              <Consent detail={detail} />
              <Agreed detail={detail} />
              <PhotoCard photos={detail.photos} />
              <Papers detail={detail} />
              <History detail={detail} />
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

/** The second proof: this phone received the matter. The proof is shown as soon as the server has noted it. */
function useReceived(data: ServiceRequestDetail | null, userId: string | null, reload: () => Promise<void>): void {
  const onTold = useCallback(() => void reload(), [reload])
  useTellReceived(data ? [data] : NOTHING, userId, onTold)
}

/** What was sent from the phone changes the matter. */
function useSent(entries: readonly OutboxEntry[], reload: () => Promise<void>): void {
  const sent = entries.filter(({ state }) => state === 'sent').length
  useEffect(() => { if (sent > 0) void reload() }, [sent, reload])
}

/** An officer who is the applicant sees the matter on the residents' screen. */
function useOwn(data: ServiceRequestDetail | null): void {
  const own = data !== null && data.viewer !== 'staff' ? data.id : null
  useEffect(() => { if (own !== null) replaceWith('serviceRequest', { id: own }) }, [own])
}

function Gone() {
  const { title, text, action } = words.gone
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-inbox', onTap: () => replaceWith('inbox') }}
    />
  )
}
