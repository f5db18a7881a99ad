import { Text, View } from '@tarojs/components'
import { Card } from '../components/Card'
import { Link } from '../components/Link'
import { ListRow } from '../components/ListRow'
import { Note } from '../components/Note'
import { spoken } from '../components/spoken'
import { common } from '../i18n/zh/common'
import { custody } from '../i18n/zh/custody'
import { goTo } from '../phone/navigation'
import type { OutboxEntry } from '../phone/outbox'

const words = custody.unsent
type Entries = readonly OutboxEntry[]

/** What the no-signal band shows at its end; undefined when nothing waits. */
export function bandWords(entries: Entries): string | undefined {
  const waiting = countOf(entries, 'waiting')
  return waiting > 0 ? words.band(waiting) : undefined
}

/** The way to what waits to be sent, with its counts; nothing when nothing waits and nothing was refused. */
export function UnsentRow({ entries }: { entries: Entries }) {
  const [waiting, refused] = [countOf(entries, 'waiting'), countOf(entries, 'refused')]
  if (waiting + refused === 0) return null
  const counts = [
    ...(refused > 0 ? [words.bandRefused(refused)] : []), ...(waiting > 0 ? [words.band(waiting)] : [])
  ]
  return (
    <Card className='list-card card-unsent'>
      <ListRow
        className='row-unsent'
        icon={refused > 0 ? 'warn' : 'phone'}
        text={words.title}
        note={common.joined(counts)}
        onTap={() => goTo('unsent')}
      />
    </Card>
  )
}

/** Says on the matter itself that something of it waits on this phone, or was refused. */
export function UnsentNote({ entries }: { entries: Entries }) {
  const refused = entries.find(({ state }) => state === 'refused')
  const waits = entries.find(({ state }) => state === 'waiting')
  if (!refused && !waits) return null
  return (
    <View className='stack-tight' {...spoken({ role: 'status', live: 'polite' })}>
      {waits && <Note className='note-waits' tone='wait' text={words.forThis(whatWord(waits))} />}
      {refused && <Note className='note-refused' tone='bad' text={words.refusedThis(refused.why ?? '')} />}
      <View><Link className='link-unsent' text={words.title} onTap={() => goTo('unsent')} /></View>
    </View>
  )
}

function countOf(entries: Entries, state: OutboxEntry['state']): number {
  return entries.filter(entry => entry.state === state).length
}

/** What an entry says, in words. */
export function whatWord({ action }: Pick<OutboxEntry, 'action'>): string {
  return words.what[action] ?? action
}

/** The state of an entry in words and colour. */
export function StateWord({ state }: Pick<OutboxEntry, 'state'>) {
  return <Text className={`strong unsent-state unsent-${state}`}>{words.states[state]}</Text>
}
