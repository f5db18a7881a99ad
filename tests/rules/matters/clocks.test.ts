import { acceptDeadline, clockRuns, deskDeadline, promisedEnd, UNDATED } from '../../../server/matters/clocks'
import { readSettings } from '../../../server/settings'
import { readCalendar } from '../../../server/workingTime/calendar'

const deps = { settings: readSettings(), calendar: readCalendar() }
const at = (text: string) => Date.parse(`${text}+08:00`)
const TUESDAY = at('2026-11-24T09:00')
/** The calendar ends on this day. */
const LAST_DAY = '2026-12-31'

describe('the time to accept', () => {
  test.each([
    ['usual', TUESDAY, false, at('2026-11-24T14:30')], ['special', TUESDAY, true, at('2026-11-24T11:00')],
    ['usual, on the last evening of the calendar', at(`${LAST_DAY}T17:00`), false, null]
  ])('%s', (_which, from, special, until) => expect(acceptDeadline(from, special, deps)).toBe(until))

  test('the desk comes after as long again as the usual time', () => {
    expect(deskDeadline(at('2026-11-24T14:30'), deps)).toBe(at('2026-11-25T09:30'))
    expect(deskDeadline(at(`${LAST_DAY}T14:30`), deps)).toBeNull()
  })

  test('settings that make no sense are an error, not a missing deadline', () => {
    const settings = { ...deps.settings, acceptWithin: { usualHours: -1, specialHours: -1 } }
    expect(() => acceptDeadline(TUESDAY, false, { ...deps, settings })).toThrow(RangeError)
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
    expect(
      promisedEnd(TUESDAY, { ...item, timeLimitDays: item.timeLimitDays as number | null }, channel, special, deps)
    ).toBe(end)
  })
})

describe('after the resident owed something', () => {
  const clockOf = (expectedBy: number | null, since: number, now: number) =>
    clockRuns(
      { waitingOn: 'resident', waitingSince: new Date(since), expectedBy: expectedBy === null ? null : new Date(expectedBy) },
      now,
      deps
    )

  test('the end moves by the working time that passed, and nobody is waited for any more', () => {
    expect(clockOf(at('2026-11-27T17:30'), at('2026-11-24T11:00'), at('2026-11-24T14:30'))).toEqual({
      waitingOn: null, waitingSince: null, expectedBy: new Date(at('2026-11-30T10:30'))
    })
    expect(clockOf(at('2026-11-27T15:00'), at('2026-11-24T11:00'), at('2026-11-24T11:00')).expectedBy).toEqual(
      new Date(at('2026-11-27T15:00'))
    )
  })

  test('no end stays no end; an end beyond the calendar is not guessed', () => {
    expect(clockOf(null, at('2026-11-24T11:00'), at('2026-11-24T14:30')).expectedBy).toBeNull()
    expect(clockOf(at(`${LAST_DAY}T17:00`), at('2026-11-24T11:00'), at('2026-11-24T14:30')).expectedBy).toBeNull()
  })

  test('a clock that runs already is left alone', () => {
    const running = { waitingOn: null, waitingSince: null, expectedBy: new Date(at('2026-11-27T17:30')) }
    expect(clockRuns(running, at('2026-12-24T14:30'), deps)).toEqual(running)
  })
})

test('what has no deadline comes after every date', () =>
  expect(UNDATED.toISOString()).toBe('9999-12-31T00:00:00.000Z'))
