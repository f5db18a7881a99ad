import { Text, View } from '@tarojs/components'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import type { Colleague } from '../../contract/person'
import { consoleWords } from '../../i18n/zh/console'
import { colleagueWord } from '../../i18n/zh/staff'

const words = consoleWords.reassign

interface ColleaguesProps {
  colleagues: readonly Colleague[]
  chosen: string | null
  onChoose: (id: string) => void
  error?: string
}

/**
 * The colleagues who could take over; a colleague on leave is shown grey, with the reason. Each carries the class
 * `choice-<id>`.
 */
export function Colleagues({ colleagues, chosen, onChoose, error }: ColleaguesProps) {
  if (colleagues.length === 0) return <Text className='block nobody'>{words.nobody}</Text>
  return (
    <View className='stack-tight'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='strong'>{words.person}</Text>
      </View>
      <View className='choices' {...spoken({ role: 'radiogroup', label: words.person })}>
        {colleagues.map(({ id, name, rank, kind, onLeave }) => (
          <Tap
            key={id}
            className={`choice choice-${id} ${id === chosen ? 'choice-on' : ''} ${onLeave ? 'choice-off' : ''}`}
            role='radio'
            checked={id === chosen}
            disabled={onLeave}
            onTap={() => onChoose(id)}
          >
            <View className='choice-mark' />
            <View className='grow'>
              <Text className='block strong'>{name}</Text>
              <Text className='small'>
                {onLeave ? words.dutyOnLeave(colleagueWord(kind, rank), words.onLeave) : colleagueWord(kind, rank)}
              </Text>
            </View>
          </Tap>
        ))}
      </View>
      {error && (
        <View {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{error}</Text>
        </View>
      )}
    </View>
  )
}
