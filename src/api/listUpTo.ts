import { LIMITS } from '../contract/limits'
import type { Page, ServiceRequestSummary } from '../contract/serviceRequestViews'
import { listServiceRequests, type ListQuestion } from './serviceRequests'

/** Follows the cursor of a list until `most` rows are there or it ends; `nextCursor` says whether there are more. */
export async function listUpTo(
  question: Omit<ListQuestion, 'cursor' | 'limit'>,
  most: number
): Promise<Page<ServiceRequestSummary>> {
  const items: ServiceRequestSummary[] = []
  let cursor: string | null = null
  do {
    const limit = Math.min(LIMITS.pageSizeMost, most - items.length)
    const page: Page<ServiceRequestSummary> = await listServiceRequests({ ...question, cursor, limit })
    // A row that moved between two pages is shown once.
    items.push(...page.items.filter(({ id }) => !items.some(known => known.id === id)))
    cursor = page.nextCursor
  } while (cursor !== null && items.length < most)
  return { items, nextCursor: cursor }
}
