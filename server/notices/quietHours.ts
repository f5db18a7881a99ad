import { dayOf, instantOf, nextDay } from '../../src/contract/day'
import type { Settings } from '../settings'

const MINUTE_MS = 60_000

/**
 * The first instant from `at` on that is not in the quiet hours, in Shanghai.
 * @param at ms since 1970
 * @param quiet the beginning and the end of the quiet hours, in minutes from midnight; they pass midnight
 * @returns ms since 1970
 */
export function afterQuietHours(at: number, { from, until }: Settings['quietHours']): number {
  const day = dayOf(at)
  const midnight = instantOf(day)
  const minute = (at - midnight) / MINUTE_MS
  if (minute < until) return instantOf(day, until)
  return minute >= from ? instantOf(nextDay(day), until) : at
}
