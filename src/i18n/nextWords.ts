import type { ServiceRequestSummary } from '../contract/serviceRequestViews'
import { dayWords, moment, untilWords, windowWords } from './dates'
import { serviceRequest } from './zh/serviceRequest'

type Row = Pick<
  ServiceRequestSummary,
  | 'status'
  | 'channel'
  | 'waitingOn'
  | 'assignee'
  | 'appointment'
  | 'timeChangeAsked'
  | 'acceptBy'
  | 'expectedBy'
  | 'createdAt'
  | 'deliveryDay'
>

/**
 * What happens next with a service request, or what it waits for; when it is closed: when it was submitted.
 * @param now ms since 1970
 */
export function nextWords(row: Row, now = Date.now()): string {
  const words = serviceRequest.next
  const { status, channel, assignee: { name }, appointment, expectedBy } = row
  if (row.waitingOn === 'resident') return words.material(name)
  switch (status) {
    case 'assigned':
      return waitingToAccept(row, now)
    case 'accepted':
      return words.arrange[channel](name)
    case 'scheduled':
      if (row.timeChangeAsked || !appointment) return words.newTime(name)
      return words.appointment[channel](windowWords(appointment, now), name)
    case 'underway':
      return words.underway[channel](name)
    case 'awaitingDocument':
      return expectedBy ? words.awaitingDocumentBy(dayWords(expectedBy, now)) : words.awaitingDocument
    case 'delivering':
      return row.deliveryDay === null ? words.delivering(name) : words.deliveryOn(name, dayWords(row.deliveryDay, now))
    default:
      return words.asked(moment(row.createdAt, now))
  }
}

/** A promised time that has passed is not shown. */
function waitingToAccept({ acceptBy, assignee: { name } }: Row, now: number): string {
  const words = serviceRequest.next
  return acceptBy && Date.parse(acceptBy) > now ? words.acceptBy(name, untilWords(acceptBy, now)) : words.accept(name)
}
