import { useState } from 'react'
import { Choice } from '../../../components/Choice'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { LIMITS } from '../../../contract/limits'
import type { Rating } from '../../../contract/serviceRequestViews'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { useResidentMove, type MoveEnds } from './useResidentMove'

const words = serviceRequestDetail.rate
const STARS = [5, 4, 3, 2, 1] as const
const OPTIONS = STARS.map(stars => ({ value: `${stars}`, text: serviceRequestDetail.rating.levels[stars] } as const))

interface RateForm {
  stars: Rating['stars'] | null
  text: string
}

/** The five steps from very satisfied to very dissatisfied, in words. */
export function RateSheet({ id, ends, onClose }: { id: string; ends: MoveEnds; onClose: () => void }) {
  const [missing, setMissing] = useState(false)
  const { draft, busy, failure, errorAt, make } = useResidentMove<'rate', RateForm>(
    'rate', id, { stars: null, text: '' }, ({ stars, text }) => ({ stars: stars ?? 5, text: text.trim() }), ends
  )
  const { stars, text } = draft.value
  const send = () => {
    setMissing(stars === null)
    if (stars !== null) make()
  }
  return (
    <Confirm title={words.title} doText={words.doText} busy={busy} onDo={send} onClose={onClose} className='sheet-rate'>
      <Choice
        label={words.choose}
        options={OPTIONS}
        chosen={OPTIONS.filter(({ value }) => value === String(stars)).map(({ value }) => value)}
        onChoose={([chosen]) => {
          setMissing(false)
          draft.change({ stars: STARS.find(one => String(one) === chosen) ?? null })
        }}
        error={missing ? words.missing : errorAt('stars')}
      />
      <Field
        name='text'
        label={words.text}
        value={text}
        onInput={written => draft.change({ text: written })}
        most={LIMITS.text}
        error={errorAt('text')}
        long
      />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
