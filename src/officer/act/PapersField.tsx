import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { spoken } from '../../components/spoken'
import { LIMITS } from '../../contract/limits'
import { officer } from '../../i18n/zh/officer'

const words = officer.form

interface PapersFieldProps {
  label: string
  lead?: string
  /** Papers to choose from; others can be written in. */
  offered: readonly string[]
  chosen: readonly string[]
  onChoose: (papers: string[]) => void
  error?: string
}

/** Ticks papers from a list and adds others by name. Each paper carries the class `choice-paper<number>`. */
export function PapersField({ label, lead, offered, chosen, onChoose, error }: PapersFieldProps) {
  const [another, setAnother] = useState('')
  const papers = [...new Set([...offered.map(paper => paper.slice(0, LIMITS.paper)), ...chosen])]
  const valueOf = (paper: string) => `paper${papers.indexOf(paper)}`
  const add = () => {
    const written = another.trim()
    if (written === '' || chosen.length >= LIMITS.papers) return
    setAnother('')
    if (!chosen.includes(written)) onChoose([...chosen, written])
  }
  return (
    <View className='stack papers'>
      <View>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='strong'>{label}</Text>
        </View>
        {lead && <Text className='small'>{lead}</Text>}
      </View>
      <Choice
        label={label}
        many
        options={papers.map(paper => ({ value: valueOf(paper), text: paper }))}
        chosen={chosen.map(valueOf)}
        onChoose={values => onChoose(papers.filter(paper => values.includes(valueOf(paper))))}
        error={error}
      />
      <View className='add-line'>
        <View className='grow'>
          <Field
            name='paper'
            label={words.addPaper}
            value={another}
            onInput={setAnother}
            most={LIMITS.paper}
            placeholder={words.addPaperHint}
            onConfirm={add}
          />
        </View>
        <Button className='btn-addPaper' text={words.add} disabled={another.trim() === ''} onTap={add} />
      </View>
    </View>
  )
}
