import type { Page } from '../contract/serviceRequestViews'
import type { Village, VillageDetail } from '../contract/village'
import { call } from './http'

/** Villages whose name or town matches Chinese, pinyin or initials; all of them by town for an empty query. */
export function searchVillages(query: string, cursor: string | null, limit?: number): Promise<Page<Village>> {
  return call('searchVillages', { query: { q: query.trim(), cursor: cursor ?? undefined, limit } })
}

/** A village with the people responsible for it today. @throws ApiError notFound */
export function getVillage(code: string): Promise<VillageDetail> {
  return call('getVillage', { params: { code } })
}
