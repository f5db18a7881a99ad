import { Text, View } from '@tarojs/components'
import { Note } from '../../components/Note'
import { ReasonField } from '../../components/ReasonField'
import { spoken } from '../../components/spoken'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import type { WorkingHours } from '../../contract/workingHours'
import { useNow } from '../../hooks/useNow'
import { officer } from '../../i18n/zh/officer'
import { appointmentOf, firstSlot, type Slot } from '../halfHours'
import { ActFrame } from './ActFrame'
import { slotError } from './slotError'
import { SlotPicker } from '../SlotPicker'
import { useAct } from './useAct'

const words = officer.nobodyHome

/** Records that nobody was at home: what was found, and the next appointment. */
export function NobodyHome({ detail, hours }: { detail: ServiceRequestDetail; hours: WorkingHours }) {
  const now = useNow()
  const act = useAct('nobodyHome', detail, { text: '', slot: null as Slot | null })
  const slot = act.value.slot ?? firstSlot(null, [], hours, now)
  const fault = slotError(slot, now)
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(fault ? null : { text: act.value.text.trim(), next: appointmentOf(slot) })}
    >
      {detail.missed > 0 && <Note className='note-again' tone='wait' text={words.again(detail.missed + 1)} />}
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 3 })}><Text className='strong'>{words.next}</Text></View>
        <SlotPicker
          slot={slot}
          onChange={changed => act.change({ slot: changed })}
          hours={hours}
          now={now}
          error={fault ?? act.errorAt('next')}
        />
      </View>
      <ReasonField
        name='text'
        label={words.text}
        value={act.value.text}
        onInput={value => act.change({ text: value })}
        quick={words.quick}
        error={act.errorAt('text')}
      />
    </ActFrame>
  )
}
