import { Text, View } from '@tarojs/components'
import type { ConsentKind } from '../contract/privacy'
import { privacy } from '../i18n/zh/privacy'
import { spoken } from './spoken'

/**
 * The words that are agreed to, part by part.
 * @param level heading level of the parts: one below the heading above them
 */
export function PrivacyWords({ kind, level = 3 }: { kind: ConsentKind; level?: 2 | 3 }) {
  return (
    <View className={`stack privacy-words privacy-${kind}`}>
      {privacy.told[kind].parts.map(({ title, text }) => (
        <View key={title}>
          <View {...spoken({ role: 'heading', level })}><Text className='strong'>{title}</Text></View>
          <Text className='block'>{text}</Text>
        </View>
      ))}
    </View>
  )
}
