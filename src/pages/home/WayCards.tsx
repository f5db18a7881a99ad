import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { CHANNELS } from '../../contract/catalogue'
import { home as words } from '../../i18n/zh/home'
import { goTo } from '../../phone/navigation'

const ICONS = { paperwork: 'paper', homeVisit: 'visit' } as const

/** The two channels; each opens the items that can be handled that way. */
export function WayCards() {
  return (
    <View className='two'>
      {CHANNELS.map(channel => (
        <Card key={channel} className={`way-card card-${channel}`} onTap={() => goTo('catalogue', { channel })}>
          <Icon name={ICONS[channel]} size='big' />
          <View className='grow'>
            <Text className='heading'>{words.ways[channel].text}</Text>
            <Text className='small'>{words.ways[channel].note}</Text>
          </View>
        </Card>
      ))}
    </View>
  )
}
