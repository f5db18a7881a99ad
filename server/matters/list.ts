import type { mongo } from 'mongoose'
import type { ListRole, Page } from '../../src/contract/serviceRequestViews'
import { dayOf } from '../../src/contract/day'
import { afterCursor, cutPage, readCursor } from '../cursor'
import { villagesOf } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { allKinds, type Kind } from './kind'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { inbox, mine, MOST_URGENT_FIRST, NEWEST_FIRST, ofStation, type Filter } from './questions'

export interface ListQuestion {
  role: ListRole
  /** Only matters of this kind; null: of every kind. */
  kind: Pick<Kind, 'name' | 'table'> | null
  status?: readonly string[] | undefined
  cursor?: string | undefined
  limit: number
}

/** A matter as lists read it: without its timeline and its idempotency keys, which grow with every move. */
export type Row<D extends StoredMatter> = Omit<D, 'timeline' | 'routing' | 'applied'>

/**
 * One page of matters. `mine`: newest first; `inbox` and `station`: special groups first, then by next deadline.
 * Without `statuses`, inbox and station list the open matters.
 * @param now ms since 1970
 * @throws AppError forbidden (the station's list without a station), cursorInvalid
 */
export async function listMatters<D extends StoredMatter>(
  question: ListQuestion,
  viewer: Viewer,
  now: number
): Promise<Page<Row<D>>> {
  const { role, kind, cursor, limit } = question
  const order = role === 'mine' ? NEWEST_FIRST : MOST_URGENT_FIRST
  const filter: Filter = {
    ...(await scopeOf(role, viewer, now)),
    ...(kind && { kind: kind.name }),
    ...statusFilter(question),
    ...(cursor && afterCursor(order, readCursor(order, cursor)))
  }
  const found = await Matter.collection
    .find<Row<D>>(filter as mongo.Filter<mongo.Document>, {
      projection: { timeline: 0, routing: 0, applied: 0 },
      sort: Object.fromEntries(order.map(({ field, direction }) => [field, direction])),
      limit: limit + 1
    })
    .toArray()
  const { rows, nextCursor } = cutPage(order, found, limit)
  return { items: rows, nextCursor }
}

async function scopeOf(role: ListRole, viewer: Viewer, now: number): Promise<Filter> {
  if (role === 'mine') return mine(viewer).filter
  if (role === 'station') return ofStation(viewer).filter
  return inbox(viewer, await villagesOf(viewer.id, dayOf(now)), now).filter
}

function statusFilter({ role, status, kind }: ListQuestion): Filter {
  if (!status?.length) return role === 'mine' ? {} : { open: true }
  const open = opennessOf(status, kind ? [kind] : allKinds())
  return { open: open.length === 1 ? open[0]! : { $in: open }, status: { $in: [...status] } }
}

/** The values that `open` has in these statuses: a status may be closed in one kind and open in another. */
function opennessOf(status: readonly string[], kinds: ReadonlyArray<Pick<Kind, 'table'>>): boolean[] {
  const having = status.flatMap(one =>
    kinds.filter(({ table }) => table.statuses.includes(one)).map(({ table }) => table.open.includes(one))
  )
  return [...new Set(having)]
}
