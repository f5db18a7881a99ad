import { Text, View } from '@tarojs/components'
import { isConflict, type ApiError } from '../api/failure'
import { OPEN_STATUSES, STATUSES } from '../contract/serviceRequest'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { staff } from '../i18n/zh/staff'
import { Link } from './Link'
import { FailureNote } from './Note'
import { spoken } from './spoken'

const words = staff.conflict

/** Why a move was not carried out: who was faster and the present state of the matter, or what to do about it. */
export function MoveFailure({ failure, onLatest }: { failure: ApiError | null; onLatest: () => void }) {
  if (!failure) return null
  if (failure.code === 'offline' || failure.code === 'timedOut') return <Said name='notSent' text={staff.notSent} />
  if (!isConflict(failure)) return <FailureNote failure={failure} />
  return <Said name='conflict' text={conflictWords(failure)} onLatest={onLatest} />
}

function Said({ name, text, onLatest }: { name: string; text: string; onLatest?: () => void }) {
  return (
    <View className={`note note-bad ${name}`} {...spoken({ role: 'alert', live: 'assertive' })}>
      <Text className='block'>{text}</Text>
      {onLatest && <Link className='link-latest' icon='refresh' text={words.seeLatest} onTap={onLatest} />}
    </View>
  )
}

function conflictWords({ code, present }: ApiError): string {
  if (code === 'notFound' || code === 'forbidden') return words.gone
  if (code === 'idempotencyKeyReused') return words.sentBefore
  if (!present?.assignee) return words.movedOn
  if (code === 'alreadyTaken') return (present.status === 'assigned' ? words.passedOn : words.taken)(present.assignee)
  const status = STATUSES.find(one => one === present.status)
  if (!status) return words.movedOn
  const said = serviceRequest.statuses[status]
  return OPEN_STATUSES.includes(status) ? words.moved(said, present.assignee) : words.over(said)
}
