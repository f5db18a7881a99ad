import { Text, View } from '@tarojs/components'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { spoken } from '../../components/spoken'
import type { CustodyEntry, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { moment } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'

const words = officer.detail

/** Papers to check, papers that were asked for, and who holds which original. */
export function Papers({ detail: { materials, materialAsked, custody } }: { detail: ServiceRequestDetail }) {
  return (
    <>
      {materialAsked && (
        <Card className='stack-tight card-asked'>
          <Heading text={words.asked(moment(materialAsked.at))} />
          <Bullets lines={materialAsked.papers} />
          {materialAsked.text !== '' && <Text className='block'>{materialAsked.text}</Text>}
        </Card>
      )}
      {custody.length > 0 && (
        <Card className='stack card-custody'>
          <Heading text={words.custody} />
          {custody.map(entry => <Custody key={`${entry.paper} ${entry.since}`} entry={entry} />)}
        </Card>
      )}
      <Card className='stack-tight card-materials'>
        <Heading text={words.materials} />
        {materials.length > 0 ? <Bullets lines={materials} /> : <Text className='block'>{words.noMaterials}</Text>}
      </Card>
    </>
  )
}

function Heading({ text }: { text: string }) {
  return <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{text}</Text></View>
}

function Custody({ entry: { paper, holder, since, returned } }: { entry: CustodyEntry }) {
  return (
    <View className='custody'>
      <Text className='block strong'>{paper}</Text>
      <Text className='small'>{words.held(holder.name, moment(since))}</Text>
      {returned && <Text className='small custody-returned'>{words.returned(returned.to, moment(returned.at))}</Text>}
    </View>
  )
}
