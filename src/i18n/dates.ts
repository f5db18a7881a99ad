/** Dates and times in words, as they are in Shanghai, whatever zone the phone is in. */
import { instantOf, shanghaiTime, type ShanghaiTime } from '../contract/day'
import { NOON } from '../contract/halfDay'
import type { Appointment, PreferredTime } from '../contract/serviceRequestViews'
import type { WorkingHours } from '../contract/workingHours'
import { dateWords as words } from './zh/dates'

/** An instant in the past: 今天 9:24, 昨天 17:02, 11月20日 9:02, with the year when it is not this year. */
export function moment(iso: string, now = Date.now()): string {
  const at = shanghaiTime(Date.parse(iso))
  return `${pastDay(at, shanghaiTime(now))} ${timeOf(at)}`
}

function pastDay(at: ShanghaiTime, today: ShanghaiTime): string {
  if (at.dayNumber === today.dayNumber) return words.today
  if (at.dayNumber === today.dayNumber - 1) return words.yesterday
  return monthDay(at, today)
}

function monthDay(at: ShanghaiTime, today: ShanghaiTime): string {
  return at.year === today.year ? words.monthDay(at.month, at.day) : words.yearMonthDay(at.year, at.month, at.day)
}

function timeOf({ hour, minute }: ShanghaiTime): string {
  return timeWords(hour * 60 + minute)
}

/** A time of day: 9:30. @param minutes from midnight */
export function timeWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** The spans of the working hours: 8:30–12:00, 13:30–17:30. */
export function spanWords(hours: WorkingHours): string[] {
  return hours.map(({ from, until }) => `${timeWords(from)}–${timeWords(until)}`)
}

/** A day to come with its weekday: 今天 周二（11月25日）, 明天 …, 周五（11月28日）. @param date YYYY-MM-DD or an ISO instant */
export function dayWords(date: string, now = Date.now()): string {
  const at = shanghaiTime(date.length === 10 ? instantOf(date, NOON) : Date.parse(date))
  const today = shanghaiTime(now)
  const near = words.near[at.dayNumber - today.dayNumber]
  const weekday = words.weekdays[at.weekday] ?? ''
  return words.dayInWords(near ? `${near} ${weekday}` : weekday, monthDay(at, today))
}

/** A half day: 周二上午（11月25日）. */
export function halfDay({ date, part }: PreferredTime, now = Date.now()): string {
  const at = shanghaiTime(instantOf(date, NOON))
  return words.dayInWords(`${words.weekdays[at.weekday] ?? ''}${words.parts[part]}`, monthDay(at, shanghaiTime(now)))
}

/** A window of time with its day: 周二 9:00–11:00（11月25日）. */
export function windowWords(window: Appointment, now = Date.now()): string {
  const start = shanghaiTime(Date.parse(window.start))
  const span = `${timeOf(start)}–${timeOf(shanghaiTime(Date.parse(window.end)))}`
  const today = shanghaiTime(now)
  const day = words.near[start.dayNumber - today.dayNumber] ?? words.weekdays[start.weekday] ?? ''
  return words.dayInWords(`${day} ${span}`, monthDay(start, today))
}

/** An instant to come: 今天 11:20, 明天 9:30, 周五 9:30（11月28日）. */
export function untilWords(iso: string, now = Date.now()): string {
  const at = shanghaiTime(Date.parse(iso))
  const today = shanghaiTime(now)
  const near = words.near[at.dayNumber - today.dayNumber]
  if (near) return `${near} ${timeOf(at)}`
  return words.dayInWords(`${words.weekdays[at.weekday] ?? ''} ${timeOf(at)}`, monthDay(at, today))
}

/** A day alone: 今天, 昨天, 11月20日, with the year when it is not this year. @param date YYYY-MM-DD or an ISO instant */
export function dayShort(date: string, now = Date.now()): string {
  return pastDay(shanghaiTime(date.length === 10 ? instantOf(date, NOON) : Date.parse(date)), shanghaiTime(now))
}
