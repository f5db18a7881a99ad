import { listUpTo } from '../../api/listUpTo'
import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { useLoad, type Load } from '../../hooks/useLoad'

/** More than a station has open on a bad day; when there are more, the screen says so. */
const ROWS_MOST = 300
const QUIETLY_EVERY_MS = 60_000

export interface Station {
  rows: ServiceRequestSummary[]
  more: boolean
  /** When the list was read, ISO 8601. */
  readAt: string
}

/** The open service requests of a person's station, loaded again every minute; nothing without a person. */
export function useStation(userId: string | null): Load<Station> {
  return useLoad(userId && `station:${userId}`, readStation, { everyMs: QUIETLY_EVERY_MS })
}

async function readStation(): Promise<Station> {
  const { items, nextCursor } = await listUpTo({ role: 'station' }, ROWS_MOST)
  return { rows: items, more: nextCursor !== null, readAt: new Date().toISOString() }
}
