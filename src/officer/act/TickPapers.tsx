import { Text, View } from '@tarojs/components'
import { Choice } from '../../components/Choice'
import { spoken } from '../../components/spoken'
import type { CustodyEntry } from '../../contract/serviceRequestViews'

interface TickPapersProps {
  label: string
  papers: readonly CustodyEntry[]
  /** Positions of the papers that are ticked. */
  chosen: readonly number[]
  onChoose: (chosen: number[]) => void
  /** What stands below a paper. */
  noteOf?: (entry: CustodyEntry) => string | undefined
  error?: string
}

/** Papers in custody, each with a tick: two may have one name. Each carries the class `choice-held<position>`. */
export function TickPapers({ label, papers, chosen, onChoose, noteOf, error }: TickPapersProps) {
  return (
    <View className='stack-tight'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='strong'>{label}</Text></View>
      <Choice
        label={label}
        many
        options={papers.map(entry => ({ value: `held${entry.no}`, text: entry.paper, note: noteOf?.(entry) }))}
        chosen={chosen.map(no => `held${no}`)}
        onChoose={values => onChoose(papers.map(({ no }) => no).filter(no => values.includes(`held${no}`)))}
        error={error}
      />
    </View>
  )
}
