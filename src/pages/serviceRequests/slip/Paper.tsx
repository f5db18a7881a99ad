import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { Picture } from '../../../components/Picture'
import { spoken } from '../../../components/spoken'
import type { Slip } from '../../../contract/progress'
import { slip as words } from '../../../i18n/zh/slip'

/** The content of the slip: the number in large digits, its QR code, and how to ask. No person is named. */
export function Paper({
  slip: { number, itemName, villageName, stationName, stationPhone, link, qr }
}: {
  slip: Slip
}) {
  const ways = [...(link ? [words.ways.scan] : []), words.ways.type, words.ways.call(stationName, stationPhone)]
  return (
    <Card className='stack slip'>
      <Text className='small slip-program'>{words.program}</Text>
      <View>
        <Text className='small'>{words.item}</Text>
        <Text className='title'>{itemName}</Text>
        <Text className='small'>{villageName}</Text>
      </View>
      <View>
        <Text className='small'>{words.number}</Text>
        <Text className='slip-number'>{number}</Text>
      </View>
      <View className='slip-code'>
        <Picture className='slip-qr' mode='aspectFit' src={pictureOf(qr)} label={words.scanSpoken(number)} />
      </View>
      <View className='stack-tight slip-ways'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='heading'>{words.how}</Text>
        </View>
        {ways.map((way, index) => (
          <Text key={way} className='block'>{`${index + 1}. ${way}`}</Text>
        ))}
      </View>
      <Text className='small'>{words.private}</Text>
    </Card>
  )
}

/** Black on white with sharp edges, whatever the theme, so that code readers can read it. */
function pictureOf({ path, size }: Slip['qr']): string {
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 8}" height="${size * 8}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  return 'data:image/svg+xml,' + encodeURIComponent(drawing)
}
