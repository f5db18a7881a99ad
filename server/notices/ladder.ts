/** Tells those who may take a matter that nobody has accepted in time: the backups, then the desk, then the chief. */
import type { Types } from 'mongoose'
import { afterCursor } from '../cursor'
import { chiefDeadline } from '../matters/clocks'
import type { StoredMatter } from '../matters/matterFields'
import { kindOf } from '../matters/kind'
import { Matter } from '../matters/model'
import { overdue, SOONEST_FIRST } from '../matters/questions'
import { Person } from '../people/model'
import { Notice, type StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { noticeOf, writeNotices } from './write'

const BATCH = 100
const CHIEFS_MOST = 500

type Late = Pick<
  StoredMatter, '_id' | 'kind' | 'status' | 'stationCode' | 'assignee' | 'offeredTo' | 'acceptBy' | 'dueAt'
>

/** One step of the ladder: from which instant who is told. */
interface Rung {
  at: Date
  people: Types.ObjectId[]
}

/**
 * Writes the notices of every step that is due by now. What is due follows from the matters alone: nothing is scheduled
 * and nothing can be lost. Repeated, or run by several processes, each person is told of a step once.
 */
export async function tellLate(deps: NoticeDeps): Promise<void> {
  const now = deps.now()
  let after: { dueAt: Date; _id: Types.ObjectId } | null = null
  for (;;) {
    const beyond = after && afterCursor(SOONEST_FIRST, [after.dueAt, after._id])
    const batch: Late[] = await Matter.find({ ...overdue(now).filter, ...beyond })
      .select({ kind: 1, status: 1, stationCode: 1, assignee: 1, offeredTo: 1, acceptBy: 1, dueAt: 1 })
      .sort({ dueAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<Late[]>()
    await tellBatch(batch.filter(isUnaccepted), now, deps)
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last
  }
}

function isUnaccepted(matter: Late): boolean {
  return matter.acceptBy !== null && matter.status === kindOf(matter).table.initial
}

async function tellBatch(batch: readonly Late[], now: number, deps: NoticeDeps): Promise<void> {
  if (batch.length === 0) return
  const chiefs = await chiefsOf([...new Set(batch.map(({ stationCode }) => stationCode))])
  const notices = batch.flatMap(matter => noticesOf(matter, chiefs.get(matter.stationCode) ?? [], now, deps))
  const known = new Set(
    (await Notice.find({ _id: { $in: notices.map(({ _id }) => _id) } }).select({ _id: 1 }).limit(notices.length).lean())
      .map(({ _id }) => _id)
  )
  await writeNotices(notices.filter(({ _id }) => !known.has(_id)))
}

async function chiefsOf(stations: readonly string[]): Promise<Map<string, Types.ObjectId[]>> {
  const found = await Person.find({ stationCode: { $in: [...stations] }, active: true, roles: 'chief' })
    .select({ stationCode: 1 }).limit(CHIEFS_MOST).lean()
  return new Map(stations.map(station =>
    [station, found.filter(({ stationCode }) => stationCode === station).map(({ _id }) => _id)]))
}

function noticesOf(matter: Late, chiefs: Types.ObjectId[], now: number, deps: NoticeDeps): StoredNotice[] {
  const due = rungsOf(matter, chiefs, deps).filter(({ at }) => at.getTime() <= now)
  return due.flatMap(({ at, people }) => people.map(person => noticeOf(
    { person, side: 'staff', matter: matter._id, once: `late:${at.getTime()}`, event: 'notAccepted', entry: null, at },
    deps
  )))
}

/**
 * The offers after the assignee's, by their instants, and the chief. The desk's turn comes when the desk has the matter
 * (matters/climb.ts): whoever has it by then hears of an assignment, the others at the desk of the delay. A chief may
 * take a matter as soon as the desk may, and is told then only where the desk has nobody else.
 */
function rungsOf({ offeredTo, assignee, acceptBy }: Late, chiefs: Types.ObjectId[], deps: NoticeDeps): Rung[] {
  const isChief = (person: Types.ObjectId): boolean => chiefs.some(chief => chief.equals(person))
  const atDesk = assignee.kind === 'desk'
  const others = offeredTo.filter(({ person, from }) => !person.equals(assignee.person) &&
    (atDesk ? !isChief(person) : from.getTime() === acceptBy!.getTime()))
  const offers = others
    .filter(({ person, from }) => !isChief(person) ||
      !others.some(other => !isChief(other.person) && other.from.getTime() === from.getTime()))
    .map(({ person, from }) => ({ at: from, people: [person] }))
  const chiefAt = chiefDeadline(acceptBy!.getTime(), deps)
  return chiefAt === null ? offers : [...offers, { at: new Date(chiefAt), people: chiefs }]
}
