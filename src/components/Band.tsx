import { Text, View } from '@tarojs/components'
import { spoken } from './spoken'

interface BandProps {
  text: string
  /** Said at the other end, as a count of what waits. */
  aside?: string
  tone?: 'wait' | 'bad'
  className?: string
}

/** One quiet line across the screen about how things stand. */
export function Band({ text, aside, tone = 'wait', className = '' }: BandProps) {
  return (
    <View className={`band band-${tone} ${className}`} {...spoken({ role: 'status', live: 'polite' })}>
      <Text>{text}</Text>
      {aside && <Text>{aside}</Text>}
    </View>
  )
}
