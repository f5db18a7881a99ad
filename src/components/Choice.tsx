import { Text, View } from '@tarojs/components'
import { Icon } from './Icon'
import { spoken } from './spoken'
import { Tap } from './Tap'

export interface Option<T extends string> {
  value: T
  text: string
  note?: string
}

interface ChoiceProps<T extends string> {
  /** The question, read out by a screen reader before the options. */
  label: string
  options: readonly Option<T>[]
  /** Values that are chosen; more than one only with `many`. */
  chosen: readonly T[]
  onChoose: (chosen: T[]) => void
  many?: boolean
  /** On a white background the cards need a border. */
  framed?: boolean
  error?: string
}

/** Cards of which one, or several, are chosen. Every card carries the class `choice-<value>`. */
export function Choice<T extends string>({
  label,
  options,
  chosen,
  onChoose,
  many = false,
  framed = false,
  error
}: ChoiceProps<T>) {
  const choose = (value: T) => {
    if (!many) onChoose([value])
    else onChoose(chosen.includes(value) ? chosen.filter(one => one !== value) : [...chosen, value])
  }
  return (
    <View
      className={`choices ${framed ? 'choices-framed' : ''}`}
      {...spoken({ role: many ? 'group' : 'radiogroup', label })}
    >
      {options.map(({ value, text, note }) => {
        const on = chosen.includes(value)
        return (
          <Tap
            key={value}
            className={`choice choice-${value} ${on ? 'choice-on' : ''}`}
            role={many ? 'checkbox' : 'radio'}
            checked={on}
            onTap={() => choose(value)}
          >
            <View className={`choice-mark ${many ? 'choice-box' : ''}`}>
              {many && on && <Icon name='check' tone='white' size='small' />}
            </View>
            <View className='grow'>
              <Text className='block strong'>{text}</Text>
              {note && <Text className='small'>{note}</Text>}
            </View>
          </Tap>
        )
      })}
      {error && (
        <View {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{error}</Text>
        </View>
      )}
    </View>
  )
}
