import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '../../components/Chips'
import { Field } from '../../components/Field'
import { FailureNote } from '../../components/Note'
import { Confirm } from '../../components/Sheet'
import { DAY_MS, dayOf } from '../../contract/day'
import { LIMITS } from '../../contract/limits'
import { EMERGENCY_NUMBERS, type EmergencyNumber, type SearchAnswerInput } from '../../contract/search'
import { dayWords } from '../../i18n/dates'
import { search as words } from '../../i18n/zh/search'
import type { Saying } from './useSaying'

export type SheetAnswer = 'seen' | 'away' | 'emergency' | 'skip'

const SHEETS = {
  seen: words.seenSheet, away: words.awaySheet, emergency: words.emergencySheet, skip: words.skipSheet
} as const
/** The days offered for a return. */
const DAYS = [0, 1, 2, 3, 7, 14, 30]

/** Asks for what an answer needs, so that a search never ends by a slip of the finger. */
export function AnswerSheet({ answer, saying, onClose }: { answer: SheetAnswer; saying: Saying; onClose: () => void }) {
  const [text, setText] = useState('')
  const [until, setUntil] = useState(() => dayOf(Date.now() + DAY_MS))
  const [called, setCalled] = useState<EmergencyNumber>('110')
  const [tried, setTried] = useState(false)
  const sheet = SHEETS[answer]
  const needed = answer === 'away' || answer === 'skip'
  const missing = needed && text.trim() === '' ? words.awaySheet.missing : undefined
  const input: SearchAnswerInput = {
    answer, text: text.trim(), ...(answer === 'away' && { until }), ...(answer === 'emergency' && { called })
  }
  const confirm = async () => {
    setTried(true)
    if (!missing && await saying.say(input)) onClose()
  }
  return (
    <Confirm
      title={sheet.title}
      doText={sheet.doText}
      busy={saying.busy}
      onDo={() => void confirm()}
      onClose={onClose}
      className={`sheet-${answer}`}
    >
      {'note' in sheet && <Text className='block'>{sheet.note}</Text>}
      {answer === 'emergency' && (
        <Chips
          label={sheet.title}
          options={EMERGENCY_NUMBERS.map(value => ({ value, text: value }))}
          chosen={called}
          onChoose={setCalled}
        />
      )}
      {'text' in sheet && (
        <Field
          name='text'
          label={sheet.text}
          value={text}
          onInput={setText}
          most={LIMITS.text}
          error={tried ? missing ?? saying.errorAt('text') : undefined}
        />
      )}
      {answer === 'away' && (
        <Chips
          label={words.awaySheet.until}
          options={DAYS.map(days => dayOf(Date.now() + days * DAY_MS))
            .map(day => ({ value: day, text: dayWords(day) }))}
          chosen={until}
          onChoose={setUntil}
        />
      )}
      <FailureNote failure={saying.failure} />
    </Confirm>
  )
}
