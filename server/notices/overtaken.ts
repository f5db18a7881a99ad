/** Whether what a notice says is still true when its message is about to leave. */
import { DAY_MS, dayOf, nextDay } from '../../src/contract/day'
import { kindOf } from '../matters/kind'
import { SEARCH_EVENTS } from '../../src/contract/notice'
import type { StoredMatter } from '../matters/matterFields'
import { isSearching } from '../matters/search'
import type { StoredNotice } from './model'

/** Events that name the time of a visit. */
const OF_A_VISIT: ReadonlyArray<StoredNotice['event']> = ['visitSet', 'visitMoved', 'visitTomorrow']
/** Events that are heard by staff who are not, or not any more, the assignee. */
const OF_FORMER: ReadonlyArray<StoredNotice['event']> = [
  'takenOver', 'cancelled', 'consentRefused', 'papersDiffer', 'papersGiven', 'papersRefused'
]
/** Moves after which a delivery's day is another one, or none. */
const DELIVERY_MOVES: readonly string[] = ['setDelivery', 'notDelivered', 'deliver']
/** Moves after which it is of no use to hear that nobody was at home: it was taken back, or somebody came again. */
const AT_HOME_AFTER_ALL: readonly string[] = ['undoNobodyHome', 'setOut']

type Said = Pick<StoredNotice, 'event' | 'entry' | 'at'>

/**
 * Whether the matter has moved on, so that the message would be untrue: another time by now, another assignee, or too
 * late to be of use.
 * @param now ms since 1970
 */
export function isOvertaken(
  notice: Said & Pick<StoredNotice, 'side' | 'person'>, matter: StoredMatter, now: number
): boolean {
  const { event, side, person, at } = notice
  if (event === 'searchEnded' || event === 'homeAfterAll') return matter.cutAt !== null
  if (SEARCH_EVENTS.includes(event)) return matter.cutAt !== null || !isSearching(matter)
  switch (event) {
    case 'notAccepted':
      return matter.cutAt !== null || matter.acceptedAt !== null || !matter.open
    case 'setOut':
      return matter.appointment === null
    case 'deliveryTomorrow':
      return isUntrue(notice, matter, now)
    case 'visitsTomorrow':
      return dayOf(now) !== dayOf(at.getTime())
    case 'promiseNear':
      return !matter.open || matter.waitingOn !== null || !matter.assignee.person.equals(person) ||
        (matter.expectedBy?.getTime() ?? 0) <= now
    case 'pleaseRate':
      return !isToBeRated(matter) || matter.closedAt!.getTime() + DAY_MS !== at.getTime()
    default:
      return isUntrue(notice, matter, now) ||
        side === 'staff' && !OF_FORMER.includes(event) &&
        !matter.offeredTo.some(offer => offer.person.equals(person)) && !matter.assignee.person.equals(person)
  }
}

/** Whether one of these moves came after the entry of an event. */
function isFollowed(entry: number | null, { timeline }: StoredMatter, moves: readonly string[]): boolean {
  return entry !== null && timeline.some(({ action }, index) => index > entry && moves.includes(action))
}

/** Whether the day that an event names for a delivery is another one by now. */
export function isOtherDay({ event, entry }: Pick<Said, 'event' | 'entry'>, matter: StoredMatter): boolean {
  return event === 'documentReady' && isFollowed(entry, matter, DELIVERY_MOVES)
}

/** Whether the matter is closed, and its applicant may say how it went. */
export function isToBeRated(matter: StoredMatter): boolean {
  return !matter.open && matter.closedAt !== null && matter.cutAt === null &&
    (kindOf(matter).awaitsRating?.(matter) ?? false)
}

/** Whether an event is not true any more for anybody. @param now ms since 1970 */
export function isUntrue({ event, entry }: Said, matter: StoredMatter, now: number): boolean {
  if (matter.cutAt) return true
  if (event === 'documentReady') return !matter.open
  if (event === 'deliveryTomorrow') return kindOf(matter).deliveryOn?.(matter) !== nextDay(dayOf(now))
  if (event === 'nobodyHome') return !matter.open || isFollowed(entry, matter, AT_HOME_AFTER_ALL)
  const told = entry === null ? null : matter.timeline[entry]?.appointment ?? null
  if (event === 'deliverySet')
    return !matter.open || isFollowed(entry, matter, DELIVERY_MOVES) || (told?.end.getTime() ?? 0) <= now
  if (!OF_A_VISIT.includes(event)) return false
  const start = matter.appointment?.start.getTime()
  if (start === undefined || told?.start.getTime() !== start || start <= now) return true
  return event === 'visitTomorrow' && nextDay(dayOf(now)) !== dayOf(start)
}
