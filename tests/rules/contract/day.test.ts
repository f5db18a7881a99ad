import { DAY_MS, dayOf, instantOf, isWithin, nextDay } from '../../../src/contract/day'

const utc = (text: string) => Date.parse(`${text}Z`)

describe('days of Shanghai', () => {
  test.each([
    ['2026-11-24T15:59:59.999', '2026-11-24'],
    ['2026-11-24T16:00:00.000', '2026-11-25'],
    ['2025-12-31T16:00:00', '2026-01-01'],
    ['2026-11-24T00:00:00', '2026-11-24']
  ])('%s UTC falls on %s', (instant, day) => expect(dayOf(utc(instant))).toBe(day))

  test.each([
    [[], '2026-11-23T16:00'],
    [[0], '2026-11-23T16:00'],
    [[1], '2026-11-23T16:01'],
    [[510], '2026-11-24T00:30'],
    [[1440], '2026-11-24T16:00']
  ] as const)('the instant of 2026-11-24 with the minutes %j is %s UTC', (minutes, instant) => {
    expect(instantOf('2026-11-24', ...minutes)).toBe(utc(instant))
  })

  test.each([
    ['2026-11-24', '2026-11-25'],
    ['2026-11-30', '2026-12-01'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2026-02-28', '2026-03-01']
  ])('after %s comes %s', (day, next) => expect(nextDay(day)).toBe(next))

  test('a day has 86,400 seconds', () => expect(DAY_MS).toBe(86_400_000))
})

describe('a span of days', () => {
  const DAY = '2026-11-24'
  test.each([
    [{ from: null, until: null }, true],
    [{ from: DAY, until: DAY }, true],
    [{ from: '2026-11-23', until: '2026-11-25' }, true],
    [{ from: '2026-11-25', until: null }, false],
    [{ from: null, until: '2026-11-23' }, false],
    [{ from: DAY, until: null }, true],
    [{ from: null, until: DAY }, true],
    [{ from: '2026-11-25', until: '2026-11-26' }, false],
    [{ from: '2026-11-22', until: '2026-11-23' }, false]
  ])('%j holds 2026-11-24: %p', (span, held) => expect(isWithin(DAY, span)).toBe(held))
})
