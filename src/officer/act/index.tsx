import { getCatalogue } from '../../api/catalogue'
import { getServiceRequest } from '../../api/serviceRequests'
import { Empty, Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import type { WorkingHours } from '../../contract/workingHours'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { keptDelivery } from '../../phone/keptDeliveries'
import { replaceWith } from '../../phone/navigation'
import { useSession } from '../../hooks/useSession'
import { officer } from '../../i18n/zh/officer'
import { staff } from '../../i18n/zh/staff'
import '../../styles/officer.scss'
import { isStaffAction, type StaffAction } from '../nextMove'
import { AskMaterial } from './AskMaterial'
import { Decline } from './Decline'
import { Deliver } from './Deliver'
import { HandOver } from './HandOver'
import { NotDelivered } from './NotDelivered'
import { ReturnPapers } from './ReturnPapers'
import { SetDelivery } from './SetDelivery'
import { TakePapers } from './TakePapers'
import { DocumentReady } from './DocumentReady'
import { Finish } from './Finish'
import { NameContacts } from './NameContacts'
import { NobodyHome } from './NobodyHome'
import { NoteCall } from './NoteCall'
import { Passing } from './Passing'
import { RecordConsent } from './RecordConsent'
import { Schedule } from './Schedule'
import { WithdrawConsent } from './WithdrawConsent'

/** Moves that make an appointment: their pickers follow the working hours. */
const NEED_HOURS: readonly StaffAction[] = ['schedule', 'nobodyHome']

/** The form of one move. `?id=&action=` */
export default function ActScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const action = useParam('action')
  const load = useLoad(user && `act:${user.id}:${id}`, () => getServiceRequest(id), { onShow: false })
  // Where there is no signal a receipt is written with what the phone keeps of the matter.
  const detail = load.data ?? (action === 'deliver' && load.failure?.code === 'offline' ? keptDelivery(id) : null)
  const form = isStaffAction(action) && detail?.actions.includes(action) ? action : null
  const needsHours = form !== null && NEED_HOURS.includes(form)
  const catalogue = useLoad(needsHours ? 'catalogue' : null, getCatalogue, { onShow: false })
  const hours = needsHours ? catalogue.data?.workingHours : []
  if (user && detail && form && hours) return <Form action={form} detail={detail} hours={hours} userId={user.id} />
  return (
    <Screen name='act' title={officer.detail.title}>
      {!user && <SignInCard {...staff.stranger} />}
      {user && !form && (
        <Loaded of={load} waitingFor={officer.detail.waitingFor}>
          {() => <NothingToDo id={id} />}
        </Loaded>
      )}
      {user && form && (
        <Loaded of={catalogue} waitingFor={officer.detail.waitingFor}>
          {() => null}
        </Loaded>
      )}
    </Screen>
  )
}

interface FormProps {
  action: StaffAction
  detail: ServiceRequestDetail
  hours: WorkingHours
  userId: string
}

function Form({ action, detail, hours, userId }: FormProps) {
  switch (action) {
    case 'handBack':
    case 'escalate': return <Passing action={action} detail={detail} />
    case 'askMaterial': return <AskMaterial detail={detail} />
    case 'schedule': return <Schedule detail={detail} hours={hours} />
    case 'nobodyHome': return <NobodyHome detail={detail} hours={hours} />
    case 'finish': return <Finish detail={detail} />
    case 'documentReady': return <DocumentReady detail={detail} userId={userId} />
    case 'deliver': return <Deliver detail={detail} userId={userId} />
    case 'recordConsent': return <RecordConsent detail={detail} />
    case 'withdrawConsent': return <WithdrawConsent detail={detail} />
    case 'noteCall': return <NoteCall detail={detail} />
    case 'decline': return <Decline detail={detail} />
    case 'nameContacts': return <NameContacts detail={detail} />
    case 'takePapers': return <TakePapers detail={detail} />
    case 'givePapers':
    case 'receivePapers': return <HandOver action={action} detail={detail} userId={userId} />
    case 'returnPapers': return <ReturnPapers detail={detail} userId={userId} />
    case 'setDelivery': return <SetDelivery detail={detail} />
    case 'notDelivered': return <NotDelivered detail={detail} />
    // These moves have no form here: they are made on the detail, or on the desk's own screen.
    case 'accept':
    case 'setOut':
    case 'undoNobodyHome':
    case 'reassign': return <Screen name='act' title={officer.detail.title}><NothingToDo id={detail.id} /></Screen>
  }
}

/** The matter has moved on, or the address names no move. */
function NothingToDo({ id }: { id: string }) {
  const { nothingToDo, seeDetail } = officer.form
  return (
    <Empty
      title={nothingToDo}
      action={{ text: seeDetail, className: 'btn-detail', onTap: () => replaceWith('officerServiceRequest', { id }) }}
    />
  )
}
