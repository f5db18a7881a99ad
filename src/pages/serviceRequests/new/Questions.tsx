import { Card } from '../../../components/Card'
import { Choice } from '../../../components/Choice'
import { Field } from '../../../components/Field'
import { Photos } from '../../../components/Photos'
import type { Channel } from '../../../contract/catalogue'
import { LIMITS } from '../../../contract/limits'
import { SPECIAL_GROUPS } from '../../../contract/serviceRequestViews'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { HalfDays } from '../HalfDays'
import { stillOffered } from '../halfDays'
import { Question } from './Question'
import type { NewServiceRequest } from './useNewServiceRequest'

/** The identity number; asked only for items that need it. */
export function IdNumber({
  form: { answers, idNumber, changeIdNumber, faults, sending }
}: {
  form: NewServiceRequest
}) {
  const { ask, note, label, hint, kept } = words.idNumber
  return (
    <Question
      name='idNumber'
      ask={answers.forWhom === 'family' ? ask.other(answers.name.trim()) : ask.self}
      note={note}
    >
      <Field
        name='idNumber'
        type='idcard'
        label={label}
        placeholder={hint}
        hint={kept}
        value={idNumber}
        onInput={changeIdNumber}
        most={LIMITS.idNumber}
        error={faults.idNumber ?? sending.errorAt('idNumber')}
      />
    </Question>
  )
}

/** The circumstances that give precedence, asked in plain words. */
export function Circumstances({ form: { answers, change, sending } }: { form: NewServiceRequest }) {
  const { ask, note } = words.circumstances
  return (
    <Question name='circumstances' ask={ask} note={note}>
      <Choice
        many
        label={ask}
        options={SPECIAL_GROUPS.map(value => ({ value, text: serviceRequest.specialGroups[value] }))}
        chosen={answers.specialGroups}
        onChoose={specialGroups => change({ specialGroups })}
        error={sending.errorAt('specialGroups')}
      />
    </Question>
  )
}

/** Preferred half days. */
export function Times({
  form: { answers, change, hours, sending },
  channel
}: {
  form: NewServiceRequest
  channel: Channel
}) {
  const ask = words.times.ask[channel]
  return (
    <Question name='times' ask={ask}>
      <Card>
        <HalfDays
          label={ask}
          chosen={stillOffered(answers.preferredTimes, hours, Date.now())}
          hours={hours}
          onChoose={preferredTimes => change({ preferredTimes })}
          error={sending.errorAt('preferredTimes')}
        />
      </Card>
    </Question>
  )
}

/** A remark. */
export function Remark({ form: { answers, change, sending } }: { form: NewServiceRequest }) {
  const { ask, label, hint } = words.remark
  return (
    <Question name='remark' ask={ask}>
      <Field
        name='remark'
        label={label}
        placeholder={hint}
        value={answers.remark}
        onInput={remark => change({ remark })}
        most={LIMITS.remark}
        error={sending.errorAt('remark')}
        long
      />
    </Question>
  )
}

/** Photos; none are required. */
export function PhotosToo({
  form: { answers, change, sending },
  channel
}: {
  form: NewServiceRequest
  channel: Channel
}) {
  const { ask, note } = words.photos
  return (
    <Question name='photos' ask={ask} note={note[channel]}>
      <Photos photos={answers.photos} onChange={photos => change({ photos })} error={sending.errorAt('photos')} />
    </Question>
  )
}
