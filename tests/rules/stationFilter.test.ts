import fc from 'fast-check'
import { BOARD_LISTS, type BoardLine } from '../../src/contract/stationBoard'
import { lateness, papersLateWords, papersWords, unopenedWords } from '../../src/console/lineWords'
import {
  peopleIn, readFilter, rowsToShow, villagesIn, writeFilter, type StationFilter
} from '../../src/console/stationFilter'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const PERSON = 'a'.repeat(24)
const OTHER = 'b'.repeat(24)
const assignee = (id: string, name: string): BoardLine['assignee'] =>
  ({ id, name, phone: '13900000001', rank: 'police', level: 'named', kind: 'officer' })

function line(id: string, fields: Partial<BoardLine> = {}): BoardLine {
  return {
    id, number: id, status: 'accepted', channel: 'homeVisit', waitingOn: null,
    item: { code: 'HZ02', name: '居民身份证到期换领' },
    village: { code: '370406001203', name: '岩底村委会', townName: '山城街道' }, applicantName: '张三', beneficiaryName: null,
    specialGroups: [], address: '', assignee: assignee(PERSON, '李四'), appointment: null, preferredTimes: [],
    timeChangeAsked: false, searching: false, consent: 'notNeeded', createdAt: '2026-11-20T01:00:00.000Z', acceptBy: null,
    expectedBy: '2026-12-01T09:30:00.000Z', deliveryDay: null, urgency: 0, assignedAt: '2026-11-23T00:30:00.000Z',
    handsetAt: '2026-11-23T01:00:00.000Z', papers: [], papersLate: false, papersOutSince: null, ...fields
  }
}

const ROWS = [
  line('first'), line('second', { assignee: assignee(OTHER, '王五') }),
  line('elsewhere', { village: { code: '370406101202', name: '岩底村委会', townName: '店子镇' } })
]

describe('the filter in the address', () => {
  test('what is written is read again', () => {
    const filters: fc.Arbitrary<StationFilter> = fc.record({
      list: fc.constantFrom(...BOARD_LISTS),
      villageCode: fc.option(fc.stringMatching(/^\d{12}$/)),
      personId: fc.option(fc.stringMatching(/^[0-9a-f]{24}$/))
    })
    fc.assert(fc.property(filters, filter => {
      expect(readFilter(Object.fromEntries(new URLSearchParams(writeFilter(filter))))).toEqual(filter)
    }))
  })

  test('what it does not know it leaves out', () => {
    const bare = { list: 'late', villageCode: null, personId: null }
    expect(readFilter({ list: 'all', village: '岩底', person: '../etc' })).toEqual(bare)
    expect(readFilter({})).toEqual(bare)
  })

  test('rows pass by village and person, in their order; villages of one name are two', () => {
    const ids = (villageCode: string | null, personId: string | null) =>
      rowsToShow(ROWS, { villageCode, personId }).map(({ id }) => id)
    expect(ids(null, null)).toEqual(['first', 'second', 'elsewhere'])
    expect(ids('370406001203', PERSON)).toEqual(['first'])
    expect(villagesIn(ROWS).map(({ value, count }) => [value, count])).toEqual([['370406001203', 2], ['370406101202', 1]])
    expect(peopleIn(ROWS).map(({ name, count }) => [name, count])).toEqual([['李四', 2], ['王五', 1]])
  })
})

describe('what the board says of a matter', () => {
  test.each([
    ['acceptLate', { status: 'assigned', acceptBy: '2026-11-24T00:20:00.000Z' }, /昨天 8:30 派的，要在 今天 8:20 前接办，过了 40 分钟。/],
    ['promiseLate', { expectedBy: '2026-11-23T01:00:00.000Z' }, /前办结，过了 24 小时。/],
    ['deliveryLate', { status: 'delivering', deliveryDay: '2026-11-23' }, /^说好 .*11月23日.* 送到，还没送到。$/],
    ['not late', { status: 'delivering', deliveryDay: '2026-11-24' }, /^今天 周二.11月24日. 送到$/]
  ] as Array<[string, Partial<BoardLine>, RegExp]>)('%s', (_name, fields, said) => {
    expect(lateness(line('x', fields), NOW)).toMatch(said)
  })

  test('nothing is late while the resident owes something', () => {
    expect(lateness(line('x', { waitingOn: 'resident', expectedBy: '2026-11-23T01:00:00.000Z' }), NOW)).not.toMatch(/过了/)
  })

  test('whose phone has not opened it, who holds what, and that it is too long', () => {
    expect(unopenedWords(line('x'), NOW)).toBeNull()
    expect(unopenedWords(line('x', { handsetAt: null }), NOW)).toBe('昨天 8:30 派的，手机还没打开')
    const held = line('x', {
      papers: [{ holder: { id: OTHER, name: '王五' }, papers: ['户口簿', '照片'], since: '2026-11-03T01:00:00.000Z' }],
      papersLate: true, papersOutSince: '2026-11-02T01:00:00.000Z'
    })
    expect(papersWords(held, NOW)).toEqual(['户口簿、照片：11月3日 9:00 起在 王五 手里'])
    expect(papersLateWords(held, 15, NOW)).toBe('11月2日 9:00 拿出来的，过了 15 个工作日')
    expect(papersLateWords({ ...held, papersLate: false }, 15, NOW)).toBeNull()
  })
})
