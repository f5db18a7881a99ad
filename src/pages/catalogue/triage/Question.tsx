import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { Choice, type Option } from '../../../components/Choice'
import { Link } from '../../../components/Link'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import type { Catalogue } from '../../../contract/catalogue'
import { catalogue as catalogueWords } from '../../../i18n/zh/catalogue'
import { triage as words } from '../../../i18n/zh/triage'
import { goTo } from '../../../phone/navigation'
import { OTHERS } from '../others'
import { choicesWithin, type Matter, type QuestionName, type Replies } from './questions'

interface QuestionProps {
  name: QuestionName
  catalogue: Catalogue
  matter: Matter
  replies: Replies
  error?: string
  onReply: (reply: string) => void
}

/** One question with its replies as cards. */
export function Question({ name, catalogue, matter, replies, error, onReply }: QuestionProps) {
  const { ask, note } = words.questions[name]
  const reply = replies[name]
  return (
    <View className={`stack question-${name}`}>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='title'>{ask}</Text></View>
      {note && <Text className='small'>{note}</Text>}
      {name === 'materialsReady' && matter?.kind === 'item' && <Card><Bullets lines={matter.item.materials} /></Card>}
      <Choice
        label={ask}
        options={optionsOf(name, catalogue, replies)}
        chosen={reply === undefined ? [] : [reply]}
        onChoose={chosen => chosen.forEach(onReply)}
        error={error}
      />
      {name === 'danger' && reply === 'yes' && (
        <>
          <Note className='note-dangerFirst' tone='bad' text={words.dangerFirst} />
          <Link className='link-danger' tone='bad' text={words.moreNumbers} onTap={() => goTo('danger')} />
        </>
      )}
    </View>
  )
}

function optionsOf(name: QuestionName, catalogue: Catalogue, replies: Replies): Option<string>[] {
  if (name === 'subject') {
    const { others, othersNote } = words.questions.subject
    const categories = catalogue.categories.map(({ code, name: text }) => ({
      value: code,
      text,
      note: catalogueWords.hints[code]
    }))
    return [...categories, { value: OTHERS, text: others, note: othersNote }]
  }
  if (name === 'matter')
    return choicesWithin(catalogue, replies.subject).map(({ code, name: text }) => ({ value: code, text }))
  const { yes, no } = words.questions[name]
  return [{ value: 'yes', text: yes }, { value: 'no', text: no }]
}
