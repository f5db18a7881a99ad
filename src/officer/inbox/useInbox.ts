import { useCallback, useRef } from 'react'
import { listUpTo } from '../../api/listUpTo'
import { LIMITS } from '../../contract/limits'
import type { Page, ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { useLoad, type Load } from '../../hooks/useLoad'
import { FILTERS, type Filter } from './filters'

const QUIETLY_EVERY_MS = 60_000

export interface InboxLoad extends Load<Page<ServiceRequestSummary>> {
  /** Loads the next page. */
  more: () => void
}

/** The inbox as far as it was paged through, loaded again every minute. */
export function useInbox(userId: string, filter: Filter): InboxLoad {
  const wanted = useRef({ filter, rows: LIMITS.pageSize as number })
  const fetch = () => {
    if (wanted.current.filter !== filter) wanted.current = { filter, rows: LIMITS.pageSize }
    return listUpTo({ role: 'inbox', status: FILTERS[filter] }, wanted.current.rows)
  }
  const load = useLoad(`inbox:${userId}:${filter}`, fetch, { everyMs: QUIETLY_EVERY_MS })
  const { reload } = load
  const more = useCallback(() => {
    wanted.current.rows += LIMITS.pageSize
    void reload()
  }, [reload])
  return { ...load, more }
}
