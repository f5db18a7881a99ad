import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { spoken } from '../../components/spoken'
import { search as words } from '../../i18n/zh/search'
import { callPhone } from '../../phone/dial'
import type { DoorNumbers } from '../doorNumbers'

interface Step {
  name: string
  title: string
  text?: string
  phone?: string | null
}

/** What to do before the door, in order, each with the number to tap. */
export function InOrder({ numbers }: { numbers: DoorNumbers }) {
  return (
    <Card className='door-steps'>
      {stepsOf(numbers).map((step, index) => <Row key={step.name} at={index + 1} step={step} />)}
    </Card>
  )
}

function stepsOf({ name, phone, contacts, relative, station }: DoorNumbers): Step[] {
  return [
    { name: 'look', title: words.look.title, text: words.look.text },
    { name: 'phone', title: words.phone.title(name), ...(phone === null ? { text: words.phone.none } : { text: phone, phone }) },
    ...contacts.length === 0
      ? [{ name: 'neighbour', title: words.kinds.neighbour, text: words.neighbour.none }]
      : contacts.map(contact => ({
          name: `neighbour-${contact.phone}`, title: words.neighbour.title(words.ties[contact.tie], contact.name),
          text: contact.phone, phone: contact.phone
        })),
    ...relative === null
      ? []
      : [{ name: 'relative', title: words.relative.title(relative.name), text: relative.phone, phone: relative.phone }],
    { name: 'desk', title: words.desk.title, text: station.phone, phone: station.phone }
  ]
}

function Row({ at, step: { name, title, text, phone } }: { at: number; step: Step }) {
  return (
    <View className={`door-step step-${name}`}>
      <View className='door-at' {...spoken({ hidden: true })}><Text>{String(at)}</Text></View>
      <View className='grow'>
        <Text className='block strong'>{title}</Text>
        {text !== undefined && <Text className='small'>{text}</Text>}
      </View>
      {phone && (
        <Button className={`btn-dial dial-${name}`} text={words.call} label={words.callLabel(title)} onTap={() => callPhone(phone)} />
      )}
    </View>
  )
}
