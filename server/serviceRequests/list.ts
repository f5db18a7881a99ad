import { OPEN_STATUSES, type Status } from '../../src/contract/serviceRequest'
import type { ListRole, Page, ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import { CHANNELS } from '../../src/contract/catalogue'
import { mayList } from '../../src/contract/permissions'
import { STATION_ROLES } from '../../src/contract/roles'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { afterCursor, readCursor, writeCursor, type SortKey } from '../cursor'
import { villagesOf } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import { ServiceRequest } from './model'
import { namedKindOf } from './policy'
import { presentSummary, type Listed } from './presenter'

export interface ListQuestion {
  role: ListRole
  status?: Status[] | undefined
  cursor?: string | undefined
  limit: number
}

const NEWEST: readonly SortKey[] = [{ field: 'createdAt', direction: -1, kind: 'date' }, { field: '_id', direction: -1, kind: 'id' }]
const MOST_URGENT: readonly SortKey[] = [
  { field: 'precedence', direction: 1, kind: 'number' }, { field: 'dueAt', direction: 1, kind: 'date' }, { field: '_id', direction: 1, kind: 'id' }
]

/**
 * One page of service requests. `mine`: newest first; `inbox` and `station`: special groups first, then by next deadline.
 * Inbox and station list what is open unless statuses are named.
 * @throws AppError forbidden (an inbox where one answers nothing, a station without a desk), cursorInvalid
 */
export async function listServiceRequests(question: ListQuestion, viewer: Viewer, { now: clock, fields }: Pick<Deps, 'now' | 'fields'>): Promise<Page<ServiceRequestSummary>> {
  if (!mayList(viewer.roles, 'listServiceRequests', question.role)) throw new AppError('forbidden')
  const now = clock()
  const order = question.role === 'mine' ? NEWEST : MOST_URGENT
  const filter = {
    ...await scopeOf(question.role, viewer, now),
    ...statusFilter(question),
    ...(question.cursor && afterCursor(order, readCursor(order, question.cursor)))
  }
  const found = await ServiceRequest.find(filter)
    .sort(Object.fromEntries(order.map(key => [key.field, key.direction])))
    .limit(question.limit + 1).lean<Listed[]>()
  const rows = found.slice(0, question.limit)
  const last = found.length > question.limit ? rows.at(-1) : undefined
  return {
    items: await Promise.all(rows.map(row => presentSummary(fields, row, now))),
    nextCursor: last ? writeCursor(order, last as unknown as Record<string, unknown>) : null
  }
}

async function scopeOf(role: ListRole, viewer: Viewer, now: number): Promise<Record<string, unknown>> {
  const own = [viewer.id, viewer.phoneIndex]
  if (role === 'mine') return { concerns: { $in: own } }
  if (role === 'inbox') {
    return {
      'offeredTo.person': viewer.id,
      offeredTo: { $elemMatch: { person: viewer.id, from: { $lte: new Date(now) } } },
      concerns: { $nin: own },
      $and: [{ $or: await stillOffered(viewer, now) }]
    }
  }
  if (viewer.stationCode === null) throw new AppError('forbidden')
  return { stationCode: viewer.stationCode, concerns: { $nin: own } }
}

/** Assigned to him, or offered while he is named for the village or at the desk of its station. */
async function stillOffered(viewer: Viewer, now: number): Promise<object[]> {
  const named = await villagesOf(viewer.id, dayOf(now))
  const atDesk = viewer.stationCode !== null && viewer.roles.some(role => STATION_ROLES.includes(role))
  return [
    { 'assignee.person': viewer.id },
    ...CHANNELS.map(channel => ({ channel, villageCode: { $in: named[namedKindOf(channel)] } })),
    ...(atDesk ? [{ stationCode: viewer.stationCode }] : [])
  ]
}

function statusFilter({ role, status }: ListQuestion): Record<string, unknown> {
  if (!status?.length) return role === 'mine' ? {} : { open: true }
  const values = [...new Set(status.map(one => OPEN_STATUSES.includes(one)))]
  return { open: values.length === 1 ? values[0] : { $in: values }, status: { $in: status } }
}
