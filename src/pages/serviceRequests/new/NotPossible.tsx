import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Empty } from '../../../components/Loaded'
import { openChannels, type CatalogueItem, type Channel } from '../../../contract/catalogue'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { replaceWith } from '../../../phone/navigation'

/** The address names no item of the catalogue. */
export function Missing() {
  const { title, text, action } = words.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-showAll', onTap: () => replaceWith('catalogue') }}
    />
  )
}

/** The item can't be handled by this channel: why, and which channels are open. */
export function NotOpen({ item, wanted }: { item: CatalogueItem; wanted: Channel | null }) {
  const presence = wanted === 'paperwork' && item.presenceRequired
  const { title, text } = presence
    ? { title: words.notOpen.presence.title, text: words.notOpen.presence.text(item.name) }
    : {
        title: words.notOpen.channel.title,
        text: words.notOpen.channel.text(item.name, serviceRequest.channels[wanted ?? 'homeVisit'])
      }
  return (
    <Card className='stack card-notOpen'>
      <View className='stack-tight'>
        <Text className='heading'>{title}</Text>
        <Text className='block'>{text}</Text>
      </View>
      <WayButtons item={item} />
    </Card>
  )
}

/** The address names no channel and the item has several: asks which. */
export function ChooseWay({ item }: { item: CatalogueItem }) {
  return (
    <Card className='stack card-chooseWay'>
      <View className='stack-tight'>
        <Text className='heading'>{words.chooseWay.title}</Text>
        <Text className='block'>{words.chooseWay.text(item.name)}</Text>
      </View>
      <WayButtons item={item} />
    </Card>
  )
}

function WayButtons({ item }: { item: CatalogueItem }) {
  const open = openChannels(item)
  const toWay = (channel: Channel) => replaceWith('newServiceRequest', { itemCode: item.code, channel })
  return (
    <View className='stack'>
      {open.map(channel => (
        <View key={channel} className='btns'>
          <Button className={`btn-${channel}`} kind='main' text={words.notOpen[channel]} onTap={() => toWay(channel)} />
        </View>
      ))}
      {open.length === 0 && (
        <View className='btns'>
          <Button
            className='btn-counter'
            kind='main'
            text={words.notOpen.counter}
            onTap={() => replaceWith('triage', { itemCode: item.code })}
          />
        </View>
      )}
    </View>
  )
}
