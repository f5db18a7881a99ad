import type { Notice as NoticeView, NoticePage } from '../../src/contract/notice'
import { dayOf } from '../../src/contract/day'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import { afterCursor, readCursor, writeCursor, type SortKey } from '../cursor'
import type { CallContext } from '../deps'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { presentWindow } from '../matters/present'
import { isGrantedAmong } from '../matters/relations'
import { villagesOf } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { Notice, type StoredNotice } from './model'

const NEWEST: readonly SortKey[] = [
  { field: 'at', direction: -1, kind: 'date' },
  { field: '_id', direction: -1, kind: 'text' }
]
/** Unread notices are counted up to this number. */
const COUNTED_MOST = 100

/**
 * One page of the viewer's notices, newest first, with what the matters are now. A matter that the viewer may not see
 * any more is left out of its notice: the event remains, without a word about the matter.
 * @throws AppError cursorInvalid
 */
export async function listNotices(
  { cursor, limit }: { cursor?: string | undefined; limit: number }, { viewer, now }: CallContext
): Promise<NoticePage> {
  const filter = { person: viewer.id, ...(cursor && afterCursor(NEWEST, readCursor(NEWEST, cursor))) }
  const [found, unread] = await Promise.all([
    Notice.find(filter).sort({ at: -1, _id: -1 }).limit(limit + 1).lean<StoredNotice[]>(),
    countUnread(viewer)
  ])
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  const matters = await visibleMatters(rows, viewer, now)
  return {
    items: rows.map(row => present(row, matters.get(String(row.matter)))),
    nextCursor: last ? writeCursor(NEWEST, last) : null,
    unread
  }
}

/** How many of the viewer's notices are unread, up to 100. */
export async function countUnread({ id }: Pick<Viewer, 'id'>): Promise<number> {
  return Notice.countDocuments({ person: id, readAt: null }).limit(COUNTED_MOST)
}

async function visibleMatters(
  rows: readonly StoredNotice[], viewer: Viewer, now: number
): Promise<Map<string, StoredMatter>> {
  const ids = rows.map(({ matter }) => matter)
  const answers = viewer.roles.some(role => ANSWERING_ROLES.includes(role))
  const [matters, named] = await Promise.all([
    Matter.find({ _id: { $in: ids } }).select({ routing: 0, applied: 0, toTell: 0 }).limit(ids.length)
      .lean<StoredMatter[]>(),
    answers ? villagesOf(viewer.id, dayOf(now)) : { officer: [], agent: [] }
  ])
  const visible = matters.filter(matter => isGrantedAmong(kindOf(matter).visibleTo, matter, viewer, named, now))
  return new Map(visible.map(matter => [String(matter._id), matter]))
}

function present(
  { _id, event, side, at, readAt, entry, count }: StoredNotice, matter: StoredMatter | undefined
): NoticeView {
  const told = entry === null ? undefined : matter?.timeline[entry]
  return {
    id: _id,
    event,
    side,
    at: at.toISOString(),
    read: readAt !== null,
    matter: matter === undefined
      ? null
      : {
          id: String(matter._id),
          kind: matter.kind,
          number: matter.number,
          title: kindOf(matter).titleOf(matter),
          beneficiaryName: matter.beneficiary?.name ?? null,
          assigneeName: matter.assignee.name
        },
    appointment: presentWindow(told?.appointment ?? null),
    papers: event === 'materialAsked' || event === 'documentReady' ? told?.papers ?? [] : [],
    count: count ?? null
  }
}
