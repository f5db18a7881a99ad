import { instantOf } from '../../contract/day'
import type { NoSignalInput, NoSignalWindow } from '../../contract/noSignal'
import { timeWords, untilWords } from '../../i18n/dates'
import { noSignal as words } from '../../i18n/zh/noSignal'
import type { Slot } from '../halfHours'

export type Kind = 'weekly' | 'once'

/** The days of a week in the order in which people say them. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

/** A window in words: 每周三 8:30–12:00. @param now ms since 1970 */
export function windowWords({ weekly, once }: NoSignalWindow, now: number): string {
  if (weekly) {
    return words.weekly(words.weekdays[weekly.weekday] ?? '', `${timeWords(weekly.from)}–${timeWords(weekly.until)}`)
  }
  return once ? words.once(untilWords(once.from, now), untilWords(once.until, now)) : ''
}

/** The window of the form as the API takes it. @param weekday 0 is Sunday */
export function inputOf(kind: Kind, weekday: number, { day, from, until }: Slot): NoSignalInput {
  if (kind === 'weekly') return { weekly: { weekday, from, until } }
  const instant = (minutes: number): string => new Date(instantOf(day, minutes)).toISOString()
  return { once: { from: instant(from), until: instant(until) } }
}
