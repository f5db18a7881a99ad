import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { spoken } from '../../../components/spoken'
import { openChannels, type CatalogueItem } from '../../../contract/catalogue'
import { catalogue as catalogueWords } from '../../../i18n/zh/catalogue'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { goTo } from '../../../phone/navigation'

const words = catalogueWords.item
const ICONS = { paperwork: 'paper', homeVisit: 'visit' } as const

/** Every way to have the item handled, and the triage for people who can't choose. */
export function Ways({ item }: { item: CatalogueItem }) {
  const open = openChannels(item)
  return (
    <Card className='stack'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.ways}</Text></View>
      <View>
        {open.length === 0 && <Text className='block'>{words.counterWay}</Text>}
        {open.map(channel => (
          <ListRow
            key={channel}
            className={`way-${channel}`}
            icon={ICONS[channel]}
            text={serviceRequest.channels[channel]}
            note={words.wayNotes[channel]}
            onTap={() => goTo('newServiceRequest', { itemCode: item.code, channel })}
          />
        ))}
        {open.length > 0 && (
          <ListRow
            className='row-triage'
            icon='question'
            text={words.unsure}
            onTap={() => goTo('triage', { itemCode: item.code })}
          />
        )}
      </View>
    </Card>
  )
}
