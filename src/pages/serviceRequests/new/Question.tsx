import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { spoken } from '../../../components/spoken'
import type { QuestionName } from './answers'

interface QuestionProps {
  name: QuestionName
  ask: string
  note?: string
}

/** A question with its answer; carries the class `question-<name>`. */
export function Question({ name, ask, note, children }: PropsWithChildren<QuestionProps>) {
  return (
    <View className={`stack question question-${name}`}>
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='title question-ask'>{ask}</Text></View>
        {note && <Text className='small'>{note}</Text>}
      </View>
      {children}
    </View>
  )
}

/** What is wrong with an answer, shown at the answer; nothing when it is right. */
export function Fault({ text }: { text: string | undefined }) {
  if (!text) return null
  return <View className='fault' {...spoken({ role: 'alert' })}><Text className='field-error'>{text}</Text></View>
}
