import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../components/Card'
import { ListRow } from '../components/ListRow'
import { Sheet } from '../components/Sheet'
import { spoken } from '../components/spoken'
import { Tap } from '../components/Tap'
import type { WorkingHours } from '../contract/workingHours'
import { dayWords, timeWords } from '../i18n/dates'
import { officer } from '../i18n/zh/officer'
import { daysToOffer, halfHours, startingAt, type Slot } from './halfHours'

const words = officer.schedule
const PARTS = ['day', 'from', 'until'] as const
type Part = (typeof PARTS)[number]

interface SlotPickerProps {
  slot: Slot
  onChange: (slot: Slot) => void
  hours: WorkingHours
  /** ms since 1970 */
  now: number
  /** The rows that are shown; all three unless given. */
  parts?: readonly Part[]
  error?: string
}

/** Day, start and end of an appointment: three rows, each opens a sheet to choose from. */
export function SlotPicker({ slot, onChange, hours, now, parts = PARTS, error }: SlotPickerProps) {
  const [picking, setPicking] = useState<Part | null>(null)
  const pick = (changed: Slot) => {
    setPicking(null)
    onChange(changed)
  }
  const shown: Record<Part, string> = {
    day: dayWords(slot.day, now),
    from: timeWords(slot.from),
    until: timeWords(slot.until)
  }
  return (
    <View className='stack-tight slot'>
      <Card className='list-card'>
        {parts.map(part => (
          <ListRow
            key={part}
            className={`field-${part}`}
            icon={part === 'day' ? 'calendar' : 'clock'}
            text={words[part]}
            aside={<Text className='strong slot-value'>{shown[part]}</Text>}
            onTap={() => setPicking(part)}
          />
        ))}
      </Card>
      {error && (
        <View {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{error}</Text>
        </View>
      )}
      {picking && (
        <PickSheet part={picking} slot={slot} hours={hours} now={now} onPick={pick} onClose={() => setPicking(null)} />
      )}
    </View>
  )
}

interface PickSheetProps {
  part: Part
  slot: Slot
  hours: WorkingHours
  now: number
  onPick: (slot: Slot) => void
  onClose: () => void
}

function PickSheet({ part, slot, hours, now, onPick, onClose }: PickSheetProps) {
  return (
    <Sheet title={words[part]} onClose={onClose} className={`sheet-${part}`}>
      <View className={`chips pick-${part}`} {...spoken({ role: 'radiogroup', label: words[part] })}>
        {optionsOf(part, slot, hours, now).map(({ value, text, on, changed }) => (
          <Tap
            key={value}
            className={`chip choice-${value} ${on ? 'chip-on' : ''}`}
            role='radio'
            checked={on}
            onTap={() => onPick(changed)}
          >
            <Text>{text}</Text>
          </Tap>
        ))}
      </View>
    </Sheet>
  )
}

interface Pick {
  value: string
  text: string
  on: boolean
  changed: Slot
}

function optionsOf(part: Part, slot: Slot, hours: WorkingHours, now: number): Pick[] {
  if (part === 'day') {
    return daysToOffer(now).map(day => ({
      value: day,
      text: dayWords(day, now),
      on: day === slot.day,
      changed: { ...slot, day }
    }))
  }
  const offered = halfHours(hours)
  const times = part === 'from' ? offered.slice(0, -1) : offered.filter(time => time > slot.from)
  return times.map(time => ({
    value: String(time),
    text: timeWords(time),
    on: time === slot[part],
    changed: part === 'from' ? startingAt(slot, time, hours) : { ...slot, until: time }
  }))
}
