import { Text, View } from '@tarojs/components'

export type TagTone = 'brand' | 'ok' | 'wait' | 'bad' | 'plain'

/** A state: a colour together with its word. */
export function Tag({ text, tone = 'brand', className = '' }: { text: string; tone?: TagTone; className?: string }) {
  return <View className={`tag tag-${tone} ${className}`}><Text>{text}</Text></View>
}
