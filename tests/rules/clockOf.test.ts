import { clockOf, isLate } from '../../src/components/clockOf'
import { clockWords, lengthWords } from '../../src/components/clockWords'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const MINUTE = 60_000
const at = (time: string): string => new Date(`2026-11-${time}+08:00`).toISOString()
const timed = (fields: Partial<Parameters<typeof clockOf>[0]> = {}): Parameters<typeof clockOf>[0] =>
  ({ status: 'assigned', waitingOn: null, acceptBy: null, appointment: null, expectedBy: null, ...fields })

describe('the clock of a service request', () => {
  test('while assigned the time to accept counts, and from its very end on it is late', () => {
    const acceptBy = at('24T11:00:00')
    expect(clockOf(timed({ acceptBy, expectedBy: at('20T11:00:00') }), NOW)).toEqual({
      kind: 'accept', by: Date.parse(acceptBy)
    })
    expect(clockOf(timed({ acceptBy }), Date.parse(acceptBy))).toMatchObject({ kind: 'accept' })
    expect(clockOf(timed({ acceptBy }), Date.parse(acceptBy) + 1)).toEqual({ kind: 'acceptLate', minutes: 1 })
    expect(clockOf(timed({ acceptBy }), Date.parse(acceptBy) + 90 * MINUTE)).toEqual({
      kind: 'acceptLate', minutes: 90
    })
  })

  test('where the calendar does not reach, no clock is made up', () => {
    expect(clockOf(timed(), NOW)).toEqual({ kind: 'none' })
    expect(clockOf(timed({ status: 'accepted' }), NOW)).toEqual({ kind: 'none' })
  })

  test('a visit is ahead, due from its start on, and past after its end', () => {
    const appointment = { start: at('24T10:00:00'), end: at('24T12:00:00') }
    const start = Date.parse(appointment.start)
    const end = Date.parse(appointment.end)
    const scheduled = timed({ status: 'scheduled', appointment, expectedBy: at('27T17:30:00') })
    expect(clockOf(scheduled, start)).toEqual({ kind: 'visit', start, end })
    expect(clockOf(scheduled, start + 1)).toEqual({ kind: 'visitDue', start, end })
    expect(clockOf(scheduled, end + 1)).toEqual({ kind: 'visitLate', start, end })
  })

  test('once under way the promise counts, not the appointment', () => {
    const fields = { status: 'underway' as const, appointment: { start: at('20T10:00:00'), end: at('20T12:00:00') } }
    expect(clockOf(timed({ ...fields, expectedBy: at('27T17:30:00') }), NOW)).toMatchObject({ kind: 'promise' })
    expect(clockOf(timed({ ...fields, expectedBy: at('24T08:00:00') }), NOW)).toEqual({
      kind: 'promiseLate', minutes: 60
    })
  })

  test('nothing runs while the resident owes something, however late it would be', () => {
    expect(clockOf(timed({ status: 'accepted', waitingOn: 'resident', expectedBy: at('20T08:00:00') }), NOW)).toEqual({
      kind: 'waiting'
    })
  })

  test.each(['completed', 'cancelled', 'declined'] as const)('nothing runs when it is %s', status => {
    expect(clockOf(timed({ status, expectedBy: at('20T08:00:00') }), NOW)).toEqual({ kind: 'none' })
  })

  test('late is what is over its time, and a visit whose hour has come', () => {
    const late = ['acceptLate', 'visitDue', 'visitLate', 'promiseLate']
    const kinds = [
      'waiting', 'none', 'accept', 'acceptLate', 'visit', 'visitDue', 'visitLate', 'promise', 'promiseLate'
    ] as const
    expect(kinds.filter(kind => isLate({ kind, by: NOW, start: NOW, end: NOW, minutes: 1 }))).toEqual(late)
  })
})

describe('the clock in words', () => {
  const words = (
    fields: Partial<Parameters<typeof clockOf>[0]>, channel: 'homeVisit' | 'paperwork' = 'homeVisit'
  ): string | null =>
    clockWords(clockOf(timed(fields), NOW), channel, NOW)

  test('says by when, and what is left of it while that is near', () => {
    expect(words({ acceptBy: at('24T11:00:00') })).toBe('今天 11:00 前接办，还有 2 小时')
    expect(words({ acceptBy: at('24T09:20:30') })).toBe('今天 9:20 前接办，还有 21 分钟')
    expect(words({ acceptBy: at('25T10:30:00') })).toBe('明天 10:30 前接办')
  })

  test('an agent keeps an appointment at the desk, an officer at the door', () => {
    const appointment = { start: at('25T09:00:00'), end: at('25T11:00:00') }
    expect(words({ status: 'scheduled', appointment })).toBe('明天 9:00–11:00（11月25日） 上门')
    expect(words({ status: 'scheduled', appointment }, 'paperwork')).toBe('明天 9:00–11:00（11月25日） 办理')
  })

  test('says how long something is late', () => {
    expect(words({ acceptBy: at('24T08:15:00') })).toBe('接办已超时 45 分钟')
    expect(words({ status: 'underway', expectedBy: at('20T09:00:00') })).toBe('办结已超时 4 天')
    expect(words({ status: 'accepted' })).toBeNull()
  })

  test.each([
    [1, '1 分钟'], [59, '59 分钟'], [60, '1 小时'], [119, '1 小时'], [2879, '47 小时'], [2880, '2 天']
  ])('%i minutes are %s', (minutes, said) => {
    expect(lengthWords(minutes)).toBe(said)
  })
})
