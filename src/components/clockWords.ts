import type { ServiceRequestSummary } from '../contract/serviceRequestViews'
import { dayWords, untilWords, windowWords } from '../i18n/dates'
import { staff } from '../i18n/zh/staff'
import type { Clock } from './clockOf'

const MINUTE_MS = 60_000
const HOUR = 60
const DAY = 24 * HOUR
/** Beyond this, the time of day is shown instead of the hours until then. */
const LEFT_SHOWN_MS = 8 * HOUR * MINUTE_MS

/** A clock in words; null when nothing runs. @param now ms since 1970 */
export function clockWords(clock: Clock, channel: ServiceRequestSummary['channel'], now: number): string | null {
  const words = staff.clock
  switch (clock.kind) {
    case 'none': return null
    case 'waiting': return words.waiting
    case 'accept': return acceptWords(clock.by, now)
    case 'acceptLate': return words.acceptLate(lengthWords(clock.minutes))
    case 'visit': return words.visit[channel](spanWords(clock, now))
    case 'visitDue': return words.visitDue(spanWords(clock, now))
    case 'visitLate': return words.visitLate(spanWords(clock, now))
    case 'promise': return words.promise(dayWords(isoOf(clock.by), now))
    case 'delivery': return words.delivery(dayWords(clock.day, now))
    case 'deliveryLate': return words.deliveryLate(dayWords(clock.day, now))
    case 'promiseLate': return words.promiseLate(lengthWords(clock.minutes))
  }
}

/** A length of time in its largest sensible unit. */
export function lengthWords(minutes: number): string {
  const { minutes: inMinutes, hours, days } = staff.clock
  if (minutes < HOUR) return inMinutes(minutes)
  return minutes < 2 * DAY ? hours(Math.floor(minutes / HOUR)) : days(Math.floor(minutes / DAY))
}

function acceptWords(by: number, now: number): string {
  const time = untilWords(isoOf(by), now)
  const left = by - now
  if (left > LEFT_SHOWN_MS) return staff.clock.acceptBy(time)
  return staff.clock.acceptWithin(time, lengthWords(Math.max(1, Math.ceil(left / MINUTE_MS))))
}

function spanWords({ start, end }: { start: number; end: number }, now: number): string {
  return windowWords({ start: isoOf(start), end: isoOf(end) }, now)
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
