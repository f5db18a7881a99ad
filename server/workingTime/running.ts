/**
 * A clock that runs until its time is used up and says what it did on the way: which spans counted, and which were
 * skipped and why. The end and its explanation come from one walk, so they can't differ. Instants are ms since 1970,
 * days those of Shanghai.
 */
import { DAY_MS, dayOf, instantOf, nextDay } from '../../src/contract/day'
import type { DueStep, HoldReason } from '../../src/contract/due'
import type { WorkingHours } from '../../src/contract/workingHours'
import { CalendarNotCovered, type Calendar } from './calendar'

/** A span in which a clock stands still. */
export interface Hold {
  from: number
  until: number
  why: HoldReason
}

/** One span of a walk: the clock ran (`counts`), or did not and why. */
export interface Step {
  what: DueStep['what']
  from: number
  until: number
  /** The span lies on a weekend day that is worked. */
  makeUp: boolean
}

/** Where a clock runs. `holdsOn` gives the holds that touch a day, in any order, overlapping or not. */
export interface Course {
  calendar: Calendar
  hours: WorkingHours
  holdsOn(day: string): readonly Hold[]
}

/** The walk of one clock: its end, and spans without gaps from its beginning to its end. */
export interface Walk {
  end: number
  steps: Step[]
}

/** No clock is followed further than this, so that holds without an end can't keep the walk going. */
const DAYS_MOST = 3700

/**
 * Lets a clock run for `ms`, in working time or, with `calendarTime`, at all hours of every day. It stands still in the
 * holds. The end belongs to the span that used the time up: 30 minutes from 11:30 end at 12:00, not at 13:30.
 * @throws CalendarNotCovered when the end lies beyond the calendar
 */
export function walk(from: number, ms: number, course: Course, calendarTime = false): Walk {
  const steps: Step[] = []
  if (ms === 0) return { end: from, steps }
  let left = ms
  let day = dayOf(from)
  for (let days = 0; days < DAYS_MOST; days++, day = nextDay(day)) {
    for (const step of calendarTime ? allDay(day, course) : workingDay(day, course)) {
      if (step.until <= from) continue
      const begin = Math.max(step.from, from)
      const runs = step.what === 'counts'
      const end = runs && begin + left <= step.until ? begin + left : null
      put(steps, { ...step, from: begin, until: end ?? step.until })
      if (end !== null) return { end, steps }
      if (runs) left -= step.until - begin
    }
  }
  throw new CalendarNotCovered(day)
}

/** Adds a span; one that continues the span before becomes part of it. */
function put(steps: Step[], step: Step): void {
  const last = steps.at(-1)
  if (last?.what === step.what && last.makeUp === step.makeUp && isJoined(step)) last.until = step.until
  else steps.push(step)
}

/** Spans that count are kept by day, so that days can be counted. */
function isJoined({ what, from }: Step): boolean {
  return what !== 'counts' || instantOf(dayOf(from)) !== from
}

function workingDay(day: string, { calendar, hours, holdsOn }: Course): Step[] {
  const [from, until] = [instantOf(day), instantOf(day) + DAY_MS]
  const kind = calendar.kindOf(day)
  if (kind === 'weekend' || kind === 'holiday') return [{ what: kind, from, until, makeUp: false }]
  const makeUp = kind === 'makeUp'
  const holds = holdsOn(day)
  const steps: Step[] = []
  let at = from
  for (const span of hours) {
    const [opens, closes] = [instantOf(day, span.from), instantOf(day, span.until)]
    if (opens > at) steps.push({ what: 'outsideHours', from: at, until: opens, makeUp })
    steps.push(...without({ from: opens, until: closes }, holds, makeUp))
    at = closes
  }
  if (until > at) steps.push({ what: 'outsideHours', from: at, until, makeUp })
  return steps
}

function allDay(day: string, { holdsOn }: Course): Step[] {
  const from = instantOf(day)
  return without({ from, until: from + DAY_MS }, holdsOn(day), false)
}

/** A span cut at the holds. Where holds overlap, waiting for the resident is named: it began with a question to him. */
function without(span: { from: number; until: number }, holds: readonly Hold[], makeUp: boolean): Step[] {
  const inside = holds.filter(({ from, until }) => from < span.until && until > span.from)
  if (inside.length === 0) return [{ ...span, what: 'counts', makeUp }]
  const cuts = [span.from, span.until, ...inside.flatMap(({ from, until }) => [from, until])]
    .filter(at => at >= span.from && at <= span.until)
  const sorted = [...new Set(cuts)].sort((a, b) => a - b)
  return sorted.slice(1).map((until, index) => {
    const from = sorted[index]!
    return { what: whatOf(inside.filter(hold => hold.from <= from && hold.until >= until)), from, until, makeUp }
  })
}

function whatOf(holds: readonly Hold[]): Step['what'] {
  if (holds.length === 0) return 'counts'
  return holds.some(({ why }) => why === 'waitingForResident') ? 'waitingForResident' : 'noSignal'
}
