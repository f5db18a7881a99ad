import { Text, View } from '@tarojs/components'
import { spoken } from './spoken'

/** A short list that can't be tapped: papers to bring, persons who may apply. */
export function Bullets({ lines, className = '' }: { lines: readonly string[]; className?: string }) {
  return (
    <View className={`bullets ${className}`} {...spoken({ role: 'list' })}>
      {lines.map(line => (
        <View key={line} className='bullet' {...spoken({ role: 'listitem' })}>
          <View className='bullet-dot' />
          <Text className='grow'>{line}</Text>
        </View>
      ))}
    </View>
  )
}
