import fc from 'fast-check'
import { LIMITS } from '../../src/contract/limits'
import {
  appointmentOf, daysToOffer, firstSlot, halfDayOf, halfHours, slotFault, slotsWanted, startingAt, type Slot
} from '../../src/officer/halfHours'
import { spanWords, timeWords } from '../../src/i18n/dates'
import { readSettings } from '../../server/settings'

const NOW = Date.parse('2026-11-24T09:10:00+08:00')
const HOURS = readSettings().workingHours
const HALF_HOURS = halfHours(HOURS)
const DAY = 24 * 3600 * 1000
const slot = (fields: Partial<Slot> = {}): Slot => ({ day: '2026-11-25', from: 540, until: 660, ...fields })

describe('appointments in half hours', () => {
  test('the day is offered from 8:00 to 20:00', () => {
    expect(HALF_HOURS.map(timeWords).slice(0, 3)).toEqual(['8:00', '8:30', '9:00'])
    expect(timeWords(HALF_HOURS.at(-1) ?? 0)).toBe('20:00')
  })

  test('days start today in Shanghai, whatever the hour there, and stay within what the server takes', () => {
    const lateAtNight = Date.parse('2026-11-24T23:59:00+08:00')
    expect(daysToOffer(lateAtNight)[0]).toBe('2026-11-24')
    expect(daysToOffer(lateAtNight + 60_000)[0]).toBe('2026-11-25')
    const days = daysToOffer(NOW)
    expect(days).toHaveLength(LIMITS.daysAhead)
    expect(new Set(days).size).toBe(LIMITS.daysAhead)
    const lastMoment = Date.parse(
      appointmentOf(slot({ day: days.at(-1) ?? '', from: 19 * 60 + 30, until: 20 * 60 })).start
    )
    expect(lastMoment - NOW).toBeLessThanOrEqual(LIMITS.daysAhead * DAY)
  })

  test('a wish is two hours in the middle of its half day; one that has gone by is not offered', () => {
    expect(
      slotsWanted(
        [
          { date: '2026-11-24', part: 'morning' },
          { date: '2026-11-26', part: 'afternoon' }
        ],
        HOURS,
        NOW
      )
    ).toEqual([{ day: '2026-11-26', from: 840, until: 960 }])
    expect(halfDayOf(slot({ from: 690 }))).toEqual({ date: '2026-11-25', part: 'morning' })
    expect(halfDayOf(slot({ from: 720 }))).toEqual({ date: '2026-11-25', part: 'afternoon' })
  })

  test('the pickers start at what was agreed, else at the first wish, else tomorrow morning', () => {
    const agreed = appointmentOf(slot({ from: 600, until: 690 }))
    const wish = slot({ day: '2026-11-26' })
    expect(firstSlot(agreed, [wish], HOURS, NOW)).toEqual(slot({ from: 600, until: 690 }))
    expect(firstSlot(appointmentOf(slot({ day: '2026-11-23' })), [wish], HOURS, NOW)).toEqual(wish)
    expect(firstSlot(null, [], HOURS, NOW)).toEqual(slot())
  })

  test('what has begun is past, and an end must come after its start', () => {
    expect(slotFault(slot({ day: '2026-11-24', from: 540, until: 660 }), NOW)).toBe('past')
    expect(slotFault(slot({ day: '2026-11-24', from: 570, until: 570 }), NOW)).toBe('endTooEarly')
    expect(slotFault(slot({ day: '2026-11-24', from: 570, until: 600 }), NOW)).toBeNull()
  })

  test('times are those of Shanghai wherever the phone is', () => {
    expect(appointmentOf(slot())).toEqual({ start: '2026-11-25T01:00:00.000Z', end: '2026-11-25T03:00:00.000Z' })
  })

  test('another start keeps the length as far as the day allows, and always leaves half an hour', () => {
    expect(startingAt(slot(), 780, HOURS)).toEqual(slot({ from: 780, until: 900 }))
    expect(startingAt(slot(), 1170, HOURS)).toEqual(slot({ from: 1170, until: 1200 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...HALF_HOURS),
        fc.constantFrom(...HALF_HOURS),
        fc.constantFrom(...HALF_HOURS.slice(0, -1)),
        (from, until, start) => {
          const moved = startingAt(slot({ from, until }), start, HOURS)
          expect(moved.from).toBe(start)
          expect(moved.until).toBeGreaterThan(start)
          expect(HALF_HOURS).toContain(moved.until)
        }
      )
    )
  })
})

describe('a site with other working hours', () => {
  const early = [{ from: 7 * 60, until: 11 * 60 + 30 }, { from: 14 * 60, until: 16 * 60 }]
  const morningsOnly = [{ from: 9 * 60, until: 10 * 60 }]

  test('offers other half hours', () => {
    expect([halfHours(early)[0], halfHours(early).at(-1)].map(time => timeWords(time ?? 0))).toEqual(['7:00', '18:30'])
    expect(halfHours([{ from: 0, until: 24 * 60 }]).at(-1)).toBe(23 * 60 + 30)
    expect(startingAt(slot(), 1080, early)).toEqual(slot({ from: 1080, until: 1110 }))
  })

  test('proposes other times for a wish, and none where nobody works', () => {
    const wishes = [{ date: '2026-11-26', part: 'morning' }, { date: '2026-11-26', part: 'afternoon' }] as const
    expect(slotsWanted(wishes, early, NOW).map(({ from, until }) => [timeWords(from), timeWords(until)]))
      .toEqual([['7:30', '9:30'], ['14:30', '16:00']])
    expect(slotsWanted(wishes, morningsOnly, NOW)).toEqual([{ day: '2026-11-26', from: 540, until: 600 }])
    expect(firstSlot(null, [], [{ from: 14 * 60, until: 17 * 60 }], NOW)).toEqual({
      day: '2026-11-25',
      from: 870,
      until: 990
    })
  })

  test('is told in its own hours', () => {
    expect(spanWords(early)).toEqual(['7:00–11:30', '14:00–16:00'])
  })
})
