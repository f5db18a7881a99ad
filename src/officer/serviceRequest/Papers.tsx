import { Text, View } from '@tarojs/components'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { spoken } from '../../components/spoken'
import type { CustodyEntry, PapersDifference, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { moment } from '../../i18n/dates'
import { custody as custodyWords } from '../../i18n/zh/custody'
import { officer } from '../../i18n/zh/officer'
import { relationWords } from '../../i18n/zh/receivers'

const words = officer.detail

/** Papers to check, papers that were asked for, and who holds which original. */
export function Papers({ detail }: { detail: ServiceRequestDetail }) {
  const { materials, materialAsked, custody, papersDiffer } = detail
  return (
    <>
      {papersDiffer && <Differ differ={papersDiffer} />}
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
          {custody.map(entry => <Custody key={entry.no} entry={entry} />)}
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

function Custody({ entry: { paper, holder, since, earlier, givenAt, returned } }: { entry: CustodyEntry }) {
  return (
    <View className='custody'>
      <Text className='block strong'>{paper}</Text>
      {earlier.map(before => (
        <Text key={before.since} className='small'>{custodyWords.earlier(before.holder.name, moment(before.since))}</Text>
      ))}
      <Text className='small'>{words.held(holder.name, moment(since))}</Text>
      {givenAt && <Text className='small custody-given'>{custodyWords.given(moment(givenAt))}</Text>}
      {returned && <Text className='small custody-returned'>{words.returned(toWhom(returned), moment(returned.at))}</Text>}
    </View>
  )
}

function toWhom({ to, relation }: NonNullable<CustodyEntry['returned']>): string {
  return relation === null ? to : relationWords(to, relation)
}

/** Two counts of a handover that differ, for whoever has to ask. */
function Differ({ differ: { by, missing, unsaid } }: { differ: PapersDifference }) {
  return (
    <Card className='stack-tight card-differ'>
      <Heading text={custodyWords.differ.heading} />
      {missing.length > 0 && <Text className='block'>{custodyWords.differ.missing(missing, by.name)}</Text>}
      {unsaid.length > 0 && <Text className='block'>{custodyWords.differ.unsaid(unsaid)}</Text>}
    </Card>
  )
}
