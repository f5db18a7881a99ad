import { Text, View } from '@tarojs/components'
import { ClockLine } from '../../components/ClockLine'
import { Link } from '../../components/Link'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { Tag } from '../../components/Tag'
import { OPEN_STATUSES } from '../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useNow } from '../../hooks/useNow'
import { officer } from '../../i18n/zh/officer'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { goTo } from '../../phone/navigation'
import { movesOffered } from '../nextMove'

const words = officer.detail

/** Item, state, precedence and how much time is left. */
export function Head({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const now = useNow()
  const { item, status, number, channel, specialGroups, timeChangeAsked } = detail
  const line = stateLine(detail, userId)
  return (
    <View className='stack-tight detail-head'>
      <View className='row'>
        <View className='grow' {...spoken({ role: 'heading', level: 2 })}>
          <Text className='title'>{item.name}</Text>
        </View>
        <Tag className='tag-status' text={serviceRequest.statuses[status]} tone={TONES[status] ?? 'brand'} />
      </View>
      <Text className='small'>{`${staff.channels[channel]} · ${serviceRequest.number(number)}`}</Text>
      {(specialGroups.length > 0 || timeChangeAsked) && (
        <View className='tags'>
          {specialGroups.map(group => (
            <Tag key={group} className={`tag-${group}`} text={serviceRequest.specialGroups[group]} tone='wait' />
          ))}
          {timeChangeAsked && <Tag className='tag-timeChange' text={staff.timeChangeAsked} tone='bad' />}
        </View>
      )}
      {line && <Text className='block strong detail-state'>{line}</Text>}
      <ClockLine of={detail} now={now} />
      {OPEN_STATUSES.includes(status) && (detail.acceptBy ?? detail.expectedBy) !== null && (
        <View><Link className='link-due' text={words.due} onTap={() => goTo('due', { id: detail.id })} /></View>
      )}
      {readOnly(detail, userId) && <Note className='note-readOnly' tone='wait' text={words.readOnly} />}
    </View>
  )
}

const TONES = { assigned: 'wait', completed: 'ok', cancelled: 'plain', declined: 'bad' } as Partial<
  Record<ServiceRequestDetail['status'], 'wait' | 'ok' | 'plain' | 'bad'>
>

function stateLine({ status, assignee, actions }: ServiceRequestDetail, userId: string): string | null {
  const mine = assignee.id === userId
  if (status === 'assigned') {
    if (mine) return words.assignedYou
    return actions.includes('accept') ? words.offered(assignee.name) : words.assigned(assignee.name)
  }
  if (status === 'completed') return words.finished(assignee.name)
  if (!OPEN_STATUSES.includes(status)) return null
  return mine ? words.assigneeYou : words.assignee(assignee.name)
}

function readOnly(detail: ServiceRequestDetail, userId: string): boolean {
  const { main, others } = movesOffered(detail, userId)
  return OPEN_STATUSES.includes(detail.status) && detail.assignee.id !== userId && main === null && others.length === 0
}
