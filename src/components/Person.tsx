import { Text, View } from '@tarojs/components'
import { spoken } from './spoken'

/** A person's first character in a round field. Names of the station desk show their first character too. */
export function Face({ name }: { name: string }) {
  return <View className='face' {...spoken({ hidden: true })}><Text>{name.slice(0, 1)}</Text></View>
}

interface PersonProps {
  name: string
  /** The person's duty in words, as 包村民警. */
  duty: string
  note?: string
}

/** A person: face, name, duty and a line about the person. */
export function Person({ name, duty, note }: PersonProps) {
  return (
    <View className='person'>
      <Face name={name} />
      <View className='grow'>
        <View className='person-name'>
          <Text className='strong person-words'>{name}</Text>
          <Text className='person-duty'>{duty}</Text>
        </View>
        {note && <Text className='small'>{note}</Text>}
      </View>
    </View>
  )
}
