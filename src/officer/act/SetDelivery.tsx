import { ReasonField } from '../../components/ReasonField'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { dayWords } from '../../i18n/dates'
import { custody } from '../../i18n/zh/custody'
import { ActFrame } from './ActFrame'
import { DayField } from './DayField'
import { useAct } from './useAct'

const words = custody.setDelivery

/** The day on which the document is brought. */
export function SetDelivery({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('setDelivery', detail, { day: detail.deliveryDay, text: '' })
  const { day, text } = act.value
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={day === null ? words.confirmBare : words.confirm(dayWords(day))}
      onConfirm={() => act.confirm(day === null ? null : { day, text: text.trim() })}
    >
      <DayField
        day={day}
        onChange={chosen => act.change({ day: chosen })}
        error={act.tried && day === null ? custody.dayMissing : act.errorAt('day')}
      />
      <ReasonField
        name='text'
        label={words.text}
        value={text}
        onInput={changed => act.change({ text: changed })}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
