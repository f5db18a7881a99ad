import { Text, View } from '@tarojs/components'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import { BOARD_LISTS, type BoardList, type StationBoard } from '../../contract/stationBoard'
import { consoleWords } from '../../i18n/zh/console'

const words = consoleWords.station

interface NumbersProps {
  counts: StationBoard['counts']
  list: BoardList
  onList: (list: BoardList) => void
}

/** The numbers of the board; each opens its list. */
export function Numbers({ counts, list, onList }: NumbersProps) {
  return (
    <View className='numbers screen-only' {...spoken({ role: 'radiogroup', label: words.numbers })}>
      {BOARD_LISTS.map(name => {
        const { count, more } = counts[name]
        const said = words.number(count, more)
        return (
          <Tap
            key={name}
            className={`number number-${name} ${count > 0 ? '' : 'number-none'} ${name === list ? 'number-on' : ''}`}
            role='radio'
            checked={name === list}
            label={words.numberSpoken(words.lists[name], said)}
            onTap={() => onList(name)}
          >
            <Text className='block number-count'>{said}</Text>
            <Text className='block number-name'>{words.lists[name]}</Text>
          </Tap>
        )
      })}
    </View>
  )
}
