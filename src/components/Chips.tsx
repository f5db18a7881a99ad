import { Text, View } from '@tarojs/components'
import { spoken } from './spoken'
import { Tap } from './Tap'

interface ChipsProps<T extends string> {
  /** The question, read out by a screen reader before the options. */
  label: string
  options: readonly { value: T; text: string }[]
  chosen: T | null
  onChoose: (chosen: T) => void
}

/** One of a few short words, side by side. Every chip carries the class `chip-<value>`. */
export function Chips<T extends string>({ label, options, chosen, onChoose }: ChipsProps<T>) {
  return (
    <View className='chips' {...spoken({ role: 'radiogroup', label })}>
      {options.map(({ value, text }) => (
        <Tap
          key={value}
          className={`chip chip-${value} ${value === chosen ? 'chip-on' : ''}`}
          role='radio'
          checked={value === chosen}
          onTap={() => onChoose(value)}
        >
          <Text>{text}</Text>
        </Tap>
      ))}
    </View>
  )
}
