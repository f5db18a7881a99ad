/** Tells those who may take a matter that nobody has accepted in time: the backups, then the desk, then the chief. */
import type { Types } from 'mongoose'
import { chiefDeadline } from '../matters/clocks'
import type { StoredMatter } from '../matters/matterFields'
import { kindOf } from '../matters/kind'
import { overdueMatters } from '../matters/pages'
import { Person } from '../people/model'
import type { StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { noticeOf, writeNewNotices } from './write'

const CHIEFS_MOST = 500

const LATE_FIELDS = ['kind', 'status', 'stationCode', 'assignee', 'offeredTo', 'acceptBy'] as const
type Late = Pick<StoredMatter, (typeof LATE_FIELDS)[number] | '_id'>

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
  for await (const page of overdueMatters(now, LATE_FIELDS)) await tellPage(page.filter(isUnaccepted), now, deps)
}

function isUnaccepted(matter: Late): boolean {
  return matter.acceptBy !== null && matter.status === kindOf(matter).table.initial
}

async function tellPage(page: readonly Late[], now: number, deps: NoticeDeps): Promise<void> {
  if (page.length === 0) return
  const chiefs = await chiefsOf([...new Set(page.map(({ stationCode }) => stationCode))])
  await writeNewNotices(page.flatMap(matter => noticesOf(matter, chiefs.get(matter.stationCode) ?? [], now, deps)))
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
