/**
 * Days and times of day in Shanghai, which is UTC+8 all year: since 1991 there has been no summer time. Days are
 * YYYY-MM-DD.
 */
const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000
export const DAY_MS = 24 * 3600 * 1000

/** The day in Shanghai on which an instant (ms since 1970) falls, as YYYY-MM-DD. */
export function dayOf(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** Whether two instants (ms since 1970) fall on the same day in Shanghai; cheaper than comparing two `dayOf`. */
export function isSameDay(one: number, other: number): boolean {
  return dayNumberOf(one) === dayNumberOf(other)
}

/** Days since 1970 in Shanghai. @param ms since 1970 */
function dayNumberOf(ms: number): number {
  return Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS)
}

/** The instant (ms since 1970) at which `minutes` have passed since midnight in Shanghai of a day YYYY-MM-DD. */
export function instantOf(day: string, minutes = 0): number {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI_OFFSET_MS + minutes * 60_000
}

/** The day after a day, both YYYY-MM-DD. */
export function nextDay(day: string): string {
  return dayOf(instantOf(day) + DAY_MS)
}

/** 0 is Sunday. @param day YYYY-MM-DD */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** What a calendar and a clock in Shanghai show at one instant. */
export interface ShanghaiTime {
  year: number
  /** 1–12 */
  month: number
  day: number
  hour: number
  minute: number
  /** 0 is Sunday. */
  weekday: number
  /** Days since 1970 in Shanghai. */
  dayNumber: number
}

/** What a calendar and a clock in Shanghai show. @param ms since 1970 */
export function shanghaiTime(ms: number): ShanghaiTime {
  const date = new Date(ms + SHANGHAI_OFFSET_MS)
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), weekday: date.getUTCDay(),
    dayNumber: dayNumberOf(ms)
  }
}

/** A span of days, YYYY-MM-DD, both ends included; null ends are open. */
export interface DaySpan {
  from: string | null
  until: string | null
}

/** Whether a day, YYYY-MM-DD, lies in a span of days. */
export function isWithin(day: string, { from, until }: DaySpan): boolean {
  return (from === null || from <= day) && (until === null || day <= until)
}
