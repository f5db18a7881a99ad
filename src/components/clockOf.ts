/**
 * The clock that runs on a service request now, for the card in a list and the head of the detail. Instants in ms since
 * 1970.
 */
import { dayOf } from '../contract/day'
import { OPEN_STATUSES } from '../contract/serviceRequest'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'

export type Clock =
  | { kind: 'waiting' | 'none' }
  | { kind: 'accept'; by: number }
  | { kind: 'acceptLate'; minutes: number }
  | { kind: 'visit'; start: number; end: number }
  | { kind: 'visitDue'; start: number; end: number }
  | { kind: 'visitLate'; start: number; end: number }
  | { kind: 'promise'; by: number }
  | { kind: 'promiseLate'; minutes: number }
  /** The day on which a document is brought. */
  | { kind: 'delivery' | 'deliveryLate'; day: string }

type Timed = Pick<ServiceRequestSummary, 'status' | 'waitingOn' | 'acceptBy' | 'appointment' | 'expectedBy'> &
  Partial<Pick<ServiceRequestSummary, 'deliveryDay'>>

/**
 * The clock that counts next: until acceptance, then until the visit, then until the promised end; none while the
 * resident has to provide something.
 */
export function clockOf(timed: Timed, now: number): Clock {
  const { status, waitingOn, acceptBy, appointment, expectedBy, deliveryDay } = timed
  if (waitingOn === 'resident') return { kind: 'waiting' }
  if (status === 'delivering' && deliveryDay)
    return { kind: dayOf(now) > deliveryDay ? 'deliveryLate' : 'delivery', day: deliveryDay }
  if (status === 'assigned') return acceptBy === null ? { kind: 'none' } : acceptClock(Date.parse(acceptBy), now)
  if (status === 'scheduled' && appointment) {
    const start = Date.parse(appointment.start)
    const end = Date.parse(appointment.end)
    return { kind: now > end ? 'visitLate' : now > start ? 'visitDue' : 'visit', start, end }
  }
  if (!OPEN_STATUSES.includes(status) || expectedBy === null) return { kind: 'none' }
  const by = Date.parse(expectedBy)
  return now > by ? { kind: 'promiseLate', minutes: minutesBetween(by, now) } : { kind: 'promise', by }
}

/**
 * Whether this clock says that somebody is late. An assignee who has not set out when the appointment begins is late,
 * too.
 */
export function isLate({ kind }: Clock): boolean {
  return kind === 'acceptLate' || kind === 'visitDue' || kind === 'visitLate' || kind === 'promiseLate' ||
    kind === 'deliveryLate'
}

function acceptClock(by: number, now: number): Clock {
  return now > by ? { kind: 'acceptLate', minutes: minutesBetween(by, now) } : { kind: 'accept', by }
}

function minutesBetween(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) / 60_000))
}
