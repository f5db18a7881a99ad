import { Text, View } from '@tarojs/components'
import { useCallback } from 'react'
import { getServiceRequest } from '../../api/serviceRequests'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import { Empty, Loaded } from '../../components/Loaded'
import { FailureNote, Note } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import { useConnected } from '../../hooks/useConnected'
import { useLoad } from '../../hooks/useLoad'
import { useParam } from '../../hooks/useParam'
import { useSession } from '../../hooks/useSession'
import { moment, windowWords } from '../../i18n/dates'
import { search as words } from '../../i18n/zh/search'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { callPhone, EMERGENCY } from '../../phone/dial'
import { goBack, goTo, replaceWith } from '../../phone/navigation'
import '../../styles/officer.scss'
import '../../styles/search.scss'
import { startsSearch, type DoorNumbers } from '../doorNumbers'
import { useKeptNumbers } from '../useKeptNumbers'
import { InOrder } from './InOrder'
import { useReport, type Report } from './useReport'

/** Nobody opens the door: who, what to do in order, the numbers, and what to say then. `?id=` */
export default function DoorScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  if (!user) return <Screen name='door' title={words.doorTitle}><SignInCard {...staff.stranger} /></Screen>
  return <Door id={id} userId={user.id} />
}

function Door({ id, userId }: { id: string; userId: string }) {
  const load = useLoad(`door:${userId}:${id}`, () => getServiceRequest(id))
  const connected = useConnected()
  const numbers = useKeptNumbers(id, load.data)
  const openSearch = useCallback(() => replaceWith('search', { id }), [id])
  const report = useReport(id, numbers?.name ?? '', openSearch)
  const noSignal = !connected || load.failure?.code === 'offline' || load.failure?.code === 'timedOut'
  const detail = load.data
  const over = detail !== null && report.at === null && !detail.actions.includes('nobodyHome')
  const shown = !over && numbers !== null
  return (
    <Screen
      name='door'
      title={words.doorTitle}
      footer={shown && <Foot id={id} numbers={numbers} report={report} />}
    >
      {shown && <AtTheDoor numbers={numbers} noSignal={noSignal} report={report} />}
      {over && (
        <Empty
          title={words.gone.title}
          action={{
            text: words.open, className: 'btn-detail',
            onTap: () => detail.searching ? openSearch() : replaceWith('officerServiceRequest', { id })
          }}
        />
      )}
      {numbers === null && (
        <>
          {noSignal && <Note className='note-noSignal' tone='bad' text={words.nothingKept} />}
          <Loaded of={load} waitingFor={words.waitingFor}>{() => null}</Loaded>
        </>
      )}
    </Screen>
  )
}

function AtTheDoor({ numbers, noSignal, report }: { numbers: DoorNumbers; noSignal: boolean; report: Report }) {
  const { name, village, address, appointment, specialGroups } = numbers
  return (
    <>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='title'>
            {words.who(name, specialGroups.map(group => serviceRequest.specialGroups[group]))}
          </Text>
        </View>
        <Text className='small'>{words.place(village, address)}</Text>
        <Text className='small'>{appointment ? words.booked(windowWords(appointment)) : words.notBooked}</Text>
        {report.at === null && <Link className='link-opened' icon='check' text={words.opened} onTap={goBack} />}
      </View>
      {noSignal && <Note className='note-noSignal' tone='bad' text={words.noSignal} />}
      {report.at === null
        ? <FailureNote failure={report.failure} />
        : <Kept report={report} at={report.at} />}
      <InOrder numbers={numbers} />
      <Note className='note-danger' tone='bad' text={words.danger} />
      <Text className='block strong'>{words.togetherLater}</Text>
    </>
  )
}

/** A report that has not reached the BFF, said as it is. */
function Kept({ report, at }: { report: Report; at: string }) {
  const { busy, failure } = report
  return (
    <View {...spoken({ role: 'status', live: 'polite' })}>
      <Note
        className='note-kept'
        tone='wait'
        text={busy ? words.report.sending : words.report.kept(moment(at))}
      />
      <FailureNote failure={failure} />
    </View>
  )
}

const CALLS = [
  { name: 'call110', text: words.call110, number: EMERGENCY.police },
  { name: 'call120', text: words.call120, number: EMERGENCY.ambulance }
] as const

/** 110 stands first in reach; then what the officer says about the door. */
function Foot({ id, numbers, report }: { id: string; numbers: DoorNumbers; report: Report }) {
  return (
    <View className='moves'>
      <View className='moves-row door-calls'>
        {CALLS.map(({ name, text, number }) => (
          <Button
            key={name}
            className={`btn-${name}`}
            kind='danger'
            icon='phone'
            text={text}
            onTap={() => callPhone(number)}
          />
        ))}
      </View>
      {report.at === null
        ? <Say id={id} starts={startsSearch(numbers)} report={report} />
        : (
          <View className='moves-row door-calls'>
            <Button className='btn-dropReport' kind='ghost' text={words.report.drop} onTap={report.drop} />
            <Button className='btn-sendReport' busy={report.busy} text={words.report.send} onTap={report.send} />
          </View>
        )}
    </View>
  )
}

/** What the officer says about the door. */
function Say({ id, starts, report: { busy, make } }: { id: string; starts: boolean; report: Report }) {
  if (starts)
    return <Button className='btn-startSearch' kind='main' busy={busy} text={words.start} onTap={() => make(false)} />
  return (
    <>
      <Button
        className='btn-again'
        kind='main'
        text={words.again}
        onTap={() => goTo('act', { id, action: 'nobodyHome' })}
      />
      <Button className='btn-worried' busy={busy} text={words.worried} onTap={() => make(true)} />
    </>
  )
}
