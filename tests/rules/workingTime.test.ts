import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Calendar, CalendarNotCovered, coverageEnds, readCalendar } from '../../server/workingTime/calendar'
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../../server/workingTime/clock'
import { dayOf, instantOf, nextDay } from '../../src/contract/day'
import { readSettings } from '../../server/settings'

const calendar = readCalendar()
const hours = readSettings().workingHours
const at = (text: string) => Date.parse(`${text}+08:00`)
const add = (start: string, minutes: number) => addWorkingMinutes(at(start), minutes, calendar, hours)
const addDays = (start: string, days: number) => addWorkingDays(at(start), days, calendar, hours)
const between = (a: number, b: number) => workingMinutesBetween(a, b, calendar, hours)

describe('the calendar of 2026', () => {
  it.each([
    ['2026-01-01', false], ['2026-01-03', false], ['2026-01-04', true],
    ['2026-02-14', true], ['2026-02-15', false], ['2026-02-23', false], ['2026-02-24', true], ['2026-02-28', true],
    ['2026-04-06', false], ['2026-05-05', false], ['2026-05-06', true], ['2026-05-09', true],
    ['2026-06-19', false], ['2026-09-20', true], ['2026-09-25', false], ['2026-10-07', false], ['2026-10-10', true],
    ['2026-11-24', true], ['2026-11-28', false], ['2026-11-29', false], ['2026-12-31', true]
  ])('%s worked: %s', (day, worked) => {
    expect(calendar.isWorkday(day)).toBe(worked)
  })

  it('counts the working days of the year: 365 days, 104 weekend days, 19 other days off, 6 ' +
    'worked weekend days', () => {
    let worked = 0
    let weekends = 0
    for (let day = '2026-01-01'; day <= '2026-12-31'; day = nextDay(day)) {
      if (calendar.isWorkday(day)) worked += 1
      if ([0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())) weekends += 1
    }
    expect(weekends).toBe(104)
    expect(worked).toBe(365 - 104 - 19 + 6)
  })

  it('refuses a year without data by name', () => {
    expect(() => calendar.isWorkday('2027-01-01')).toThrow(CalendarNotCovered)
    expect(() => calendar.isWorkday('2025-12-31')).toThrow('2025-12-31')
    expect(coverageEnds(calendar)).toBe('2026-12-31')
  })

  it.each([
    ['no year', {}, 'at least one year'],
    [
      'a gap between years',
      { 2026: { off: ['2026-01-01/2026-01-01'], worked: [] }, 2028: { off: ['2028-01-01/2028-01-01'], worked: [] } },
      'no gap'
    ],
    ['a span that runs backwards', { 2026: { off: ['2026-01-03/2026-01-01'], worked: [] } }, 'backwards'],
    ['a day of another year', { 2026: { off: ['2025-12-31/2026-01-01'], worked: [] } }, 'no day of 2026'],
    ['a day that does not exist', { 2026: { off: ['2026-02-29/2026-03-01'], worked: [] } }, '2026-02-29'],
    [
      'a worked day that is no weekend', { 2026: { off: ['2026-01-01/2026-01-01'], worked: ['2026-01-05'] } },
      'no weekend day'
    ],
    [
      'a day both off and worked', { 2026: { off: ['2026-01-01/2026-01-04'], worked: ['2026-01-04'] } },
      'off and as worked'
    ]
  ])('refuses %s', (_, holidays, reason) => {
    expect(() => new Calendar(holidays)).toThrow(reason)
  })

  it('names what is wrong with a file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'holidays-'))
    const file = join(directory, 'holidays.json')
    writeFileSync(file, JSON.stringify({ 2026: { off: ['2026-01-01'], worked: [] } }))
    expect(() => readCalendar(file)).toThrow(/can't be used: 2026\.off\.0/)
    writeFileSync(file, JSON.stringify({ 2026: { off: [], worked: ['x'] } }))
    expect(() => readCalendar(file)).toThrow(/can't be used: 2026\.off: [^;]+; 2026\.worked\.0: [^;]+$/)
    rmSync(directory, { recursive: true })
  })
})

describe('adding working minutes', () => {
  it.each([
    ['within a morning', '2026-11-24T09:00', 60, '2026-11-24T10:00'],
    ['over lunch', '2026-11-24T11:30', 60, '2026-11-24T14:00'],
    ['exactly to closing time', '2026-11-24T11:30', 30, '2026-11-24T12:00'],
    ['before opening', '2026-11-24T05:00', 30, '2026-11-24T09:00'],
    ['at lunch', '2026-11-24T12:40', 10, '2026-11-24T13:40'],
    ['in the evening', '2026-11-24T20:00', 240, '2026-11-25T14:00'],
    ['over a weekend', '2026-11-27T17:00', 60, '2026-11-30T09:00'],
    ['over the spring festival', '2026-02-14T17:00', 60, '2026-02-24T09:00'],
    ['into a worked Sunday', '2026-01-03T10:00', 30, '2026-01-04T09:00'],
    ['nothing, in working time', '2026-11-24T09:02', 0, '2026-11-24T09:02'],
    ['nothing, outside working time', '2026-11-28T09:02', 0, '2026-11-30T08:30'],
    ['nothing, at the noon break\'s beginning', '2026-11-24T12:00', 0, '2026-11-24T12:00'],
    ['nothing, at closing time', '2026-11-24T17:30', 0, '2026-11-24T17:30'],
    ['nothing, at opening time', '2026-11-24T08:30', 0, '2026-11-24T08:30'],
    ['half a minute', '2026-11-24T09:00:00', 0.5, '2026-11-24T09:00:30']
  ])('%s', (_, start, minutes, end) => {
    expect(add(start, minutes)).toBe(at(end))
  })

  it.each([-1, NaN, Infinity])('refuses %s minutes', minutes => {
    expect(() => add('2026-11-24T09:00', minutes)).toThrow(RangeError)
  })

  it('refuses to guess beyond the data', () => {
    expect(add('2026-12-31T17:00', 30)).toBe(at('2026-12-31T17:30'))
    expect(() => add('2026-12-31T17:00', 31)).toThrow(CalendarNotCovered)
  })
})

describe('adding working days', () => {
  it.each([
    ['the day of the start does not count', '2026-11-24T09:00', 1, '2026-11-25T17:30'],
    ['nor when it starts at night', '2026-11-24T23:59', 1, '2026-11-25T17:30'],
    ['over a weekend', '2026-11-26T09:00', 3, '2026-12-01T17:30'],
    ['from a Saturday', '2026-11-28T09:00', 1, '2026-11-30T17:30'],
    ['over the national holiday, with the worked Saturday', '2026-09-30T09:00', 3, '2026-10-10T17:30'],
    ['none: the end of the same day', '2026-11-24T09:00', 0, '2026-11-24T17:30'],
    ['none, at closing time: that very end', '2026-11-24T17:30', 0, '2026-11-24T17:30'],
    ['none, after closing: the next end', '2026-11-24T18:00', 0, '2026-11-25T17:30']
  ])('%s', (_, start, days, end) => {
    expect(addDays(start, days)).toBe(at(end))
  })

  it.each([-1, 1.5, NaN])('refuses %s days', days => {
    expect(() => addDays('2026-11-24T09:00', days)).toThrow(RangeError)
  })

  it('refuses to guess beyond the data', () => {
    expect(() => addDays('2026-12-31T09:00', 1)).toThrow(CalendarNotCovered)
  })
})

describe('what holds for every instant', () => {
  const instant = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-10-31T23:59:59') })
  const minutes = fc.integer({ min: 0, max: 5000 })
  const isWorkingTime = (ms: number) => {
    const shanghai = new Date(ms + 8 * 3600_000)
    const minute = shanghai.getUTCHours() * 60 + shanghai.getUTCMinutes() + shanghai.getUTCSeconds() / 60 +
      shanghai.getUTCMilliseconds() / 60_000
    return calendar.isWorkday(shanghai.toISOString().slice(0, 10)) &&
      hours.some(({ from, until }) => minute >= from && minute <= until)
  }

  it('ends in working time, not before the start, after exactly that much of it', () => {
    fc.assert(fc.property(instant, minutes, (start, span) => {
      const end = addWorkingMinutes(start, span, calendar, hours)
      expect(isWorkingTime(end)).toBe(true)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(between(start, end)).toBeCloseTo(span, 6)
    }))
  })

  it('adds up: in two steps as in one', () => {
    fc.assert(fc.property(instant, minutes, minutes, (start, first, second) => {
      const middle = addWorkingMinutes(start, first, calendar, hours)
      expect(addWorkingMinutes(middle, second, calendar, hours)).toBe(
        addWorkingMinutes(start, first + second, calendar, hours)
      )
    }))
  })

  it('is monotone in start and span', () => {
    fc.assert(fc.property(instant, instant, minutes, minutes, (a, b, less, more) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      expect(addWorkingMinutes(early, less, calendar, hours)).toBeLessThanOrEqual(
        addWorkingMinutes(late, less, calendar, hours)
      )
      expect(addWorkingMinutes(early, Math.min(less, more), calendar, hours))
        .toBeLessThanOrEqual(addWorkingMinutes(early, Math.max(less, more), calendar, hours))
    }))
  })

  it('working time between instants adds up and turns its sign', () => {
    fc.assert(fc.property(instant, instant, instant, (a, b, c) => {
      expect(between(a, b) + between(b, c)).toBeCloseTo(between(a, c), 6)
      expect(between(a, b)).toBeCloseTo(-between(b, a), 9)
    }))
  })

  it('agrees with counting minute by minute', () => {
    const wholeMinute = instant.map(ms => ms - ms % 60_000)
    fc.assert(fc.property(wholeMinute, fc.integer({ min: 0, max: 20 * 1440 }), (start, length) => {
      let counted = 0
      for (let minute = 0; minute < length; minute += 1) {
        // A minute counts as working time when the middle of the minute does.
        if (isWorkingTime(start + minute * 60_000 + 30_000)) counted += 1
      }
      expect(between(start, start + length * 60_000)).toBe(counted)
    }), { numRuns: 60 })
  })

  it('a promise in days ends at closing time, with that many working days between', () => {
    fc.assert(fc.property(instant, fc.integer({ min: 1, max: 30 }), (start, days) => {
      const end = addWorkingDays(start, days, calendar, hours)
      expect(end).toBe(instantOf(dayOf(end), hours.at(-1)!.until))
      let worked = 0
      for (let day = nextDay(dayOf(start)); day <= dayOf(end); day = nextDay(day)) {
        if (calendar.isWorkday(day)) worked += 1
      }
      expect(worked).toBe(days)
    }))
  })

  it('follows the hours it is given', () => {
    const short = [{ from: 600, until: 660 }]
    expect(addWorkingMinutes(at('2026-11-24T09:00'), 90, calendar, short)).toBe(at('2026-11-25T10:30'))
    expect(addWorkingDays(at('2026-11-24T09:00'), 1, calendar, short)).toBe(at('2026-11-25T11:00'))
  })
})
