/** Dates as people say them. Shanghai has no summer time, so the clock is counted, whatever zone the phone is in. */
import type { Appointment, DayPart, PreferredTime } from '../contract/serviceRequestViews'
import { dateWords as words } from './zh/dates'

const ZONE_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

interface Clock {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  /** 0 is Sunday. */
  weekday: number
  /** Days since 1970 in Shanghai. */
  dayNumber: number
}

function clockOf(ms: number): Clock {
  const date = new Date(ms + ZONE_MS)
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), weekday: date.getUTCDay(),
    dayNumber: Math.floor((ms + ZONE_MS) / DAY_MS)
  }
}

/** Date in Shanghai as YYYY-MM-DD, `days` after the instant. @param ms since 1970 */
export function dateOf(ms: number, days = 0): string {
  return new Date(ms + ZONE_MS + days * DAY_MS).toISOString().slice(0, 10)
}

/** Hour of the day in Shanghai, 0–23. @param ms since 1970 */
export function hourOf(ms: number): number {
  return clockOf(ms).hour
}

/** Noon in Shanghai of a date YYYY-MM-DD, as ms since 1970. */
function noonOf(date: string): number {
  return Date.parse(`${date}T12:00:00+08:00`)
}

/** An instant that has been: 今天 9:24, 昨天 17:02, 11月20日 9:02, with the year when it was another one. */
export function moment(iso: string, now = Date.now()): string {
  const at = clockOf(Date.parse(iso))
  return `${pastDay(at, clockOf(now))} ${timeOf(at)}`
}

function pastDay(at: Clock, today: Clock): string {
  if (at.dayNumber === today.dayNumber) return words.today
  if (at.dayNumber === today.dayNumber - 1) return words.yesterday
  return monthDay(at, today)
}

function monthDay(at: Clock, today: Clock): string {
  return at.year === today.year ? words.monthDay(at.month, at.day) : words.yearMonthDay(at.year, at.month, at.day)
}

function timeOf({ hour, minute }: Clock): string {
  return `${hour}:${String(minute).padStart(2, '0')}`
}

/** A day to come with its weekday: 今天 周二(11月25日), 明天 …, 周五(11月28日). @param date YYYY-MM-DD or an ISO instant */
export function dayWords(date: string, now = Date.now()): string {
  const at = clockOf(date.length === 10 ? noonOf(date) : Date.parse(date))
  const today = clockOf(now)
  const near = words.near[at.dayNumber - today.dayNumber]
  const weekday = words.weekdays[at.weekday] ?? ''
  return words.dayInWords(near ? `${near} ${weekday}` : weekday, monthDay(at, today))
}

/** A half day: 周二上午(11月25日). */
export function halfDay({ date, part }: PreferredTime, now = Date.now()): string {
  const at = clockOf(noonOf(date))
  return words.dayInWords(`${words.weekdays[at.weekday] ?? ''}${words.parts[part]}`, monthDay(at, clockOf(now)))
}

/** A window of time with its day: 周二 9:00–11:00(11月25日). */
export function windowWords(window: Appointment, now = Date.now()): string {
  const start = clockOf(Date.parse(window.start))
  const span = `${timeOf(start)}–${timeOf(clockOf(Date.parse(window.end)))}`
  const today = clockOf(now)
  const day = words.near[start.dayNumber - today.dayNumber] ?? words.weekdays[start.weekday] ?? ''
  return words.dayInWords(`${day} ${span}`, monthDay(start, today))
}

/** An instant to come: 今天 11:20, 明天 9:30, 周五 9:30(11月28日). */
export function untilWords(iso: string, now = Date.now()): string {
  const at = clockOf(Date.parse(iso))
  const today = clockOf(now)
  const near = words.near[at.dayNumber - today.dayNumber]
  if (near) return `${near} ${timeOf(at)}`
  return words.dayInWords(`${words.weekdays[at.weekday] ?? ''} ${timeOf(at)}`, monthDay(at, today))
}

/** The half day an instant lies in. */
export function partOf(iso: string): DayPart {
  return clockOf(Date.parse(iso)).hour < 12 ? 'morning' : 'afternoon'
}

/** Time of day: 9:24. */
export function timeWords(iso: string): string {
  return timeOf(clockOf(Date.parse(iso)))
}
