/** When the clocks of a matter stand still. Instants are ms since 1970 unless they are Dates; days are YYYY-MM-DD. */
import { dayOf, instantOf, nextDay, weekdayOf } from '../../src/contract/day'
import type { Hold } from '../workingTime/running'
import type { StoredClock, StoredHold, StoredNoSignal } from './matterFields'

/** The holds of a clock that may touch a day: those that have ended, and the assignee's windows. */
export function holdsOn({ holds, noSignal }: StoredClock, day: string): Hold[] {
  const ended = holds.map(({ from, until, why }) => ({ from: from.getTime(), until: until.getTime(), why }))
  return [...ended, ...windowsOn(noSignal, day)]
}

/** The assignee's windows on a day, as far as they are in force. */
function windowsOn({ since, windows }: StoredClock['noSignal'], day: string): Hold[] {
  return windows.flatMap(window => {
    const span = spanOn(window, day)
    if (!span) return []
    const from = Math.max(span.from, since.getTime())
    return from < span.until ? [{ from, until: span.until, why: 'noSignal' as const }] : []
  })
}

function spanOn({ weekly, once }: StoredNoSignal, day: string): { from: number; until: number } | null {
  if (once) return { from: once.from.getTime(), until: once.until.getTime() }
  if (!weekly || weekly.weekday !== weekdayOf(day)) return null
  return { from: instantOf(day, weekly.from), until: instantOf(day, weekly.until) }
}

/**
 * Every hold up to an instant, with the assignee's windows so far, in order; those of one reason that touch are one.
 */
export function earlierHolds(clock: StoredClock, now: number): StoredHold[] {
  if (clock.noSignal.windows.length === 0) return clock.holds
  const spans: Hold[] = []
  const last = dayOf(now)
  for (let day = dayOf(clock.noSignal.since.getTime()); day <= last; day = nextDay(day)) {
    for (const { from, until, why } of windowsOn(clock.noSignal, day)) {
      if (from < now) spans.push({ from, until: Math.min(until, now), why })
    }
  }
  const all = [...clock.holds, ...spans.map(({ from, until, why }) =>
    ({ from: new Date(from), until: new Date(until), why }))]
  return joined(all.sort((a, b) => a.from.getTime() - b.from.getTime()))
}

function joined(holds: readonly StoredHold[]): StoredHold[] {
  const done: StoredHold[] = []
  for (const hold of holds) {
    const before = done.findLast(({ why }) => why === hold.why)
    if (before && hold.from <= before.until) before.until = new Date(Math.max(+before.until, +hold.until))
    else done.push({ ...hold })
  }
  return done
}

/** Since when the assignee has no signal at an instant; null when there is a signal. */
export function noSignalSince({ noSignal }: StoredClock, now: number): number | null {
  const open = windowsOn(noSignal, dayOf(now)).filter(({ from, until }) => from <= now && now < until)
  return open.length === 0 ? null : Math.min(...open.map(({ from }) => from))
}
