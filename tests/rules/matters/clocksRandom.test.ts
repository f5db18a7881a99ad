/**
 * Random lives of a clock: it waits, changes hands, gets and loses windows without signal, is escalated, and the
 * calendar changes. Whatever happened, each deadline is that of a slow reference, and its sum says so minute by minute.
 */
import fc from 'fast-check'
import type { Due } from '../../../src/contract/due'
import { assignTo } from '../../../server/matters/assignment'
import { clockRuns, dated, inHandsOf, newClock, type ClockDeps } from '../../../server/matters/clocks'
import { dueSums } from '../../../server/matters/dueSums'
import type { StoredClock, StoredNoSignal } from '../../../server/matters/matterFields'
import type { Candidate } from '../../../server/matters/route'
import { readSettings } from '../../../server/settings'
import { Calendar } from '../../../server/workingTime/calendar'
import { endurance, seed } from '../../setup/endurance'
import {
  isWeekend, slowAccept, slowPromise, slowWhat, type SlowCalendar, type SlowCase, type SlowWindow
} from './clockReference'

const RUNS = endurance({ short: 60, long: 1500 })
const START = Date.parse('2026-01-01T00:00:00+08:00')
const DAY = 1440
const DAYS = 365
const msOf = (minute: number): number => START + minute * 60_000
const dayText = (day: number): string => new Date(START + day * DAY * 60_000 + 8 * 3600_000).toISOString().slice(0, 10)

const windowArb: fc.Arbitrary<SlowWindow> = fc.oneof(
  fc.record({
    weekday: fc.integer({ min: 1, max: 5 }),
    from: fc.integer({ min: 0, max: 1000 }),
    length: fc.integer({ min: 1, max: 240 })
  }).map(({ weekday, from, length }) => ({ weekday, from, until: Math.min(from + length, DAY) })),
  fc.record({ from: fc.integer({ min: 0, max: 90 * DAY }), length: fc.integer({ min: 1, max: 3 * DAY }) })
    .map(({ from, length }) => ({ weekday: null, from, until: from + length }))
)
const calendarArb: fc.Arbitrary<SlowCalendar> = fc.record({
  off: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 8 }),
  worked: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 6 })
}).map(({ off, worked }) => {
  const free = new Set(off.flatMap(day => [day, day + 1]))
  return { off: free, worked: new Set(worked.filter(day => isWeekend(day) && !free.has(day))) }
})
const stepArb = fc.record({
  after: fc.integer({ min: 1, max: 4 * DAY }),
  what: fc.constantFrom('ask', 'answer', 'handBack', 'reassign', 'escalate', 'accept', 'windows', 'holidays'),
  windows: fc.array(windowArb, { maxLength: 3 }),
  calendar: calendarArb
})
const lifeArb = fc.record({
  start: fc.integer({ min: 0, max: 30 * DAY }),
  special: fc.boolean(),
  workingDays: fc.integer({ min: 0, max: 12 }),
  calendarDays: fc.integer({ min: 0, max: 15 }),
  windows: fc.array(windowArb, { maxLength: 3 }),
  calendar: calendarArb,
  steps: fc.array(stepArb, { maxLength: 12 })
})

/** A matter as far as its clock goes, and beside it what the reference is told. */
class Life {
  clock: StoredClock
  waitingSince: Date | null = null
  deps: ClockDeps
  acceptFrom: number | null
  promise: { from: number; workingDays: number; calendarDays: number }
  readonly waits: Array<{ from: number; until: number }> = []
  readonly stints: Array<{ since: number; windows: readonly SlowWindow[] }> = []

  constructor(private readonly given: { start: number; special: boolean; workingDays: number; calendarDays: number },
    public calendar: SlowCalendar, windows: readonly SlowWindow[]) {
    this.deps = depsOf(calendar)
    const { start, workingDays, calendarDays } = given
    this.promise = { from: start, workingDays, calendarDays }
    this.acceptFrom = start
    this.clock = newClock({ from: new Date(msOf(start)), workingDays, calendarDays }, msOf(start), this.deps)
    this.assign(start, windows)
  }

  assign(minute: number, windows: readonly SlowWindow[]): void {
    this.acceptFrom = minute
    this.stints.push({ since: minute, windows })
    this.clock = assignTo(
      { chosen: candidate(windows), next: [] },
      { now: msOf(minute), special: this.given.special, clock: this.answer(minute) }, this.deps
    ).clock
  }

  /** Whatever ends the waiting. */
  answer(minute: number): StoredClock {
    if (!this.waitingSince) return this.clock
    this.waits.push({ from: (this.waitingSince.getTime() - START) / 60_000, until: minute })
    const after = clockRuns(
      { waitingOn: 'resident', waitingSince: this.waitingSince, clock: this.clock, expectedBy: null },
      msOf(minute), this.deps
    )
    this.waitingSince = null
    return after.clock
  }

  step(
    minute: number,
    { what, windows, calendar }: { what: string; windows: readonly SlowWindow[]; calendar: SlowCalendar }
  ): void {
    switch (what) {
      case 'ask': this.waitingSince ??= new Date(msOf(minute)); break
      case 'answer': this.clock = this.answer(minute); break
      case 'handBack':
      case 'reassign': this.assign(minute, windows); break
      case 'escalate': {
        this.promise = { ...this.promise, workingDays: this.promise.workingDays + (this.given.special ? 3 : 5) }
        this.assign(minute, windows)
        const { promise } = this.clock
        this.clock = { ...this.clock, promise: promise && { ...promise, workingDays: this.promise.workingDays } }
        break
      }
      case 'accept': this.acceptFrom = null; this.clock = dated({ ...this.clock, accept: null }, this.deps).clock; break
      case 'windows':
        this.stints.push({ since: minute, windows })
        this.clock = inHandsOf(windows.map(stored), this.clock, msOf(minute))
        break
      default: this.calendar = calendar; this.deps = depsOf(calendar)
    }
  }
}

const stored = (window: SlowWindow, index: number): StoredNoSignal => ({
  id: String(index),
  weekly: window.weekday === null ? null : { weekday: window.weekday, from: window.from, until: window.until },
  once: window.weekday === null ? { from: new Date(msOf(window.from)), until: new Date(msOf(window.until)) } : null
})
const candidate = (windows: readonly SlowWindow[]): Candidate => ({
  id: 'a'.repeat(24), name: 'name', phone: '13900000001', phoneIndex: 'index', rank: 'police', active: true, leave: [],
  noSignal: windows.map(stored), level: 'named', kind: 'officer', from: null, until: null
})
function depsOf({ off, worked }: SlowCalendar): ClockDeps {
  const days = (set: ReadonlySet<number>) => [...set].filter(day => day < DAYS).map(dayText)
  return {
    settings: readSettings(),
    calendar: new Calendar({ 2026: { off: days(off).map(day => `${day}/${day}`), worked: days(worked) } })
  }
}

/** The sum of a deadline has no gaps, ends at the deadline, and says of every minute what the reference says. */
function checkSum(due: Due, end: number, given: SlowCase, middle: number): void {
  const minuteOf = (text: string): number => (Date.parse(text) - START) / 60_000
  let at = minuteOf(due.from)
  for (const { what, from, until } of due.steps) {
    expect(minuteOf(from)).toBe(at)
    for (at = minuteOf(from); at < minuteOf(until); at++) {
      const said = what === 'startDay' ? 'counts' : what
      if (slowWhat(at, given, at >= middle) !== said)
        throw new Error(`At ${new Date(msOf(at)).toISOString()} the sum says ${what}.`)
    }
  }
  expect(at).toBe(end)
  expect(due.by).toBe(new Date(msOf(end)).toISOString())
}

test('every deadline is that of the slow reference, and opens into a sum that adds up', () => {
  fc.assert(fc.property(lifeArb, ({ steps, windows, calendar, ...given }) => {
    const life = new Life(given, calendar, windows)
    let minute = given.start
    for (const step of steps) life.step(minute += step.after, step)
    const { clock, deps } = life
    const slow: SlowCase = { calendar: life.calendar, waits: life.waits, stints: life.stints }
    const { middle, end } = slowPromise(life.promise.from, life.promise.workingDays, life.promise.calendarDays, slow)
    const found = dated(clock, deps).expectedBy
    expect(found?.toISOString()).toBe(new Date(msOf(end)).toISOString())
    const acceptEnd = life.acceptFrom === null ? null : slowAccept(life.acceptFrom, given.special ? 120 : 240, slow)
    const sums = dueSums({
      open: true, clock, expectedBy: found, acceptBy: acceptEnd === null ? null : new Date(msOf(acceptEnd)),
      waitingOn: life.waitingSince ? 'resident' : null, waitingSince: life.waitingSince
    }, msOf(minute), deps)
    checkSum(sums.expectedBy!, end, slow, middle)
    if (acceptEnd === null) expect(sums.acceptBy).toBeNull()
    else checkSum(sums.acceptBy!, acceptEnd, slow, Infinity)
  }), { seed: seed(), numRuns: RUNS })
})
