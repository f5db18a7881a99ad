import type { Action } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { dayWords, moment, untilWords, windowWords } from '../../../i18n/dates'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'

const words = serviceRequestDetail.state

/** The state of a service request, in a sentence with a time. @param now ms since 1970 */
export function stateSentence(detail: ServiceRequestDetail, now = Date.now()): string {
  const { status, channel, assignee: { name } } = detail
  switch (status) {
    case 'assigned': return detail.searching ? words.searching : waitingToAccept(detail, now)
    case 'accepted': return accepted(detail, now)
    case 'scheduled': return scheduled(detail, now)
    case 'underway': return words.underway[channel](name, lastTime(detail, ['setOut'], now)) + promise(detail, now)
    case 'awaitingDocument': return words.awaitingDocument(lastTime(detail, ['finish'], now)) + promise(detail, now)
    case 'delivering': return detail.deliveryDay === null
      ? words.delivering(name, lastTime(detail, ['documentReady'], now))
      : words.deliveryOn(name, dayWords(detail.deliveryDay, now))
    case 'completed': return words.completed(lastTime(detail, ['finish', 'deliver'], now))
    case 'cancelled': return words.cancelled(lastTime(detail, ['cancel'], now))
    case 'declined': return words.declined(name, lastTime(detail, ['decline'], now))
  }
}

function waitingToAccept({ assignee: { name }, acceptBy }: ServiceRequestDetail, now: number): string {
  if (!acceptBy) return words.assigned(name)
  return Date.parse(acceptBy) > now ? words.assignedBy(name, untilWords(acceptBy, now)) : words.assignedLate(name)
}

function accepted(detail: ServiceRequestDetail, now: number): string {
  if (detail.searching) return words.searching
  const { assignee: { name }, materialAsked, proofs, createdAt, applicant, actions, channel } = detail
  if (detail.waitingOn === 'resident') {
    const when = moment(materialAsked?.at ?? createdAt, now)
    return actions.includes('provideMaterial')
      ? words.waiting(name, when)
      : words.waitingForApplicant(name, applicant.name, when)
  }
  return words.accepted[channel](name, moment(proofs.acceptedAt ?? createdAt, now)) + promise(detail, now)
}

function scheduled(
  { assignee: { name }, appointment, timeChangeAsked, missed, channel, searching }: ServiceRequestDetail,
  now: number
): string {
  if (searching) return words.searching
  if (!appointment) return timeChangeAsked ? words.timeChangeOnly(name) : words.anew(name)
  const window = windowWords(appointment, now)
  if (timeChangeAsked) return words.timeChange(name, window)
  if (Date.parse(appointment.end) < now) return words.passed(name, window)
  return (missed > 0 ? words.missedBefore : '') + words.scheduled[channel](name, window)
}

/** The promised end; null when it has passed. */
function promise({ expectedBy }: ServiceRequestDetail, now: number): string {
  return expectedBy && Date.parse(expectedBy) > now ? words.promised(dayWords(expectedBy, now)) : ''
}

/** When one of these moves was last made; null when never. */
function lastTime({ timeline, createdAt }: ServiceRequestDetail, actions: readonly Action[], now: number): string {
  const entry = [...timeline].reverse().find(({ action }) => actions.some(one => one === action))
  return moment(entry?.at ?? createdAt, now)
}
