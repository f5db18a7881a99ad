/** The filter of the desk's board, as it is written in the address: a link shares it, a reload keeps it. */
import { BOARD_LISTS, type BoardLine, type BoardList } from '../contract/stationBoard'

export interface StationFilter {
  list: BoardList
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
  return {
    list: BOARD_LISTS.find(list => list === params.list) ?? 'late',
    villageCode: /^\d{12}$/.test(params.village ?? '') ? params.village ?? null : null,
    personId: /^[0-9a-f]{24}$/.test(params.person ?? '') ? params.person ?? null : null
  }
}

/** The filter as the query of an address, without the question mark. */
export function writeFilter({ list, villageCode, personId }: StationFilter): string {
  const pairs = [['list', list], ['village', villageCode], ['person', personId]] as const
  return pairs.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join('&')
}

/** The rows that pass a filter, in the server's order. */
export function rowsToShow(
  rows: readonly BoardLine[], { villageCode, personId }: Omit<StationFilter, 'list'>
): BoardLine[] {
  return rows.filter(({ village, assignee }) =>
    (villageCode === null || village.code === villageCode) && (personId === null || assignee.id === personId))
}

/** The villages of the rows, those with most rows first. Villages are told apart by code: names repeat. */
export function villagesIn(rows: readonly BoardLine[]): Option[] {
  return counted(rows.map(({ village }) => ({ value: village.code, name: village.name })))
}

/** The assignees of the rows, those with most rows first. */
export function peopleIn(rows: readonly BoardLine[]): Option[] {
  return counted(rows.map(({ assignee }) => ({ value: assignee.id, name: assignee.name })))
}

function counted(found: ReadonlyArray<{ value: string; name: string }>): Option[] {
  const options = new Map<string, Option>()
  for (const { value, name } of found) {
    const option = options.get(value) ?? { value, name, count: 0 }
    options.set(value, { ...option, count: option.count + 1 })
  }
  return [...options.values()].sort((a, b) => b.count - a.count)
}
