import { getServiceRequest, listColleagues } from '../../api/serviceRequests'
import { Empty, Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import type { Colleague } from '../../contract/person'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { replaceWith } from '../../phone/navigation'
import { useSession } from '../../hooks/useSession'
import { consoleWords } from '../../i18n/zh/console'
import { staff } from '../../i18n/zh/staff'
import '../../styles/console.scss'
import { Reassign } from './Reassign'

const words = consoleWords.reassign

interface Asked {
  detail: ServiceRequestDetail
  colleagues: Colleague[]
}

/** Gives a service request to a colleague. `?id=` */
export default function ReassignScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `reassign:${user.id}:${id}`, () => readBoth(id), { onShow: false })
  const asked = load.data
  if (user && asked?.detail.actions.includes('reassign'))
    return <Reassign detail={asked.detail} colleagues={asked.colleagues} />
  const { title, text } = words.notNow
  const notHis = load.failure?.code === 'forbidden' || load.failure?.code === 'notFound'
  const toStation = { text: words.toStation, className: 'btn-station', onTap: () => replaceWith('station') }
  return (
    <Screen name='reassign' title={words.title}>
      {!user && <SignInCard {...staff.stranger} />}
      {user && notHis && <Empty title={words.notYours} action={toStation} />}
      {user && !notHis && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {() => <Empty title={title} text={text} action={toStation} />}
        </Loaded>
      )}
    </Screen>
  )
}

async function readBoth(id: string): Promise<Asked> {
  const [detail, colleagues] = await Promise.all([getServiceRequest(id), listColleagues(id)])
  return { detail, colleagues }
}
