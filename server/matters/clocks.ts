import type { Channel } from '../../src/contract/catalogue'
import type { Deps } from '../deps'
import { CalendarNotCovered } from '../workingTime/calendar'
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../workingTime/clock'
import type { CatalogueItemFields } from '../ground/catalogueModel'
import { DAY_MS } from '../../src/contract/day'
import type { StoredMatter } from './matterFields'

/** Stands for a missing deadline: in an order by deadline such matters come last. */
export const UNDATED = new Date('9999-12-31T00:00:00Z')

type ClockDeps = Pick<Deps, 'settings' | 'calendar'>

/**
 * The deadline for accepting, ms since 1970; null when the holiday calendar doesn't reach so far: it is never guessed.
 */
export function acceptDeadline(from: number, special: boolean, deps: ClockDeps): number | null {
  const { usualHours, specialHours } = deps.settings.acceptWithin
  return covered(() =>
    addWorkingMinutes(from, (special ? specialHours : usualHours) * 60, deps.calendar, deps.settings.workingHours)
  )
}

/**
 * When the station desk is offered a matter that nobody accepted: the usual time to accept after `acceptBy`. ms since
 * 1970; null when the holiday calendar doesn't reach so far.
 */
export function deskDeadline(acceptBy: number, deps: ClockDeps): number | null {
  return covered(() =>
    addWorkingMinutes(acceptBy, deps.settings.acceptWithin.usualHours * 60, deps.calendar, deps.settings.workingHours)
  )
}

/** The chief hears of a matter that nobody accepted this many working days after the time to accept. */
const CHIEF_AFTER_DAYS = 1

/** When the chief is told; ms since 1970, null when the holiday calendar doesn't reach so far. */
export function chiefDeadline(acceptBy: number, { calendar, settings }: ClockDeps): number | null {
  return covered(() => addWorkingDays(acceptBy, CHIEF_AFTER_DAYS, calendar, settings.workingHours))
}

/**
 * The promised end, ms since 1970: the item's promise, which for a visit starts when the days for the visit are over.
 * null where the item promises nothing that can be counted, or the calendar doesn't reach so far.
 */
export function promisedEnd(
  from: number,
  item: Pick<CatalogueItemFields, 'timeLimitDays' | 'timeUnit'>,
  channel: Channel,
  special: boolean,
  deps: ClockDeps
): number | null {
  const { timeLimitDays, timeUnit } = item
  if (timeLimitDays == null || timeUnit === 'appointment') return null
  const { usualDays, specialDays } = deps.settings.visitWithin
  const visitDays = channel === 'homeVisit' ? (special ? specialDays : usualDays) : 0
  return covered(() => {
    const workingDays = visitDays + (timeUnit === 'working' ? timeLimitDays : 0)
    const end = workingDays > 0 ? addWorkingDays(from, workingDays, deps.calendar, deps.settings.workingHours) : from
    return timeUnit === 'calendar' ? end + timeLimitDays * DAY_MS : end
  })
}

/** Moves the promised end by the working time during which the resident owed something: the clock stood still then. */
function afterWaiting(
  expectedBy: number | null,
  waitedFrom: number,
  now: number,
  deps: ClockDeps
): number | null {
  if (expectedBy === null) return null
  const {
    calendar,
    settings: { workingHours }
  } = deps
  return covered(() =>
    addWorkingMinutes(
      expectedBy,
      workingMinutesBetween(waitedFrom, now, calendar, workingHours),
      calendar,
      workingHours
    )
  )
}

/** The fields of a matter that stand still while the resident owes something. */
type Waiting = Pick<StoredMatter, 'waitingOn' | 'waitingSince' | 'expectedBy'>

/**
 * The fields with which the clock of a matter runs again, whatever ends the waiting: the resident's answer, an
 * appointment, another assignee. The promised end moves by the working time during which the resident owed something.
 * @param now ms since 1970
 */
export function clockRuns({ waitingOn, waitingSince, expectedBy }: Waiting, now: number, deps: ClockDeps): Waiting {
  if (waitingOn === null) return { waitingOn, waitingSince: null, expectedBy }
  const end = afterWaiting(expectedBy?.getTime() ?? null, waitingSince?.getTime() ?? now, now, deps)
  return { waitingOn: null, waitingSince: null, expectedBy: end === null ? null : new Date(end) }
}

function covered(compute: () => number): number | null {
  try {
    return compute()
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null
    throw error
  }
}
