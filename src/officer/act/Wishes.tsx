import { Text, View } from '@tarojs/components'
import { Choice } from '../../components/Choice'
import { spoken } from '../../components/spoken'
import { halfDay, timeWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'
import { halfDayOf, type Slot } from '../halfHours'

const words = officer.schedule

interface WishesProps {
  wanted: readonly Slot[]
  slot: Slot
  onChoose: (slot: Slot) => void
}

/** The half days that the applicant prefers; a tap proposes up to two hours of the half day. */
export function Wishes({ wanted, slot, onChoose }: WishesProps) {
  if (wanted.length === 0) return <Text className='small'>{words.noPreferred}</Text>
  const chosen = wanted.findIndex(
    ({ day, from, until }) => day === slot.day && from === slot.from && until === slot.until
  )
  return (
    <View className='stack-tight wishes'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='strong'>{words.preferred}</Text>
      </View>
      <Choice
        label={words.preferred}
        options={wanted.map((wish, index) => ({
          value: `wish${index}`,
          text: halfDay(halfDayOf(wish)),
          note: `${timeWords(wish.from)}–${timeWords(wish.until)}`
        }))}
        chosen={chosen < 0 ? [] : [`wish${chosen}`]}
        onChoose={([value]) => {
          const wish = wanted.find((_, index) => `wish${index}` === value)
          if (wish) onChoose(wish)
        }}
      />
    </View>
  )
}
