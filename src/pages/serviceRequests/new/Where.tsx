import { Card } from '../../../components/Card'
import { Field } from '../../../components/Field'
import { ListRow } from '../../../components/ListRow'
import type { Channel } from '../../../contract/catalogue'
import { LIMITS } from '../../../contract/limits'
import type { VillageDetail } from '../../../contract/village'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'
import { Fault, Question } from './Question'
import type { NewServiceRequest } from './useNewServiceRequest'

const words = newServiceRequest.where

interface WhereProps {
  form: NewServiceRequest
  channel: Channel
  village: VillageDetail | null
  onPick: () => void
}

/** The village, and the place in it. */
export function Where({ form, channel, village, onPick }: WhereProps) {
  const { answers, change, faults, sending, villageCode } = form
  const chosen = villageCode !== null
  return (
    <Question name='where' ask={words.ask[channel]} note={answers.forWhom === 'family' ? words.familyNote : undefined}>
      <Card className='list-card'>
        <ListRow
          className='row-pickVillage'
          icon='place'
          text={chosen ? village ? `${village.townName} ${village.name}` : words.loading : words.choose}
          note={chosen ? `${form.mine ? words.mine : words.other} · ${words.change}` : words.chooseNote}
          onTap={onPick}
        />
      </Card>
      <Fault text={faults.village ?? sending.errorAt('villageCode')} />
      <Field
        name='address'
        label={words.address[channel]}
        placeholder={words.addressHint}
        value={answers.address}
        onInput={address => change({ address })}
        most={LIMITS.address}
        error={faults.address ?? sending.errorAt('address')}
      />
    </Question>
  )
}
