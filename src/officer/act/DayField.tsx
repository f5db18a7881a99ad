import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { Sheet } from '../../components/Sheet'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import { useNow } from '../../hooks/useNow'
import { dayWords } from '../../i18n/dates'
import { custody } from '../../i18n/zh/custody'
import { daysToOffer } from '../halfHours'

interface DayFieldProps {
  /** YYYY-MM-DD; null while none is chosen. */
  day: string | null
  onChange: (day: string | null) => void
  /** Offers to leave the day open. */
  open?: boolean
  error?: string
}

/** The day of a delivery: a row that opens the days to come. */
export function DayField({ day, onChange, open = false, error }: DayFieldProps) {
  const [picking, setPicking] = useState(false)
  const now = useNow()
  const choose = (chosen: string | null) => {
    setPicking(false)
    onChange(chosen)
  }
  const chip = (value: string | null, text: string) => (
    <Tap
      key={value ?? 'none'}
      className={`chip choice-${value ?? 'none'} ${value === day ? 'chip-on' : ''}`}
      role='radio'
      checked={value === day}
      onTap={() => choose(value)}
    >
      <Text>{text}</Text>
    </Tap>
  )
  return (
    <View className='stack-tight'>
      <Card className='list-card'>
        <ListRow
          className='field-day'
          icon='calendar'
          text={custody.day}
          aside={<Text className='strong slot-value'>{day === null ? custody.dayNone : dayWords(day, now)}</Text>}
          onTap={() => setPicking(true)}
        />
      </Card>
      {error && <View {...spoken({ role: 'alert' })}><Text className='field-error'>{error}</Text></View>}
      {picking && (
        <Sheet title={custody.day} onClose={() => setPicking(false)} className='sheet-day'>
          <View className='chips pick-day' {...spoken({ role: 'radiogroup', label: custody.day })}>
            {open && chip(null, custody.dayNone)}
            {daysToOffer(now).map(one => chip(one, dayWords(one, now)))}
          </View>
        </Sheet>
      )}
    </View>
  )
}
