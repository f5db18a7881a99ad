import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import type { WorkingHours } from '../../contract/workingHours'
import { useNow } from '../../hooks/useNow'
import { windowWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'
import { appointmentOf, firstSlot, slotsWanted, type Slot } from '../halfHours'
import { ActFrame } from './ActFrame'
import { slotError } from './slotError'
import { SlotPicker } from '../SlotPicker'
import { useAct } from './useAct'
import { Wishes } from './Wishes'

const words = officer.schedule

/** Makes an appointment; the applicant's preferred half days can be taken over with one tap. */
export function Schedule({ detail, hours }: { detail: ServiceRequestDetail; hours: WorkingHours }) {
  const now = useNow()
  const act = useAct('schedule', detail, { slot: null as Slot | null })
  const wanted = slotsWanted(detail.preferredTimes, hours, now)
  // When the applicant asked for another time, the first wish is proposed, not the present appointment.
  const slot = act.value.slot ?? firstSlot(detail.timeChangeAsked ? null : detail.appointment, wanted, hours, now)
  const appointment = appointmentOf(slot)
  const fault = slotError(slot, now)
  const choose = (changed: Slot) => act.change({ slot: changed })
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm(windowWords(appointment, now))}
      onConfirm={() => act.confirm(fault ? null : appointment)}
    >
      <Wishes wanted={wanted} slot={slot} onChoose={choose} />
      <SlotPicker
        slot={slot}
        onChange={choose}
        hours={hours}
        now={now}
        error={fault ?? act.errorAt('start') ?? act.errorAt('end')}
      />
    </ActFrame>
  )
}
