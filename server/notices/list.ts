import { SEARCH_EVENTS, type Notice as NoticeView, type NoticePage } from '../../src/contract/notice'
import { dayOf } from '../../src/contract/day'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import { afterCursor, cutPage, readCursor, type SortKey } from '../cursor'
import type { CallContext } from '../deps'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { presentWindow } from '../matters/present'
import { isGrantedAmong } from '../matters/relations'
import { isHelper } from '../matters/search'
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
  const { rows, nextCursor } = cutPage(NEWEST, found, limit)
  const matters = await visibleMatters(rows, viewer, now)
  return {
    items: rows.map(row => present(row, matters.get(String(row.matter)))),
    nextCursor,
    unread
  }
}

/** How many of the viewer's notices are unread, up to 100. */
export async function countUnread({ id }: Pick<Viewer, 'id'>): Promise<number> {
  return Notice.countDocuments({ person: id, readAt: null }).limit(COUNTED_MOST)
}

async function visibleMatters(
  rows: readonly StoredNotice[], viewer: Viewer, now: number
): Promise<Map<string, Shown>> {
  const ids = rows.map(({ matter }) => matter)
  const answers = viewer.roles.some(role => ANSWERING_ROLES.includes(role))
  const [matters, named] = await Promise.all([
    Matter.find({ _id: { $in: ids } }).select({ routing: 0, applied: 0, toTell: 0 }).limit(ids.length)
      .lean<StoredMatter[]>(),
    answers ? villagesOf(viewer.id, dayOf(now)) : { officer: [], agent: [] }
  ])
  return new Map(matters.flatMap((matter): Array<[string, Shown]> => {
    const whole = isGrantedAmong(kindOf(matter).visibleTo, matter, viewer, named, now)
    return whole || isHelper(matter, viewer.id, now) ? [[String(matter._id), { matter, whole }]] : []
  }))
}

/** A matter that the reader may see; not whole: the reader is asked to look for a person, and hears no more. */
interface Shown {
  matter: StoredMatter
  whole: boolean
}

function present(
  { _id, event, side, at, readAt, entry, count }: StoredNotice, shown: Shown | undefined
): NoticeView {
  const matter = shown?.matter
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
          number: shown?.whole ? matter.number : '',
          title: shown?.whole ? kindOf(matter).titleOf(matter) : '',
          beneficiaryName: matter.beneficiary?.name ?? (SEARCH_EVENTS.includes(event) ? matter.applicant.name : null),
          assigneeName: matter.assignee.name
        },
    appointment: presentWindow(told?.appointment ?? null),
    papers: event === 'materialAsked' || event === 'documentReady' ? told?.papers ?? [] : [],
    count: count ?? null
  }
}
