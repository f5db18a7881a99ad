import { Text, View } from '@tarojs/components'
import type { ConsentKind } from '../contract/privacy'
import { privacy } from '../i18n/zh/privacy'
import { spoken } from './spoken'

/** What one agrees to, part by part. */
export function PrivacyWords({ kind }: { kind: ConsentKind }) {
  return (
    <View className={`stack privacy-words privacy-${kind}`}>
      {privacy.told[kind].parts.map(({ title, text }) => (
        <View key={title}>
          <View {...spoken({ role: 'heading', level: 3 })}><Text className='strong'>{title}</Text></View>
          <Text className='block'>{text}</Text>
        </View>
      ))}
    </View>
  )
}
