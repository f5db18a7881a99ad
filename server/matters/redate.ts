/**
 * Deadlines of open matters are worked out anew when what they are made of changes elsewhere: the holiday calendar, or
 * the windows in which an assignee has no signal. One conditional update a matter; each sequence may be interrupted,
 * repeated, and run by several processes at once.
 */
import type { Types } from 'mongoose'
import { dayOf, isSameDay, shanghaiTime } from '../../src/contract/day'
import { writeOnVersion, type Update } from '../conditionalWrite'
import { AppError } from '../errors'
import { Person } from '../people/model'
import { laterOffers, offerTo } from './assignment'
import type { RoutingDeps } from './change'
import { deadlinesOf, deskDeadline, editionOf, inHandsOf } from './clocks'
import { offerableTo } from './colleagues'
import { deadlineOf, kindOf } from './kind'
import type { StoredClock, StoredMatter, StoredNoSignal, StoredOffer } from './matterFields'
import { Matter } from './model'
import { inOrderOfIds } from './pages'
import { openOfOtherEdition, openWith, readMatter } from './questions'
import { isSearching } from './search'
import { writtenBySystem } from './system'

const BATCH = 100
const PEOPLE_MOST = 1000
/** For so long after a change a call in another process may still assign a matter with the former windows. */
const SETTLED_AFTER_MS = 60_000

const WHY = { calendar: '放假安排有变化', noSignal: '办理人有些时段没有信号' } as const
type Cause = keyof typeof WHY

/**
 * Dates every open matter whose deadlines were worked out with another calendar or other working hours.
 * @returns how many matters were dated anew
 */
export async function redateForCalendar(deps: RoutingDeps): Promise<number> {
  const edition = editionOf(deps)
  let done = 0
  for (const { filter } of openOfOtherEdition(edition)) {
    for (;;) {
      const batch = await Matter.find(filter).select({ _id: 1 })
        .sort({ 'clock.edition': 1, _id: 1 }).limit(BATCH).lean<Array<Pick<StoredMatter, '_id'>>>()
      let written = 0
      for (const { _id } of batch) {
        if (await redate(_id, 'calendar', deps, ({ clock }) => clock.edition === edition ? null : clock)) written++
      }
      done += written
      // What could not be written was written by somebody else, or is left to the next day.
      if (batch.length < BATCH || written === 0) break
    }
  }
  return done
}

/**
 * Dates the open matters of everybody whose windows without signal have changed. The new windows hold from the instant
 * of the change, whenever this function comes to run.
 * @returns how many matters were dated anew
 */
export async function redateForNoSignal(deps: RoutingDeps): Promise<number> {
  const changed = await Person.find({ noSignalChanged: { $gt: new Date(0) } })
    .select({ noSignal: 1, noSignalChanged: 1 }).sort({ noSignalChanged: 1, _id: 1 }).limit(PEOPLE_MOST)
    .lean<Array<{ _id: Types.ObjectId; noSignal: StoredNoSignal[]; noSignalChanged: Date }>>()
  let done = 0
  for (const { _id, noSignal, noSignalChanged } of changed) {
    done += await redateAllOf(String(_id), noSignal, noSignalChanged.getTime(), deps)
    if (deps.now() - noSignalChanged.getTime() >= SETTLED_AFTER_MS)
      await Person.updateOne({ _id, noSignalChanged }, { $set: { noSignalChanged: null } })
  }
  return done
}

async function redateAllOf(
  person: string, windows: readonly StoredNoSignal[], changedAt: number, deps: RoutingDeps
): Promise<number> {
  const anew = ({ assignee, clock }: StoredMatter): StoredClock | null => {
    if (String(assignee.person) !== person || isSame(clock.noSignal.windows, windows)) return null
    return inHandsOf(windows, clock, Math.max(changedAt, clock.noSignal.since.getTime()))
  }
  let done = 0
  for await (const page of inOrderOfIds(openWith(person), [])) {
    for (const { _id } of page) if (await redate(_id, 'noSignal', deps, anew)) done++
  }
  return done
}

function isSame(one: readonly StoredNoSignal[], other: readonly StoredNoSignal[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id)
}

/** @param anew the clock from now on; null when the matter needs no new dates */
async function redate(
  id: Types.ObjectId, cause: Cause, deps: RoutingDeps, anew: (current: StoredMatter) => StoredClock | null
): Promise<boolean> {
  try {
    const done = await writeOnVersion<StoredMatter>(Matter, () => readMatter(id), current => {
      const clock = current.open ? anew(current) : null
      return clock && updateOf(current, clock, cause, deps)
    })
    return done?.written ?? false
  } catch (error) {
    if (error instanceof AppError && error.code === 'changedMeanwhile') return false
    throw error
  }
}

/** While a person is looked for, the matter stands before every other, whatever its deadlines. */
type Dates = Pick<StoredMatter, 'clock' | 'acceptBy' | 'expectedBy' | 'offeredTo'> & Partial<Pick<StoredMatter, 'dueAt'>>

/** A promise that moves to another day is an entry of the timeline, and told; a shift within the day is neither. */
async function updateOf(
  current: StoredMatter, clock: StoredClock, cause: Cause, deps: RoutingDeps
): Promise<Update<StoredMatter>> {
  const now = deps.now()
  const set = await datesOf(current, { ...clock, edition: editionOf(deps) }, now, deps)
  const [before, after] = [current.expectedBy, set.expectedBy]
  if (!before || !after || isSameDay(before.getTime(), after.getTime())) return { $set: set }
  const text = `答应办好的日子从${dayWords(before)}改到${dayWords(after)}：${WHY[cause]}`
  return writtenBySystem(
    current, 'redate', { status: current.status, set, entry: { text }, tell: [{ event: 'dateMoved', to: 'everybody' }] },
    now, deps
  )
}

async function datesOf(current: StoredMatter, clock: StoredClock, now: number, deps: RoutingDeps): Promise<Dates> {
  const found = deadlinesOf(clock, deps)
  // Matters of older versions don't say what their time to accept was made of.
  const acceptBy = clock.accept ? found.acceptBy : current.acceptBy
  const { expectedBy } = found
  const waits = current.status === kindOf(current).table.initial
  return {
    clock, acceptBy, expectedBy,
    offeredTo: waits ? await offersOf(current, acceptBy, now, deps) : current.offeredTo,
    ...(!isSearching(current) && {
      dueAt: waits ? acceptBy ?? current.dueAt : deadlineOf({ ...current, expectedBy }, deps)
    })
  }
}

/** Offers that are valid already stay; those to come follow the time to accept. */
async function offersOf(
  current: StoredMatter, acceptBy: Date | null, now: number, deps: RoutingDeps
): Promise<StoredOffer[]> {
  const { offeredTo, acceptBy: before } = current
  if (acceptBy?.getTime() === before?.getTime() && before === null) return offeredTo
  const valid = offeredTo.filter(({ from }) => from.getTime() <= now)
  if (acceptBy === null) return valid
  if (before === null) return [...valid, ...(await missingOffers(current, acceptBy, deps))]
  const desk = deskDeadline(acceptBy.getTime(), deps)
  const later = offeredTo.filter(({ from }) => from.getTime() > now).flatMap(({ person, from }) => {
    const at = from.getTime() === before.getTime() ? acceptBy.getTime() : desk
    return at === null ? [] : [offerTo(String(person), at)]
  })
  return [...valid, ...later]
}

/** The calendar did not reach the time to accept when the matter was assigned: nobody else was offered the matter. */
async function missingOffers(current: StoredMatter, acceptBy: Date, deps: RoutingDeps): Promise<StoredOffer[]> {
  const order = await offerableTo(current, dayOf(deps.now()), deps)
  const after = order.findIndex(({ id }) => id === String(current.assignee.person))
  return laterOffers(order.slice(after + 1).filter(({ outcome }) => outcome === 'chosen'), acceptBy, deps)
}

function dayWords(at: Date): string {
  const { month, day } = shanghaiTime(at.getTime())
  return `${month}月${day}日`
}
