import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { addNoSignal, removeNoSignal } from '../../api/noSignal'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Chips } from '../../components/Chips'
import { Link } from '../../components/Link'
import { ListRow } from '../../components/ListRow'
import { News } from '../../components/News'
import { FailureNote } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { Sheet } from '../../components/Sheet'
import { spoken } from '../../components/spoken'
import type { NoSignalView } from '../../contract/noSignal'
import type { WorkingHours } from '../../contract/workingHours'
import { useNow } from '../../hooks/useNow'
import { useSend } from '../../hooks/useSend'
import { noSignal as words } from '../../i18n/zh/noSignal'
import { announce } from '../../phone/news'
import { SlotPicker } from '../SlotPicker'
import { firstSlot } from '../halfHours'
import { inputOf, WEEK, windowWords, type Kind } from './windowWords'

interface WindowsProps {
  view: NoSignalView
  own: boolean
  hours: WorkingHours
  onChanged: (view: NoSignalView) => void
}

const KINDS = (['weekly', 'once'] as const).map(value => ({ value, text: words.kinds[value] }))
const DAYS = WEEK.map(weekday => ({ value: String(weekday), text: words.weekdays[weekday]! }))

/** The windows that are noted, and the form for one more. */
export function Windows({ view: { person, items }, own, hours, onChanged }: WindowsProps) {
  const now = useNow()
  const [kind, setKind] = useState<Kind>('weekly')
  const [weekday, setWeekday] = useState('1')
  const [slot, setSlot] = useState(() => firstSlot(null, [], hours, now))
  const { busy, failure, errorAt, send } = useSend()
  const input = inputOf(kind, Number(weekday), slot)
  const sending = (task: () => Promise<NoSignalView>, done: string) =>
    void send(async () => {
      onChanged(await task())
      announce(done)
    })
  const error = errorAt('weekly') ?? errorAt('once')
  return (
    <Screen
      name='noSignal'
      title={words.title}
      footer={
        <Button
          className='btn-add'
          kind='main'
          busy={busy}
          text={words.add}
          onTap={() => sending(() => addNoSignal(person.id, input), words.added)}
        />
      }
    >
      <News />
      <Text className='lead'>{own ? words.lead : words.leadOf(person.name)}</Text>
      {items.length > 0 && (
        <Noted items={items} onRemove={id => sending(() => removeNoSignal(person.id, id), words.removed)} />
      )}
      <View className='stack'>
        <Chips label={words.howOften} options={KINDS} chosen={kind} onChoose={setKind} />
        {kind === 'weekly' && <WeekdayRow weekday={weekday} onChoose={setWeekday} />}
        <SlotPicker
          slot={slot}
          onChange={setSlot}
          hours={hours}
          now={now}
          parts={kind === 'weekly' ? ['from', 'until'] : ['day', 'from', 'until']}
          error={error}
        />
        {!error && <FailureNote failure={failure} />}
      </View>
    </Screen>
  )
}

function Noted({ items, onRemove }: { items: NoSignalView['items']; onRemove: (id: string) => void }) {
  const now = useNow()
  return (
    <View className='stack-tight'>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='small'>{words.listed}</Text></View>
      <Card className='list-card card-noted'>
      {items.map(window => {
        const text = windowWords(window, now)
        return (
          <View key={window.id} className='list-row window-row'>
            <Text className='grow'>{text}</Text>
            <Link
              className='link-remove' tone='bad' text={words.remove} label={words.removeLabel(text)}
              onTap={() => onRemove(window.id)}
            />
          </View>
        )
      })}
      </Card>
    </View>
  )
}

/** The day of the week: a row that opens a sheet to choose from. */
function WeekdayRow({ weekday, onChoose }: { weekday: string; onChoose: (weekday: string) => void }) {
  const [picking, setPicking] = useState(false)
  const choose = (value: string) => {
    setPicking(false)
    onChoose(value)
  }
  return (
    <>
      <Card className='list-card slot'>
        <ListRow
          className='field-weekday'
          icon='calendar'
          text={words.weekday}
          aside={<Text className='strong slot-value'>{words.weekdays[Number(weekday)]}</Text>}
          onTap={() => setPicking(true)}
        />
      </Card>
      {picking && (
        <Sheet title={words.weekday} onClose={() => setPicking(false)} className='sheet-weekday'>
          <Chips label={words.weekday} options={DAYS} chosen={weekday} onChoose={choose} />
        </Sheet>
      )}
    </>
  )
}
