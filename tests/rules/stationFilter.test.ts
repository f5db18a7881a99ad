import fc from 'fast-check'
import { OPEN_STATUSES } from '../../src/contract/serviceRequest'
import type { ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import {
  countStates, peopleIn, readFilter, rowsToShow, villagesIn, writeFilter, type StationFilter
} from '../../src/console/stationFilter'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const ALL: StationFilter = { state: null, villageCode: null, personId: null }
const PERSON = 'a'.repeat(24)
const OTHER = 'b'.repeat(24)

function row(id: string, fields: Partial<ServiceRequestSummary> = {}): ServiceRequestSummary {
  return {
    id, number: id, status: 'accepted', channel: 'homeVisit', waitingOn: null,
    item: { code: 'HZ02', name: '居民身份证到期换领' },
    village: { code: '370406001203', name: '岩底村委会', townName: '山城街道' }, applicantName: '张三', beneficiaryName: null,
    specialGroups: [],
    address: '', assignee: { id: PERSON, name: '李四' }, appointment: null, preferredTimes: [], timeChangeAsked: false,
    searching: false,
    consent: 'notNeeded',
    createdAt: '2026-11-20T01:00:00.000Z', acceptBy: null, expectedBy: '2026-12-01T09:30:00.000Z', urgency: 0, ...fields
  }
}

const ROWS = [
  row('special', { urgency: 2, status: 'assigned', acceptBy: '2026-11-24T03:00:00.000Z' }),
  row('early'),
  row('late', { urgency: 3, expectedBy: '2026-11-23T09:30:00.000Z', assignee: { id: OTHER, name: '王五' } }),
  row('waiting', { waitingOn: 'resident', expectedBy: '2026-11-23T09:30:00.000Z' }),
  row('elsewhere', { village: { code: '370406101202', name: '岩底村委会', townName: '店子镇' } })
]
const idsOf = (filter: Partial<StationFilter>): string[] =>
  rowsToShow(ROWS, { ...ALL, ...filter }, NOW).map(({ id }) => id)

describe('the filter in the address', () => {
  test('what is written is read again', () => {
    const filters = fc.record({
      state: fc.constantFrom(null, 'late' as const, ...OPEN_STATUSES),
      villageCode: fc.option(fc.stringMatching(/^\d{12}$/)),
      personId: fc.option(fc.stringMatching(/^[0-9a-f]{24}$/))
    })
    fc.assert(fc.property(filters, filter => {
      expect(readFilter(Object.fromEntries(new URLSearchParams(writeFilter(filter))))).toEqual(filter)
    }))
  })

  test('what it does not know it leaves out', () => {
    expect(readFilter({ state: 'completed', village: '岩底', person: '../etc' })).toEqual(ALL)
    expect(readFilter({})).toEqual(ALL)
    expect(writeFilter(ALL)).toBe('')
  })
})

describe('the rows of the station', () => {
  test('what is late comes first, the rest stays as the server sorted it', () => {
    expect(idsOf({})).toEqual(['late', 'special', 'early', 'waiting', 'elsewhere'])
  })

  test('what waits for the resident is not late, whatever its promise was', () => {
    expect(idsOf({ state: 'late' })).toEqual(['late'])
  })

  test('state, village and person narrow it together; a village is its code, not its name', () => {
    expect(idsOf({ state: 'assigned' })).toEqual(['special'])
    expect(idsOf({ villageCode: '370406101202' })).toEqual(['elsewhere'])
    expect(idsOf({ personId: OTHER })).toEqual(['late'])
    expect(idsOf({ state: 'assigned', personId: OTHER })).toEqual([])
  })

  test('the counts are of what the filters would show', () => {
    const counts = countStates(ROWS, NOW)
    expect(counts).toEqual([
      { state: 'late', count: 1 }, { state: 'assigned', count: 1 }, { state: 'accepted', count: 4 }
    ])
    for (const { state, count } of counts) expect(idsOf({ state })).toHaveLength(count)
    expect(countStates([], NOW)).toEqual([])
  })

  test('villages and people are listed by how much there is of them', () => {
    expect(villagesIn(ROWS)).toEqual([
      { value: '370406001203', name: '岩底村委会', count: 4 }, { value: '370406101202', name: '岩底村委会', count: 1 }
    ])
    expect(peopleIn(ROWS).map(({ name, count }) => [name, count])).toEqual([['李四', 4], ['王五', 1]])
  })
})
