import { Text, View } from '@tarojs/components'
import { getCatalogue } from '../../../api/catalogue'
import { Button } from '../../../components/Button'
import { Empty, Loaded } from '../../../components/Loaded'
import { Screen } from '../../../components/Screen'
import { spoken } from '../../../components/spoken'
import { Tag } from '../../../components/Tag'
import { openChannels, type Catalogue, type CatalogueItem } from '../../../contract/catalogue'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { catalogue as catalogueWords } from '../../../i18n/zh/catalogue'
import { goTo, replaceWith } from '../../../phone/navigation'
import { Conditions } from './Conditions'
import { Needs } from './Needs'
import { Ways } from './Ways'

const words = catalogueWords.item

/** One item of the catalogue that the phone keeps, so that it can be read without signal. `?code=HZ02` */
export default function CatalogueItemScreen() {
  const code = useParam('code') ?? ''
  const load = useLoad('catalogue', getCatalogue, { onShow: false })
  const item = load.data?.items.find(one => one.code === code)
  return (
    <Screen name='catalogueItem' title={words.title} footer={item && <MainAction item={item} />}>
      <Loaded of={load} waitingFor={catalogueWords.waitingFor} cards={3}>
        {catalogue => item ? <Item item={item} catalogue={catalogue} /> : <Missing />}
      </Loaded>
    </Screen>
  )
}

function Item({ item, catalogue }: { item: CatalogueItem; catalogue: Catalogue }) {
  const category = catalogue.categories.find(({ code }) => code === item.categoryCode)
  return (
    <>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='title'>{item.name}</Text>
        </View>
        <View className='tags'>
          {category && <Tag text={category.name} />}
          {item.delivery && <Tag className='tag-delivery' tone='ok' text={words.delivery} />}
          {item.applicantType === 'enterprise' && (
            <Tag className='tag-enterprise' tone='wait' text={words.enterprise} />
          )}
        </View>
      </View>
      <Ways item={item} />
      <Needs item={item} />
      <Conditions item={item} />
    </>
  )
}

/** The agent is offered before the officer: an item that needs no visit should not take one. */
function MainAction({ item }: { item: CatalogueItem }) {
  const [channel] = openChannels(item)
  if (!channel) {
    return (
      <Button
        className='btn-counter'
        kind='main'
        text={words.actions.counter}
        onTap={() => goTo('triage', { itemCode: item.code })}
      />
    )
  }
  return (
    <Button
      className={`btn-${channel}`}
      kind='main'
      text={words.actions[channel]}
      onTap={() => goTo('newServiceRequest', { itemCode: item.code, channel })}
    />
  )
}

function Missing() {
  const { title, text, action } = words.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-showAll', onTap: () => replaceWith('catalogue') }}
    />
  )
}
