import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import { EVIDENCE_ASPECTS, type CatalogueItem } from '../../../contract/catalogue'
import { catalogue as catalogueWords } from '../../../i18n/zh/catalogue'

const words = catalogueWords.item
/** Aspects that are internal to the police: who comes and what is looked up before. Villagers are not shown them. */
const SHOWN_ASPECTS = EVIDENCE_ASPECTS.filter(aspect => aspect !== 'rank' && aspect !== 'idNumber')

/** Time, fee, applicants and legal basis; and which of these still have to be confirmed by the station. */
export function Conditions({ item }: { item: CatalogueItem }) {
  const inferred = SHOWN_ASPECTS.filter(aspect => item.evidence[aspect] === 'I').map(aspect => words.aspects[aspect])
  return (
    <>
      <Card className='stack item-conditions'>
        <Fact
          name='time'
          label={words.time}
          text={item.timeText}
          note={item.statutoryText ? words.statutory(item.statutoryText) : undefined}
        />
        <Fact name='fee' label={words.fee} text={item.feeText} />
        <Fact name='applicants' label={words.applicants} lines={item.applicants} />
        <Fact name='legalBasis' label={words.legalBasis} lines={item.legalBasis} />
      </Card>
      {inferred.length > 0 && <Note className='note-inferred' tone='wait' text={words.inferred(inferred)} />}
    </>
  )
}

interface FactProps {
  name: string
  label: string
  text?: string
  note?: string
  lines?: readonly string[]
}

function Fact({ name, label, text, note, lines = [] }: FactProps) {
  return (
    <View className={`stack-tight fact-${name}`}>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='small'>{label}</Text></View>
      {text && <Text className='block strong'>{text}</Text>}
      {note && <Text className='small'>{note}</Text>}
      {lines.length > 0 && <Bullets lines={lines} />}
    </View>
  )
}
