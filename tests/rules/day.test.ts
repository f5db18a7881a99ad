import fc from 'fast-check'
import { dayOf, instantOf, isWithin, nextDay, shanghaiTime, weekdayOf } from '../../src/contract/day'

test.each([
  ['on the first day', { from: '2026-11-24', until: '2026-11-30' }, true],
  ['on the last day', { from: '2026-11-01', until: '2026-11-24' }, true],
  ['before it begins', { from: '2026-11-25', until: '2026-11-30' }, false],
  ['after it has ended', { from: '2026-11-01', until: '2026-11-23' }, false],
  ['until further notice', { from: '2026-11-24', until: null }, true],
  ['until further notice, not begun', { from: '2026-11-25', until: null }, false],
  ['open at its beginning', { from: null, until: '2026-11-24' }, true],
  ['open at its beginning, ended', { from: null, until: '2026-11-23' }, false],
  ['open at both ends', { from: null, until: null }, true]
])('a day lies in a span of days: %s', (_, span, within) => {
  expect(isWithin('2026-11-24', span)).toBe(within)
})

test('the clock of Shanghai is eight hours ahead, over midnight and New Year', () => {
  expect(shanghaiTime(Date.parse('2026-12-31T16:05:00Z')))
    .toEqual({ year: 2027, month: 1, day: 1, hour: 0, minute: 5, weekday: 5, dayNumber: 20819 })
  expect(shanghaiTime(Date.parse('2026-12-31T15:59:59Z'))).toMatchObject({
    year: 2026,
    month: 12,
    day: 31,
    hour: 23,
    minute: 59
  })
})

test('day, clock and instant agree at every minute', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100 * 365 * 24 * 60 }), minutes => {
    const ms = minutes * 60_000
    const { hour, minute, weekday, dayNumber } = shanghaiTime(ms)
    expect(instantOf(dayOf(ms), hour * 60 + minute)).toBe(ms)
    expect(weekdayOf(dayOf(ms))).toBe(weekday)
    expect(shanghaiTime(instantOf(nextDay(dayOf(ms)))).dayNumber).toBe(dayNumber + 1)
  }))
})
