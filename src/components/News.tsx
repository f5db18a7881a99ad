import { Text, View } from '@tarojs/components'
import { useNews } from '../hooks/useNews'
import { Icon } from './Icon'
import { spoken } from './spoken'

/** Shows for some seconds what was announced by the screen before: that something has been sent. */
export function News() {
  const text = useNews()
  if (text === null) return null
  return (
    <View className='news' {...spoken({ role: 'status', live: 'polite' })}>
      <Icon name='check' tone='ok' size='small' />
      <Text className='grow'>{text}</Text>
    </View>
  )
}
