import type { mongo } from 'mongoose'
import {
  BOARD_LISTS, COUNTED_MOST, type BoardCount, type BoardLine, type BoardList, type PapersHeld, type StationBoard
} from '../../src/contract/stationBoard'
import { afterCursor, cutPage, readCursor, type SortKey } from '../cursor'
import type { Deps } from '../deps'
import type { Row } from '../matters/list'
import { iso, presentAssignee, presentRef } from '../matters/present'
import {
  dueAtStation, LONGEST_OUT_FIRST, MOST_URGENT_FIRST, ofStation, papersOut, SOONEST_FIRST, unopened, type Question
} from '../matters/questions'
import type { Viewer } from '../people/viewer'
import { SERVICE_REQUEST } from './kind'
import { ServiceRequest } from './model'
import { held } from './plans/custody'
import { papersAreLate } from './papersLate'
import { presentSummary } from './presentSummary'
import type { StoredServiceRequest } from './serviceRequestFields'

interface BoardQuestion {
  list: BoardList
  cursor?: string | undefined
  limit: number
}

const HOUR_MS = 3600_000

const ORDERS: Readonly<Record<BoardList, readonly SortKey[]>> = {
  late: SOONEST_FIRST, soon: SOONEST_FIRST, papers: LONGEST_OUT_FIRST, unopened: SOONEST_FIRST, open: MOST_URGENT_FIRST
}

/**
 * The numbers of the viewer's station, counted up to a limit, and one page of the list that is asked for: six queries
 * at the same time, however much is open.
 * @throws AppError forbidden without a station, cursorInvalid
 */
export async function readBoard(question: BoardQuestion, viewer: Viewer, deps: Deps): Promise<StationBoard> {
  const now = deps.now()
  const { soonHours } = deps.settings.board
  const questionOf = (list: BoardList): Question => boardQuestion(list, viewer, now, soonHours)
  const [page, ...counts] = await Promise.all([
    readPage(question, questionOf(question.list), deps, now),
    ...BOARD_LISTS.map(list => countOf(questionOf(list)))
  ])
  return {
    counts: Object.fromEntries(BOARD_LISTS.map((list, index) => [list, counts[index]!])) as StationBoard['counts'],
    soonHours,
    papersDays: deps.settings.papers.heldDays,
    ...page
  }
}

/** The question behind one number of the board. @param now ms since 1970 */
export function boardQuestion(list: BoardList, viewer: Viewer, now: number, soonHours: number): Question {
  switch (list) {
    case 'late': return dueAtStation(viewer, null, now)
    case 'soon': return dueAtStation(viewer, now, now + soonHours * HOUR_MS)
    case 'papers': return papersOut(viewer)
    case 'unopened': return unopened(viewer)
    case 'open': return { ...ofStation(viewer), filter: { ...ofStation(viewer).filter, open: true } }
  }
}

function ofKind({ filter }: Question): mongo.Filter<mongo.Document> {
  return { ...filter, kind: SERVICE_REQUEST.name } as mongo.Filter<mongo.Document>
}

async function countOf(question: Question): Promise<BoardCount> {
  const found = await ServiceRequest.collection
    .find(ofKind(question), { projection: { _id: 1 }, limit: COUNTED_MOST + 1 }).toArray()
  return { count: Math.min(found.length, COUNTED_MOST), more: found.length > COUNTED_MOST }
}

async function readPage(
  { list, cursor, limit }: BoardQuestion, question: Question, deps: Deps, now: number
): Promise<Pick<StationBoard, 'items' | 'nextCursor'>> {
  const order = ORDERS[list]
  const found = await ServiceRequest.collection
    .find<Row<StoredServiceRequest>>(
      // Two conditions on one field: the list's own, and that of the page.
      { $and: [ofKind(question), ...(cursor ? [afterCursor(order, readCursor(order, cursor))] : [])] },
      {
        projection: { timeline: 0, routing: 0, applied: 0 },
        sort: Object.fromEntries(order.map(({ field, direction }) => [field, direction])),
        limit: limit + 1
      }
    )
    .toArray()
  const { rows, nextCursor } = cutPage(order, found, limit)
  return { items: await Promise.all(rows.map(row => presentLine(row, now, deps))), nextCursor }
}

async function presentLine(stored: Row<StoredServiceRequest>, now: number, deps: Deps): Promise<BoardLine> {
  const offer = stored.offeredTo.find(({ person }) => person.equals(stored.assignee.person))
  return {
    ...await presentSummary(deps.fields, stored, now),
    assignee: presentAssignee(stored.assignee),
    assignedAt: (offer?.from ?? stored.createdAt).toISOString(),
    handsetAt: iso(stored.handsetAt),
    papers: papersHeld(stored),
    papersLate: papersAreLate(stored.heldSince, now, deps),
    papersOutSince: iso(stored.heldSince)
  }
}

/** What each bearer holds, the first holder first. */
function papersHeld(stored: Pick<StoredServiceRequest, 'custody'>): PapersHeld[] {
  const byHolder = new Map<string, PapersHeld>()
  for (const { paper, holder, since } of held(stored)) {
    const id = String(holder.person)
    const known = byHolder.get(id) ?? { holder: presentRef(holder), papers: [], since: since.toISOString() }
    known.papers.push(paper)
    if (since.toISOString() < known.since) known.since = since.toISOString()
    byHolder.set(id, known)
  }
  return [...byHolder.values()]
}
