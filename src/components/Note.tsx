import { Text, View } from '@tarojs/components'
import type { ApiError } from '../api/failure'
import { failureText } from '../i18n/zh/errors'
import { spoken } from './spoken'

/** A remark on a coloured background. */
export function Note({
  text,
  tone = 'brand',
  className = ''
}: {
  text: string
  tone?: 'brand' | 'wait' | 'bad'
  className?: string
}) {
  return (
    <View className={`note note-${tone} ${className}`}>
      <Text>{text}</Text>
    </View>
  )
}

/** Why a call failed, read out as soon as it is shown; nothing when no call failed. */
export function FailureNote({ failure }: { failure: ApiError | null }) {
  if (!failure) return null
  return (
    <View className='note note-bad failure' {...spoken({ role: 'alert', live: 'assertive' })}>
      <Text>{failureText(failure)}</Text>
    </View>
  )
}
