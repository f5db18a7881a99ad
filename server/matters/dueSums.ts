/** Opens the deadlines of a matter into the spans of which they are made. */
import { dayOf } from '../../src/contract/day'
import type { Due, Dues, DueStep } from '../../src/contract/due'
import type { Step, Walk } from '../workingTime/running'
import { acceptWalk, promiseWalk, type ClockDeps } from './clocks'
import { noSignalSince } from './holds'
import type { StoredMatter } from './matterFields'
import { iso } from './present'

type Clocked = Pick<StoredMatter, 'open' | 'clock' | 'acceptBy' | 'expectedBy' | 'waitingOn' | 'waitingSince'>

/** Both deadlines with their sums. @param now ms since 1970 */
export function dueSums(stored: Clocked, now: number, deps: ClockDeps): Dues {
  const { clock, acceptBy, expectedBy } = stored
  const { accept, promise } = clock
  const shared = {
    minutesOfDay: deps.settings.workingHours.reduce((sum, { from, until }) => sum + until - from, 0),
    standsStill: standsStill(stored, now)
  }
  return {
    acceptBy: accept && {
      ...shared, from: accept.from.toISOString(), by: iso(acceptBy), minutes: accept.minutes,
      workingDays: 0, calendarDays: 0, steps: stepsOf(acceptWalk(clock, deps))
    },
    expectedBy: promise && {
      ...shared, from: promise.from.toISOString(), by: iso(expectedBy), minutes: null,
      workingDays: promise.workingDays, calendarDays: promise.calendarDays,
      steps: stepsOf(promiseWalk(clock, deps), promise.workingDays > 0 ? dayOf(promise.from.getTime()) : null)
    }
  }
}

function standsStill({ open, clock, waitingOn, waitingSince }: Clocked, now: number): Due['standsStill'] {
  if (!open) return null
  if (waitingOn === 'resident' && waitingSince) return { why: 'waitingForResident', since: waitingSince.toISOString() }
  const since = noSignalSince(clock, now)
  return since === null ? null : { why: 'noSignal', since: new Date(since).toISOString() }
}

/** @param startDay the day that does not count as one of the days; null where the time is not counted in days */
function stepsOf(found: Walk | null, startDay: string | null = null): DueStep[] {
  return (found?.steps ?? []).map(step => ({
    what: step.what === 'counts' && isOn(step, startDay) ? 'startDay' : step.what,
    from: new Date(step.from).toISOString(),
    until: new Date(step.until).toISOString(),
    makeUp: step.makeUp
  }))
}

function isOn({ from }: Step, day: string | null): boolean {
  return day !== null && dayOf(from) === day
}
