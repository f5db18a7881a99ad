/**
 * Clocks that run in working time only. Instants are ms since 1970; days are those of Shanghai, whatever the time zone
 * of the process. Every function throws CalendarNotCovered when it needs a year without holiday data.
 */
import { dayOf, instantOf, nextDay } from '../../src/contract/day'
import type { WorkingHours } from '../../src/contract/workingHours'
import type { Calendar } from './calendar'

/**
 * The instant at which this much working time has passed. A start outside working time counts from the next opening;
 * closing time itself still belongs to working time, so 11:30 plus 30 minutes is 12:00, not 13:30.
 * @param minutes ≥ 0, may be a fraction; rounded to whole ms
 * @throws RangeError for a negative or infinite number of minutes
 */
export function addWorkingMinutes(startMs: number, minutes: number, calendar: Calendar, hours: WorkingHours): number {
  if (!(minutes >= 0 && minutes < Infinity)) throw new RangeError(`Working minutes must be 0 or more, not ${minutes}.`)
  let left = Math.round(minutes * 60_000)
  for (let day = dayOf(startMs); ; day = nextDay(day)) {
    for (const span of spansOf(day, calendar, hours)) {
      const from = Math.max(span.from, startMs)
      if (from > span.until) continue
      if (from + left <= span.until) return from + left
      left -= span.until - from
    }
  }
}

/**
 * The end of the working day that is `days` working days after the day of the start, which itself does not count
 * (Civil Code, art. 201). With 0 days: the first end of a working day that is not before the start.
 * @throws RangeError unless `days` is a whole number ≥ 0
 */
export function addWorkingDays(startMs: number, days: number, calendar: Calendar, hours: WorkingHours): number {
  if (!Number.isInteger(days) || days < 0) {
    throw new RangeError(`Working days must be a whole number of 0 or more, not ${days}.`)
  }
  const startDay = dayOf(startMs)
  let left = Math.max(days, 1)
  for (let day = days === 0 ? startDay : nextDay(startDay); ; day = nextDay(day)) {
    const end = spansOf(day, calendar, hours).at(-1)?.until
    if (end !== undefined && end >= startMs && --left === 0) return end
  }
}

/** Working time from `a` to `b` in minutes, with fractions; negative when `b` lies before `a`. */
export function workingMinutesBetween(a: number, b: number, calendar: Calendar, hours: WorkingHours): number {
  if (b < a) return -workingMinutesBetween(b, a, calendar, hours)
  let ms = 0
  const lastDay = dayOf(b)
  for (let day = dayOf(a); day <= lastDay; day = nextDay(day)) {
    for (const span of spansOf(day, calendar, hours)) {
      ms += Math.max(0, Math.min(span.until, b) - Math.max(span.from, a))
    }
  }
  return ms / 60_000
}

function spansOf(day: string, calendar: Calendar, hours: WorkingHours): Array<{ from: number; until: number }> {
  if (!calendar.isWorkday(day)) return []
  return hours.map(({ from, until }) => ({ from: instantOf(day, from), until: instantOf(day, until) }))
}
