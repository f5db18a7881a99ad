import { mayList } from '../../src/contract/permissions'
import type { Status } from '../../src/contract/serviceRequest'
import type { ListRole, Page, ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { listMatters } from '../matters/list'
import type { Viewer } from '../people/viewer'
import { SERVICE_REQUEST } from './kind'
import { presentSummary } from './presentSummary'
import type { StoredServiceRequest } from './serviceRequestFields'

export interface ListQuestion {
  role: ListRole
  status?: Status[] | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * One page of service requests. `mine`: newest first; `inbox` and `station`: special groups first, then by next
 * deadline. Without statuses, inbox and station list the open ones.
 * @throws AppError forbidden (an inbox without a role that answers, a station's list without a desk), cursorInvalid
 */
export async function listServiceRequests(
  question: ListQuestion, viewer: Viewer, { now: clock, fields }: Pick<Deps, 'now' | 'fields'>
): Promise<Page<ServiceRequestSummary>> {
  if (!mayList(viewer.roles, 'listServiceRequests', question.role)) throw new AppError('forbidden')
  const now = clock()
  const { items, nextCursor } = await listMatters<StoredServiceRequest>(
    { ...question, kind: SERVICE_REQUEST },
    viewer,
    now
  )
  return { items: await Promise.all(items.map(stored => presentSummary(fields, stored, now))), nextCursor }
}
