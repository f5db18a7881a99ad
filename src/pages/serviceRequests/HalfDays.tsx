import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Link } from '../../components/Link'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import { LIMITS } from '../../contract/limits'
import type { DayPart, PreferredTime } from '../../contract/serviceRequestViews'
import type { WorkingHours } from '../../contract/workingHours'
import { dayWords, halfDay } from '../../i18n/dates'
import { dateWords } from '../../i18n/zh/dates'
import { halfDays as words } from '../../i18n/zh/halfDays'
import { daysOffered, includesTime, partsOffered, toggleTime } from './halfDays'

/** Days that are shown at first, and added with each tap on "more". */
const WEEK = 7

interface HalfDaysProps {
  label: string
  chosen: readonly PreferredTime[]
  /** Half days that are not worked can't be chosen. */
  hours: WorkingHours
  onChoose: (chosen: PreferredTime[]) => void
  error?: string
  /** True when at least one has to be chosen. */
  required?: boolean
}

/** Rows of days, each with its worked halves. A half carries the class `halfDay-<date>-<part>`. */
export function HalfDays({ label, chosen, hours, onChoose, error, required = false }: HalfDaysProps) {
  const [count, setCount] = useState(WEEK)
  const [full, setFull] = useState(false)
  const none = required ? words.noneRequired : words.none
  const days = daysOffered(Date.now(), count)
  const parts = partsOffered(hours)
  const toggle = (time: PreferredTime) => {
    const next = toggleTime(chosen, time)
    setFull(next === null)
    if (next) onChoose(next)
  }
  return (
    <View className='stack half-days' {...spoken({ role: 'group', label })}>
      <View {...spoken({ role: 'status', live: 'polite' })}>
        <Text className='small half-days-chosen'>
          {chosen.length > 0 ? words.chosen(chosen.map(time => halfDay(time))) : none(LIMITS.preferredTimes)}
        </Text>
        {full && <Text className='field-error'>{words.full(LIMITS.preferredTimes)}</Text>}
      </View>
      {error && (
        <View {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{error}</Text>
        </View>
      )}
      {days.map(date => (
        <Day key={date} date={date} parts={parts} chosen={chosen} onToggle={toggle} />
      ))}
      {count < LIMITS.daysAhead && (
        <Link className='link-moreDays' text={words.more} onTap={() => setCount(count + WEEK)} />
      )}
    </View>
  )
}

interface DayProps {
  date: string
  parts: readonly DayPart[]
  chosen: readonly PreferredTime[]
  onToggle: (time: PreferredTime) => void
}

function Day({ date, parts, chosen, onToggle }: DayProps) {
  const day = dayWords(date)
  return (
    <View className='half-day'>
      <Text className='half-day-name'>{day}</Text>
      <View className='chips'>
        {parts.map(part => {
          const on = includesTime(chosen, { date, part })
          return (
            <Tap
              key={part}
              className={`chip halfDay-${date}-${part} ${on ? 'chip-on' : ''}`}
              role='checkbox'
              checked={on}
              label={words.spoken(day, dateWords.parts[part])}
              onTap={() => onToggle({ date, part })}
            >
              <Text>{dateWords.parts[part]}</Text>
            </Tap>
          )
        })}
      </View>
    </View>
  )
}
