import { getCatalogue } from '../../api/catalogue'
import { listNoSignal } from '../../api/noSignal'
import { Empty, Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { useSession } from '../../hooks/useSession'
import { noSignal as words } from '../../i18n/zh/noSignal'
import { staff } from '../../i18n/zh/staff'
import '../../styles/officer.scss'
import { Windows } from './Windows'

/** When the reader has no signal; for the desk `?person=`: a colleague. */
export default function NoSignalScreen() {
  const { user } = useSession()
  const person = useParam('person') ?? user?.id ?? ''
  const load = useLoad(user && `noSignal:${user.id}:${person}`, () => listNoSignal(person))
  const catalogue = useLoad(user && 'catalogue', getCatalogue, { onShow: false })
  const hours = catalogue.data?.workingHours
  if (user && load.data && hours)
    return <Windows view={load.data} own={person === user.id} hours={hours} onChanged={load.put} />
  const gone = load.failure?.code === 'notFound' || load.failure?.code === 'forbidden'
  return (
    <Screen name='noSignal' title={words.title}>
      {!user && <SignInCard {...staff.stranger} />}
      {user && gone && <Empty {...words.gone} />}
      {user && !gone && (
        <>
          <Loaded of={load} waitingFor={words.waitingFor}>{() => null}</Loaded>
          {load.data && <Loaded of={catalogue} waitingFor={words.waitingFor}>{() => null}</Loaded>}
        </>
      )}
    </Screen>
  )
}
