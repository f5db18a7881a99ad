import { Text, View } from '@tarojs/components'
import { spoken } from './spoken'

interface BandProps {
  text: string
  /** Shown at the right end, as the count of things that wait. */
  aside?: string
  tone?: 'wait' | 'bad'
  className?: string
}

/** A line across the screen about the state of the app, as "no signal". */
export function Band({ text, aside, tone = 'wait', className = '' }: BandProps) {
  return (
    <View className={`band band-${tone} ${className}`} {...spoken({ role: 'status', live: 'polite' })}>
      <Text>{text}</Text>
      {aside && <Text>{aside}</Text>}
    </View>
  )
}
