/**
 * The deadlines of a matter, worked out from what they are made of (StoredClock): always the same sum, however often
 * the matter changed hands, waited, or the calendar changed. Instants are ms since 1970 unless they are Dates.
 */
import type { Channel } from '../../src/contract/catalogue'
import { DAY_MS } from '../../src/contract/day'
import type { Deps } from '../deps'
import type { CatalogueItemFields } from '../ground/catalogueModel'
import { CalendarNotCovered } from '../workingTime/calendar'
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../workingTime/clock'
import { walk, type Course, type Walk } from '../workingTime/running'
import { earlierHolds, holdsOn } from './holds'
import type { StoredClock, StoredHold, StoredMatter, StoredNoSignal, StoredPromise } from './matterFields'

/** Stands for a missing deadline: in an order by deadline such matters come last. */
export const UNDATED = new Date('9999-12-31T00:00:00Z')

const MINUTE_MS = 60_000

export type ClockDeps = Pick<Deps, 'settings' | 'calendar'>

/** The deadlines that follow from a clock; null where there is none, or the calendar doesn't reach so far. */
export type Deadlines = Pick<StoredMatter, 'acceptBy' | 'expectedBy'>

/** The working minutes in which a matter is to be accepted. */
export function acceptMinutes(special: boolean, { settings: { acceptWithin } }: ClockDeps): number {
  return (special ? acceptWithin.specialHours : acceptWithin.usualHours) * 60
}

/**
 * When the station desk has a matter that nobody accepted; null when the holiday calendar doesn't reach so far. From
 * `acceptBy` on several people may take the matter, so nobody's lack of signal holds the ladder up.
 */
export function deskDeadline(acceptBy: number, { calendar, settings }: ClockDeps): number | null {
  const minutes = settings.ladder.deskAfterHours * 60
  return covered(() => addWorkingMinutes(acceptBy, minutes, calendar, settings.workingHours))
}

/** When the chief is told; null when the holiday calendar doesn't reach so far. */
export function chiefDeadline(acceptBy: number, { calendar, settings }: ClockDeps): number | null {
  return covered(() => addWorkingDays(acceptBy, settings.ladder.chiefAfterDays, calendar, settings.workingHours))
}

/**
 * What is promised from an instant on: the item's promise, which for a visit starts when the days for the visit are
 * over. null where the item promises nothing that can be counted.
 */
export function promiseOf(
  from: number,
  { timeLimitDays, timeUnit }: Pick<CatalogueItemFields, 'timeLimitDays' | 'timeUnit'>,
  channel: Channel,
  special: boolean,
  { settings: { visitWithin } }: ClockDeps
): StoredPromise | null {
  if (timeLimitDays == null || timeUnit === 'appointment') return null
  const visitDays = channel === 'homeVisit' ? (special ? visitWithin.specialDays : visitWithin.usualDays) : 0
  return {
    from: new Date(from),
    workingDays: visitDays + (timeUnit === 'working' ? timeLimitDays : 0),
    calendarDays: timeUnit === 'calendar' ? timeLimitDays : 0
  }
}

/** The clock of a new matter, before it is assigned. @param now ms since 1970 */
export function newClock(promise: StoredPromise | null, now: number, deps: ClockDeps): StoredClock {
  return { accept: null, promise, holds: [], noSignal: { since: new Date(now), windows: [] }, edition: editionOf(deps) }
}

/** Names the calendar and the working hours: deadlines worked out with others are worked out again (redate.ts). */
export function editionOf({ calendar, settings: { workingHours } }: ClockDeps): string {
  return `${calendar.edition} ${workingHours.map(({ from, until }) => `${from}-${until}`).join(' ')}`
}

/** The deadlines of a clock. */
export function deadlinesOf(clock: StoredClock, deps: ClockDeps): Deadlines {
  return { acceptBy: dateOf(acceptWalk(clock, deps)), expectedBy: dateOf(promiseWalk(clock, deps)) }
}

/** How the time to accept runs; null where none runs, or the calendar doesn't reach so far. */
export function acceptWalk(clock: StoredClock, deps: ClockDeps): Walk | null {
  const { accept } = clock
  return accept && covered(() => walk(accept.from.getTime(), minutesToMs(accept.minutes), courseOf(clock, deps)))
}

/** How the promised time runs; null where nothing is promised, or the calendar doesn't reach so far. */
export function promiseWalk(clock: StoredClock, deps: ClockDeps): Walk | null {
  const { promise } = clock
  return promise && covered(() => {
    const course = courseOf(clock, deps)
    const working = walk(promise.from.getTime(), workingMs(promise, course), course)
    const rest = walk(working.end, Math.round(promise.calendarDays * DAY_MS), course, true)
    return { end: rest.end, steps: [...working.steps, ...rest.steps] }
  })
}

/** The working time until the end of the last promised working day, with what is left of the first day. */
function workingMs({ from, workingDays }: StoredPromise, { calendar, hours }: Course): number {
  if (workingDays === 0) return 0
  const start = from.getTime()
  return minutesToMs(
    workingMinutesBetween(start, addWorkingDays(start, workingDays, calendar, hours), calendar, hours)
  )
}

function courseOf(clock: StoredClock, { calendar, settings }: ClockDeps): Course {
  return { calendar, hours: settings.workingHours, holdsOn: day => holdsOn(clock, day) }
}

/** The fields of a matter that stand still while the resident owes something. */
type Waiting = Pick<StoredMatter, 'waitingOn' | 'waitingSince' | 'clock' | 'expectedBy'>

/**
 * The fields with which the clock of a matter runs again, whatever ends the waiting: the resident's answer, an
 * appointment, another assignee. The waiting becomes a hold of the clock.
 * @param now ms since 1970
 */
export function clockRuns(
  { waitingOn, waitingSince, clock, expectedBy }: Waiting, now: number, deps: ClockDeps
): Waiting {
  if (waitingOn === null) return { waitingOn, waitingSince: null, clock, expectedBy }
  const hold: StoredHold = { from: waitingSince ?? new Date(now), until: new Date(now), why: 'waitingForResident' }
  const held = hold.from < hold.until ? { ...clock, holds: [...clock.holds, hold] } : clock
  return { waitingOn: null, waitingSince: null, ...dated(held, deps) }
}

/** A clock with its promised end, worked out with today's calendar. */
export function dated(clock: StoredClock, deps: ClockDeps): Pick<StoredMatter, 'clock' | 'expectedBy'> {
  return { clock: { ...clock, edition: editionOf(deps) }, expectedBy: deadlinesOf(clock, deps).expectedBy }
}

/**
 * The clock in the hands of somebody else, or of the same person with other windows: what the windows in force so far
 * held up stays, the new ones hold from now on.
 * @param now ms since 1970
 */
export function inHandsOf(windows: readonly StoredNoSignal[], clock: StoredClock, now: number): StoredClock {
  return { ...clock, holds: earlierHolds(clock, now), noSignal: { since: new Date(now), windows: [...windows] } }
}

function minutesToMs(minutes: number): number {
  return Math.round(minutes * MINUTE_MS)
}

function dateOf(found: Walk | null): Date | null {
  return found && new Date(found.end)
}

function covered<T>(compute: () => T): T | null {
  try {
    return compute()
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null
    throw error
  }
}
