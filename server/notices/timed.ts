/**
 * Notices that a time causes. What is due follows from the matters alone: nothing is scheduled, so nothing can be lost,
 * and what was due while no process ran is told only as long as it is of use (ADR 0009).
 */
import { type Types } from 'mongoose'
import { DAY_MS, dayOf, instantOf, nextDay } from '../../src/contract/day'
import { kindOf } from '../matters/kind'
import type { StoredMatter, StoredTold } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { appointedBetween, closedBetween, dueBetween, promisedBetween, type Question } from '../matters/questions'
import { tellNew, type Telling } from './audience'
import type { StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { isToBeRated } from './overtaken'
import { promiseWarningAt } from './promiseWarning'
import { noticeOf, writeNewNotices } from './write'

const BATCH = 100
/** The most matters of one question: more than a district has in the span of time that is asked for. */
const MATTERS_MOST = 20_000
/** The longest holidays, and the days beside them. */
const PROMISES_AHEAD_MS = 16 * DAY_MS
/** For how long after its instant the question how it went is still put. */
const RATING_ASKED_MS = DAY_MS

/**
 * Writes every timed notice that is due by now. Repeated, or run by several processes, each person is told once; a
 * clock that is set back tells nobody again.
 */
export async function tellTimed(deps: NoticeDeps): Promise<void> {
  await tellEve(deps)
  await tellPromises(deps)
  await tellRatings(deps)
}

/**
 * The evening before: every visit and every delivery to its residents, and to each assignee how many there are. From
 * the hour of the reminder until midnight; after that the day is not "tomorrow" any more.
 */
async function tellEve(deps: NoticeDeps): Promise<void> {
  const now = deps.now()
  const evening = instantOf(dayOf(now), deps.settings.eveReminderAt)
  if (now < evening) return
  const day = nextDay(dayOf(now))
  const digests = new Map<string, Digest>()
  await inBatches(appointedBetween(instantOf(day), instantOf(nextDay(day))), async batch => {
    const visits = batch.filter(matter => kindOf(matter).isVisit?.(matter))
    await tellNew(visits.flatMap(matter => tomorrow(matter, evening)), deps)
    for (const matter of visits) count(digests, matter)
  })
  // Papers that are brought are due on their day.
  await inBatches(dueBetween(instantOf(day), instantOf(nextDay(day))), async batch => {
    const deliveries = batch.filter(matter => kindOf(matter).deliveryOn?.(matter) === day)
    await tellNew(deliveries.flatMap(matter => broughtTomorrow(matter, { day, evening })), deps)
    for (const matter of deliveries) count(digests, matter)
  })
  await tellAssignees(digests, { day, evening }, deps)
}

/** The visit as its residents are told of it; nothing where they heard of the time this very evening. */
function tomorrow(matter: StoredMatter, evening: number): Telling[] {
  const start = matter.appointment!.start.getTime()
  const entry = matter.timeline.findLastIndex(one => one.appointment?.start.getTime() === start)
  if (entry === -1 || matter.timeline[entry]!.at.getTime() >= evening) return []
  return [toldAt(matter, { once: `eve:${start}`, event: 'visitTomorrow', at: evening, entry, hers: true })]
}

/** The delivery as its residents are told of it; nothing where they heard of the day this very evening. */
function broughtTomorrow(matter: StoredMatter, { day, evening }: { day: string; evening: number }): Telling[] {
  const entry = matter.timeline.findLastIndex(({ appointment }) =>
    appointment !== null && dayOf(appointment.start.getTime()) === day)
  if (entry === -1 || matter.timeline[entry]!.at.getTime() >= evening) return []
  return [toldAt(matter, { once: `brought:${day}`, event: 'deliveryTomorrow', at: evening, entry, hers: true })]
}

interface Timed {
  once: string
  event: StoredTold['event']
  /** ms since 1970. */
  at: number
  entry: number | null
  /** The beneficiary is told too. */
  hers: boolean
}

function toldAt(matter: StoredMatter, { once, event, at, entry, hers }: Timed): Telling {
  const told: StoredTold = {
    once, event, at: new Date(at), by: null, entry, staff: [], residents: [matter.applicant.person],
    beneficiary: hers && matter.beneficiary?.phoneIndex != null
  }
  return { matter, told: [told] }
}

/** The visits and deliveries of one assignee: the first matter, and how many there are. */
interface Digest {
  assignee: Types.ObjectId
  first: StoredMatter
  visits: number
}

function count(digests: Map<string, Digest>, matter: StoredMatter): void {
  const { person } = matter.assignee
  const known = digests.get(String(person)) ?? { assignee: person, first: matter, visits: 0 }
  digests.set(String(person), { ...known, visits: known.visits + 1 })
}

async function tellAssignees(
  digests: ReadonlyMap<string, Digest>, { day, evening }: { day: string; evening: number }, deps: NoticeDeps
): Promise<void> {
  const notices = [...digests.values()].map(({ assignee, first, visits }): StoredNotice => ({
    ...noticeOf({
      person: assignee, side: 'staff', matter: first._id, once: '', event: 'visitsTomorrow', entry: null,
      at: new Date(evening)
    }, deps),
    // Of the day, not of a matter: an earlier visit may be added to the day, and the day is told once.
    _id: `visits:${day}:${String(assignee)}`,
    count: visits
  }))
  await writeNewNotices(notices)
}

/** Warns the assignee one working day before the promised end. */
async function tellPromises(deps: NoticeDeps): Promise<void> {
  const now = deps.now()
  // Many matters, of which few are due: only what decides is read, again and again.
  const promised = await Matter.find(promisedBetween(now, now + PROMISES_AHEAD_MS).filter)
    .select({ 'assignee.person': 1, expectedBy: 1, createdAt: 1, waitingOn: 1 }).limit(MATTERS_MOST)
    .lean<Array<Pick<StoredMatter, '_id' | 'assignee' | 'expectedBy' | 'createdAt' | 'waitingOn'>>>()
  await writeNewNotices(promised.flatMap(({ _id, assignee, expectedBy, createdAt, waitingOn }): StoredNotice[] => {
    const at = promiseWarningAt(expectedBy!.getTime(), deps)
    // A promise of one day needs no warning, and while the resident owes something the promise moves.
    if (at === null || at > now || at <= createdAt.getTime() || waitingOn !== null) return []
    return [noticeOf({
      person: assignee.person, side: 'staff', matter: _id, once: `promise:${dayOf(expectedBy!.getTime())}`,
      event: 'promiseNear', entry: null, at: new Date(at)
    }, deps)]
  }))
}

/** Asks the applicant how it went, a day after completion. */
async function tellRatings(deps: NoticeDeps): Promise<void> {
  const until = deps.now() - DAY_MS
  await inBatches(closedBetween(until - RATING_ASKED_MS, until + 1), async batch => {
    await tellNew(batch.filter(isToBeRated).map(matter => {
      const at = matter.closedAt!.getTime() + DAY_MS
      return toldAt(matter, { once: `rate:${at}`, event: 'pleaseRate', at, entry: null, hers: false })
    }), deps)
  })
}

/** Reads the answers to a question batch by batch, in the order of their ids, and hands each batch on. */
async function inBatches({ filter }: Question, work: (batch: StoredMatter[]) => Promise<void>): Promise<void> {
  const found = await Matter.find(filter).select({ _id: 1 }).limit(MATTERS_MOST).lean()
  for (let from = 0; from < found.length; from += BATCH) {
    const ids = found.slice(from, from + BATCH).map(({ _id }) => _id)
    await work(await Matter.find({ _id: { $in: ids } }).select({ routing: 0, applied: 0 }).limit(BATCH)
      .lean<StoredMatter[]>())
  }
}
