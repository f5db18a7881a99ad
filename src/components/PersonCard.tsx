import { Text, View } from '@tarojs/components'
import { common } from '../i18n/zh/common'
import { callPhone } from '../phone/dial'
import { Button } from './Button'
import { spoken } from './spoken'

/** A person's first character in a round field. Names of the station desk show their first character too. */
export function Face({ name }: { name: string }) {
  return <View className='face' {...spoken({ hidden: true })}><Text>{name.slice(0, 1)}</Text></View>
}

interface PersonProps {
  name: string
  /** What he is to the reader, as 包村民警. */
  duty: string
  note?: string
}

/** Who somebody is: face, name, duty and a line about him. */
export function Person({ name, duty, note }: PersonProps) {
  return (
    <View className='person'>
      <Face name={name} />
      <View className='grow'>
        <View className='person-name'><Text className='strong person-words'>{name}</Text><Text className='person-duty'>{duty}</Text></View>
        {note && <Text className='small'>{note}</Text>}
      </View>
    </View>
  )
}

interface PersonCardProps extends PersonProps {
  phone: string
  /** What the call button says; "call him" with the name unless given. */
  callText?: string
  main?: boolean
}

/** A person with his one-tap call. */
export function PersonCard({ name, duty, note, phone, callText, main = true }: PersonCardProps) {
  return (
    <View className='stack person-card'>
      <Person name={name} duty={duty} note={note} />
      <View className='btns'>
        <Button className='btn-call' icon='phone' kind={main ? 'main' : 'soft'} text={callText ?? common.call(name)} onTap={() => callPhone(phone)} />
      </View>
    </View>
  )
}
