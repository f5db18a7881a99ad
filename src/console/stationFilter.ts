/** The filter of the station's table, as it is written in the address: a link shares it, a reload keeps it. */
import { clockOf, isLate } from '../components/clockOf'
import { OPEN_STATUSES, type Status } from '../contract/serviceRequest'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'

export interface StationFilter {
  /** A status, `late` for everything over its time, null for all. */
  state: Status | 'late' | null
  villageCode: string | null
  personId: string | null
}

export interface Option {
  value: string
  name: string
  count: number
}

/** Reads the filter from the parameters of an address; unknown values are left out. */
export function readFilter(params: Readonly<Record<string, string | undefined>>): StationFilter {
  const state = params.state === 'late' ? 'late' : OPEN_STATUSES.find(status => status === params.state) ?? null
  return {
    state,
    villageCode: /^\d{12}$/.test(params.village ?? '') ? params.village ?? null : null,
    personId: /^[0-9a-f]{24}$/.test(params.person ?? '') ? params.person ?? null : null
  }
}

/** The filter as the query of an address, without the question mark; empty when nothing is filtered. */
export function writeFilter({ state, villageCode, personId }: StationFilter): string {
  const pairs = [['state', state], ['village', villageCode], ['person', personId]] as const
  return pairs.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join('&')
}

/** The rows that pass a filter: late ones first, otherwise in the server's order. @param now ms since 1970 */
export function rowsToShow(
  rows: readonly ServiceRequestSummary[],
  filter: StationFilter,
  now: number
): ServiceRequestSummary[] {
  const kept = rows.filter(row => fits(row, filter, now))
  return [...kept.filter(row => late(row, now)), ...kept.filter(row => !late(row, now))]
}

/**
 * How many rows are late and how many are in each state, in the order of the status table; states without rows are left
 * out.
 */
export function countStates(
  rows: readonly ServiceRequestSummary[],
  now: number
): Array<{ state: Status | 'late'; count: number }> {
  const states = OPEN_STATUSES.map(state => ({ state, count: rows.filter(row => row.status === state).length }))
  const overdue = { state: 'late' as const, count: rows.filter(row => late(row, now)).length }
  return [overdue, ...states].filter(({ count }) => count > 0)
}

/** The villages of the rows, those with most rows first. Villages are told apart by code: names repeat. */
export function villagesIn(rows: readonly ServiceRequestSummary[]): Option[] {
  return counted(rows.map(({ village }) => ({ value: village.code, name: village.name })))
}

/** The assignees of the rows, those with most rows first. */
export function peopleIn(rows: readonly ServiceRequestSummary[]): Option[] {
  return counted(rows.map(({ assignee }) => ({ value: assignee.id, name: assignee.name })))
}

/** Late as the row's clock on the screen says, so that the count, the filter and the row never differ. */
function late(row: ServiceRequestSummary, now: number): boolean {
  return isLate(clockOf(row, now))
}

function fits(row: ServiceRequestSummary, { state, villageCode, personId }: StationFilter, now: number): boolean {
  if (state === 'late' ? !late(row, now) : state !== null && row.status !== state) return false
  if (villageCode !== null && row.village.code !== villageCode) return false
  return personId === null || row.assignee.id === personId
}

function counted(found: ReadonlyArray<{ value: string; name: string }>): Option[] {
  const options = new Map<string, Option>()
  for (const { value, name } of found) {
    const option = options.get(value) ?? { value, name, count: 0 }
    options.set(value, { ...option, count: option.count + 1 })
  }
  return [...options.values()].sort((a, b) => b.count - a.count)
}
