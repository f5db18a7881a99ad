import { Types } from 'mongoose'
import type { RoutingCause, RoutingStep } from '../../src/contract/serviceRequestViews'
import type { Viewer } from '../people/viewer'
import { acceptMinutes, deadlinesOf, deskDeadline, editionOf, inHandsOf, type ClockDeps } from './clocks'
import type { PersonRef, StoredAssignee, StoredClock, StoredMatter, StoredOffer, StoredRound } from './matterFields'
import type { Candidate, RoutingAnswer } from './route'

/**
 * The fields that a new assignment sets; everything that the former assignee had arranged (acceptance, appointment) is
 * reset.
 */
export type AssignmentFields = Pick<
  StoredMatter,
  | 'assignee'
  | 'offeredTo'
  | 'acceptBy'
  | 'clock'
  | 'expectedBy'
  | 'dueAt'
  | 'acceptedAt'
  | 'handsetAt'
  | 'appointment'
  | 'waitingOn'
  | 'waitingSince'
>

/** A person as timelines name people. */
export function refTo({ id, name }: Pick<Viewer, 'id' | 'name'>): PersonRef {
  return { person: new Types.ObjectId(id), name }
}

/** A person of the routing order as assignee. */
export function assigneeOf({ id, name, phone, rank, level, kind }: Candidate): StoredAssignee {
  return { ...refTo({ id, name }), phone, rank, level, kind }
}

/** An offer of the matter to one person. @param from ms since 1970 */
export function offerTo(id: string, from: number): StoredOffer {
  return { person: new Types.ObjectId(id), from: new Date(from) }
}

/** An instant (ms since 1970) as it is stored; null stays null. */
export function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}

/**
 * Assigns the matter to the chosen person from `now` on. The matter is offered to the backups when the time to accept
 * has run out, and to the station desk some hours later; both offers are written now, so that no timer has to be
 * running then. The time to accept is the new assignee's own; the promised time goes on.
 * @param now ms since 1970
 * @param clock of the matter so far
 */
export function assignTo(
  { chosen, next }: Pick<RoutingAnswer, 'chosen' | 'next'>,
  { now, special, clock: before }: { now: number; special: boolean; clock: StoredClock },
  deps: ClockDeps
): AssignmentFields {
  const clock: StoredClock = {
    ...inHandsOf(chosen.noSignal, before, now),
    accept: { from: new Date(now), minutes: acceptMinutes(special, deps) },
    edition: editionOf(deps)
  }
  const { acceptBy, expectedBy } = deadlinesOf(clock, deps)
  return {
    assignee: assigneeOf(chosen),
    offeredTo: [offerTo(chosen.id, now), ...laterOffers(next, acceptBy, deps)],
    acceptBy,
    clock,
    expectedBy,
    dueAt: acceptBy ?? new Date(now),
    acceptedAt: null,
    handsetAt: null,
    appointment: null,
    waitingOn: null,
    waitingSince: null
  }
}

/** The offers that become valid when the time to accept has run out: to the backups, then to the desk. */
export function laterOffers(
  next: ReadonlyArray<Pick<Candidate, 'id' | 'level'>>, acceptBy: Date | null, deps: ClockDeps
): StoredOffer[] {
  if (acceptBy === null) return []
  const deskFrom = deskDeadline(acceptBy.getTime(), deps)
  return next.flatMap(({ id, level }) => {
    const from = level === 'stationDuty' ? deskFrom : acceptBy.getTime()
    return from === null ? [] : [offerTo(id, from)]
  })
}

/** A round of routing as it is stored. @param now ms since 1970 */
export function roundOf(cause: RoutingCause, steps: readonly RoutingStep[], now: number): StoredRound {
  return {
    at: new Date(now),
    cause,
    steps: steps.map(({ level, outcome, person }) => ({ level, outcome, person: person && refTo(person) }))
  }
}
