import { useEffect, useRef } from 'react'
import { getStationBoard } from '../../api/serviceRequests'
import { LIMITS } from '../../contract/limits'
import type { BoardLine, BoardList, StationBoard } from '../../contract/stationBoard'
import { useLoad, type Load } from '../../hooks/useLoad'

/** More than a station has on a bad day; when there are more, the screen says so. */
const ROWS_MOST = 200
const QUIETLY_EVERY_MS = 60_000

export interface Station extends Omit<StationBoard, 'items' | 'nextCursor'> {
  list: BoardList
  rows: BoardLine[]
  more: boolean
  /** When the board was read, ISO 8601. */
  readAt: string
}

/**
 * The board of a person's station, loaded again every minute and for another list, while the numbers stay on the
 * screen; nothing without a person.
 */
export function useStation(userId: string | null, list: BoardList): Load<Station> {
  const load = useLoad(userId && `station:${userId}`, () => readStation(list), { everyMs: QUIETLY_EVERY_MS })
  const { reload } = load
  const asked = useRef(list)
  useEffect(() => {
    if (asked.current === list) return
    asked.current = list
    void reload()
  }, [list, reload])
  return load
}

async function readStation(list: BoardList): Promise<Station> {
  const rows: BoardLine[] = []
  for (let cursor: string | null = null; ;) {
    const board: StationBoard = await getStationBoard(list, { cursor, limit: LIMITS.pageSizeMost })
    const { items, nextCursor, ...numbers } = board
    // A row that moved between two pages is shown once.
    rows.push(...items.filter(({ id }) => !rows.some(known => known.id === id)))
    cursor = nextCursor
    if (cursor === null || rows.length >= ROWS_MOST)
      return { ...numbers, list, rows, more: cursor !== null, readAt: new Date().toISOString() }
  }
}
