import {
  acceptMinutes, chiefDeadline, clockRuns, dated, deadlinesOf, deskDeadline, editionOf, inHandsOf, newClock, promiseOf,
  UNDATED
} from '../../../server/matters/clocks'
import type { StoredClock, StoredHold, StoredNoSignal } from '../../../server/matters/matterFields'
import { readSettings } from '../../../server/settings'
import { Calendar, readCalendar } from '../../../server/workingTime/calendar'

const deps = { settings: readSettings(), calendar: readCalendar() }
const at = (text: string) => Date.parse(`${text}+08:00`)
const TUESDAY = at('2026-11-24T09:00')
/** The calendar ends on this day. */
const LAST_DAY = '2026-12-31'

const accepting = (from: number, special: boolean): StoredClock =>
  ({ ...newClock(null, from, deps), accept: { from: new Date(from), minutes: acceptMinutes(special, deps) } })
const promising = (from: number, workingDays: number, calendarDays = 0, holds: StoredHold[] = []): StoredClock =>
  ({ ...newClock({ from: new Date(from), workingDays, calendarDays }, from, deps), holds })
const waited = (from: string, until: string): StoredHold =>
  ({ from: new Date(at(from)), until: new Date(at(until)), why: 'waitingForResident' })
const endOf = (clock: StoredClock) => deadlinesOf(clock, deps).expectedBy

describe('the time to accept', () => {
  test.each([
    ['usual', TUESDAY, false, at('2026-11-24T14:30')], ['special', TUESDAY, true, at('2026-11-24T11:00')],
    ['usual, on the last evening of the calendar', at(`${LAST_DAY}T17:00`), false, null]
  ])('%s', (_which, from, special, until) =>
    expect(deadlinesOf(accepting(from, special), deps).acceptBy?.getTime() ?? null).toBe(until))

  test('the desk comes four working hours later, the chief a working day later, as the settings say', () => {
    expect(deskDeadline(at('2026-11-24T14:30'), deps)).toBe(at('2026-11-25T09:30'))
    expect(deskDeadline(at(`${LAST_DAY}T14:30`), deps)).toBeNull()
    expect(chiefDeadline(at('2026-11-24T14:30'), deps)).toBe(at('2026-11-25T17:30'))
    const settings = { ...deps.settings, ladder: { deskAfterHours: 1, chiefAfterDays: 2 } }
    expect(deskDeadline(at('2026-11-24T14:30'), { ...deps, settings })).toBe(at('2026-11-24T15:30'))
    expect(chiefDeadline(at('2026-11-24T14:30'), { ...deps, settings })).toBe(at('2026-11-26T17:30'))
  })
})

describe('the promised end', () => {
  const promise = (timeLimitDays: number | null | undefined, timeUnit: 'working' | 'calendar' | 'appointment') => ({
    timeLimitDays,
    timeUnit
  })
  test.each([
    ['paperwork, 3 working days', promise(3, 'working'), 'paperwork', false, at('2026-11-27T17:30')],
    [
      'paperwork of a special group: no visit, the same',
      promise(3, 'working'),
      'paperwork',
      true,
      at('2026-11-27T17:30')
    ],
    ['a visit within 5 working days first', promise(3, 'working'), 'homeVisit', false, at('2026-12-04T17:30')],
    ['a special visit within 3', promise(3, 'working'), 'homeVisit', true, at('2026-12-02T17:30')],
    ['paperwork, 10 calendar days: to the minute', promise(10, 'calendar'), 'paperwork', false, at('2026-12-04T09:00')],
    ['a visit, then 10 calendar days', promise(10, 'calendar'), 'homeVisit', false, at('2026-12-11T17:30')],
    ['at once', promise(0, 'working'), 'paperwork', false, TUESDAY],
    ['at once, at a visit', promise(0, 'working'), 'homeVisit', false, at('2026-12-01T17:30')],
    ['by appointment', promise(3, 'appointment'), 'homeVisit', false, null],
    ['nothing that can be counted', promise(null, 'working'), 'homeVisit', false, null],
    ['nothing at all', promise(undefined, 'calendar'), 'paperwork', false, null],
    ['beyond the calendar', promise(60, 'working'), 'paperwork', false, null]
  ] as const)('%s', (_what, item, channel, special, end) => {
    const made = promiseOf(
      TUESDAY, { ...item, timeLimitDays: item.timeLimitDays as number | null }, channel, special, deps
    )
    expect(endOf(newClock(made, TUESDAY, deps))?.getTime() ?? null).toBe(end)
  })

  test('waiting over a weekend counts its working time once: Friday 16:00 to Monday 9:30 are 2.5 hours', () => {
    const held = waited('2026-11-27T16:00', '2026-11-30T09:30')
    expect(endOf(promising(TUESDAY, 8, 0, [held]))).toEqual(new Date(at('2026-12-07T11:00')))
  })

  test('two waits that overlap count once; what begins after the end counts nothing', () => {
    const [one, other] = [waited('2026-11-24T14:00', '2026-11-24T16:00'), waited('2026-11-24T15:00', '2026-11-24T17:00')]
    expect(endOf(promising(TUESDAY, 3, 0, [one, other]))).toEqual(new Date(at('2026-11-30T11:30')))
    const late = waited('2026-12-01T09:00', '2026-12-02T09:00')
    expect(endOf(promising(TUESDAY, 3, 0, [late]))).toEqual(new Date(at('2026-11-27T17:30')))
  })

  test('days of any kind stand still for as long as the wait lasted, nights and weekends included', () => {
    const held = waited('2026-11-27T16:00', '2026-11-30T16:00')
    expect(endOf(promising(TUESDAY, 0, 10, [held]))).toEqual(new Date(at('2026-12-07T09:00')))
  })

  test('another calendar moves the end, and is another edition', () => {
    const holidays = { 2026: { off: ['2026-01-01/2026-01-03', '2026-11-26/2026-11-27'], worked: ['2026-11-28'] } }
    const other = { ...deps, calendar: new Calendar(holidays) }
    expect(deadlinesOf(promising(TUESDAY, 3), other).expectedBy).toEqual(new Date(at('2026-11-30T17:30')))
    expect(editionOf(other)).not.toBe(editionOf(deps))
    expect(editionOf({ ...deps, calendar: readCalendar() })).toBe(editionOf(deps))
  })
})

describe('after the resident owed something', () => {
  const wait = (since: number, now: number, clock = promising(TUESDAY, 3)) =>
    clockRuns({ waitingOn: 'resident', waitingSince: new Date(since), clock, expectedBy: endOf(clock) }, now, deps)

  test('the end moves by the working time that passed, and nobody is waited for any more', () => {
    expect(wait(at('2026-11-24T11:00'), at('2026-11-24T14:30'))).toMatchObject({
      waitingOn: null, waitingSince: null, expectedBy: new Date(at('2026-11-30T10:30')),
      clock: { holds: [waited('2026-11-24T11:00', '2026-11-24T14:30')] }
    })
    expect(wait(at('2026-11-24T11:00'), at('2026-11-24T11:00'))).toMatchObject({
      expectedBy: new Date(at('2026-11-27T17:30')), clock: { holds: [] }
    })
  })

  test('no end stays no end; an end beyond the calendar is not guessed', () => {
    const nothing = newClock(null, TUESDAY, deps)
    expect(wait(at('2026-11-24T11:00'), at('2026-11-24T14:30'), nothing).expectedBy).toBeNull()
    const late = promising(at(`${LAST_DAY}T09:00`), 0, 1)
    expect(wait(at(`${LAST_DAY}T09:00`), at(`${LAST_DAY}T14:30`), late).expectedBy).toEqual(new Date(at('2027-01-01T14:30')))
    const edge = promising(at('2026-12-30T09:00'), 1)
    expect(wait(at('2026-12-30T11:00'), at('2026-12-30T14:30'), edge).expectedBy).toBeNull()
  })

  test('a clock that runs already is left alone', () => {
    const clock = promising(TUESDAY, 3)
    const running = { waitingOn: null, waitingSince: null, clock, expectedBy: endOf(clock) }
    expect(clockRuns(running, at('2026-12-24T14:30'), deps)).toEqual(running)
  })
})

describe('without signal', () => {
  const weekly = (weekday: number, from: number, until: number): StoredNoSignal =>
    ({ id: `${weekday}-${from}`, weekly: { weekday, from, until }, once: null })
  const MORNINGS = weekly(3, 510, 720)
  const since = (windows: StoredNoSignal[], clock: StoredClock, now: number) => inHandsOf(windows, clock, now)

  test('every Wednesday morning: the promise and the time to accept stand still then', () => {
    expect(endOf(since([MORNINGS], promising(TUESDAY, 3), TUESDAY))).toEqual(new Date(at('2026-11-30T12:00')))
    const late = at('2026-11-24T16:30')
    expect(deadlinesOf(since([MORNINGS], accepting(late, false), late), deps).acceptBy)
      .toEqual(new Date(at('2026-11-25T16:30')))
  })

  test('windows that overlap, or lie in a wait, count once', () => {
    const once: StoredNoSignal = {
      id: 'once', weekly: null, once: { from: new Date(at('2026-11-25T08:00')), until: new Date(at('2026-11-25T10:00')) }
    }
    const held = waited('2026-11-25T08:30', '2026-11-25T14:30')
    const clock = { ...promising(TUESDAY, 3), holds: [held] }
    expect(endOf(since([MORNINGS, once, weekly(3, 600, 720)], clock, TUESDAY))).toEqual(new Date(at('2026-11-30T14:30')))
  })

  test('in other hands the windows of the first person end; what they held up stays', () => {
    const first = since([MORNINGS], promising(TUESDAY, 3), TUESDAY)
    const passed = inHandsOf([], first, at('2026-11-25T10:30'))
    expect(passed.holds).toEqual([
      { from: new Date(at('2026-11-25T08:30')), until: new Date(at('2026-11-25T10:30')), why: 'noSignal' }
    ])
    expect(endOf(passed)).toEqual(new Date(at('2026-11-30T10:30')))
  })

  test('windows entered later hold from then on only', () => {
    const clock = since([MORNINGS], promising(TUESDAY, 3), at('2026-11-25T11:00'))
    expect(endOf(clock)).toEqual(new Date(at('2026-11-30T09:30')))
    expect(dated(clock, deps).expectedBy).toEqual(endOf(clock))
  })

  test('a window in which the assignee never has a signal ends no clock and no loop', () => {
    const always = Array.from({ length: 7 }, (_, weekday) => weekly(weekday, 0, 1440))
    expect(deadlinesOf(since(always, promising(TUESDAY, 3), TUESDAY), deps).expectedBy).toBeNull()
    expect(deadlinesOf(since(always, promising(TUESDAY, 0, 5), TUESDAY), deps).expectedBy).toBeNull()
  })
})

test('what has no deadline comes after every date', () =>
  expect(UNDATED.toISOString()).toBe('9999-12-31T00:00:00.000Z'))
