import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { FailureNote, Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import type { SearchPage, SearchView } from '../../contract/search'
import { moment } from '../../i18n/dates'
import { search as words } from '../../i18n/zh/search'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { MoreToSay, type Asking } from './Foot'
import { isStaff } from './isStaff'
import { StepRow } from './StepRow'
import type { Saying } from './useSaying'

/** Whom, where, how the search stands, and whom to call. */
export function Standing({ page, saying, onAsk }: { page: SearchPage; saying: Saying; onAsk: Asking }) {
  const { person, search, me } = page
  const staff = isStaff(page)
  return (
    <>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='title'>{person.name}</Text></View>
        <Text className='small'>{words.place(person.village, person.address)}</Text>
      </View>
      {search.ended
        ? (
          <View {...spoken({ role: 'status', live: 'polite' })}>
            <Note className='note-ended' text={endedWords(search.ended) + lateWords(saying)} />
          </View>
        )
        : <Text className='lead search-doing'>{doing(page)}</Text>}
      {search.ended === null && saying.said !== null && saying.said in words.thanks && (
        <Note className='note-said' text={words.thanks[saying.said as keyof typeof words.thanks]} />
      )}
      <FailureNote failure={saying.failure} />
      <Calls page={page} />
      {(staff || me.kind === 'relative') && (
        <Card className='search-steps'>
          {search.steps.map(step => (
            <StepRow key={step.name} step={step} staff={staff && search.ended === null} saying={saying} />
          ))}
        </Card>
      )}
      {search.ended === null && <MoreToSay page={page} saying={saying} onAsk={onAsk} />}
      {staff && search.ended === null && (
        <>
          <Note className='note-danger' tone='bad' text={words.danger} />
          <Text className='block strong'>{words.together(moment(togetherAt(search)))}</Text>
          <Link className='link-open' text={words.open} onTap={() => goTo('officerServiceRequest', { id: page.id })} />
        </>
      )}
    </>
  )
}

/** After village and relative were asked in vain, the home is entered together with the village's committee. */
function togetherAt({ steps, since }: SearchView): string {
  return steps.find(({ name }) => name === 'officer')?.from ?? since
}

function doing(page: SearchPage): string {
  const { helper, relative, staff } = words.doing
  if (isStaff(page)) return staff(page.person.name)
  return (page.me.kind === 'relative' ? relative : helper)(page.person.name)
}

function endedWords({ how, who, kind, at, until, called }: NonNullable<SearchView['ended']>): string {
  const name = who ?? words.kinds[kind]
  switch (how) {
    case 'seen': return words.ended.seen(name, moment(at))
    case 'away': return words.ended.away(name, until ?? '')
    case 'emergency': return words.ended.emergency(called ?? '', moment(at))
    case 'opened': return words.ended.opened(moment(at))
  }
}

function lateWords({ said }: Saying): string {
  return said === 'going' || said === 'unreached' ? words.ended.late : ''
}

function Calls({ page: { person, assignee, station, search } }: { page: SearchPage }) {
  const calls = [
    ...person.phone === null || search.ended ? [] : [{ name: 'person', whom: person.name, phone: person.phone }],
    { name: 'assignee', whom: assignee.name, phone: assignee.phone },
    { name: 'station', whom: words.kinds.desk, phone: station.phone }
  ]
  return (
    <View className='btns search-calls'>
      {calls.map(({ name, whom, phone }) => (
        <Button
          key={name}
          className={`btn-dial dial-${name}`}
          icon='phone'
          text={whom}
          label={words.callLabel(whom)}
          onTap={() => callPhone(phone)}
        />
      ))}
    </View>
  )
}
