import { Types } from 'mongoose'
import type { RoutingCause, RoutingStep } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import type { Viewer } from '../people/viewer'
import { acceptDeadline, deskDeadline } from './clocks'
import type { PersonRef, StoredAssignee, StoredMatter, StoredOffer, StoredRound } from './matterFields'
import type { Candidate, RoutingAnswer } from './route'

type ClockDeps = Pick<Deps, 'settings' | 'calendar'>

/**
 * The fields that a new assignment sets; everything that the former assignee had arranged (acceptance, appointment) is
 * reset.
 */
export type AssignmentFields = Pick<
  StoredMatter,
  | 'assignee'
  | 'offeredTo'
  | 'acceptBy'
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
 * has run out, and to the station desk after the same time again; both offers are written now, so that no timer has to
 * be running then.
 * @param now ms since 1970
 */
export function assignTo(
  { chosen, next }: Pick<RoutingAnswer, 'chosen' | 'next'>,
  now: number,
  special: boolean,
  deps: ClockDeps
): AssignmentFields {
  const acceptBy = acceptDeadline(now, special, deps)
  return {
    assignee: assigneeOf(chosen),
    offeredTo: [offerTo(chosen.id, now), ...laterOffers(next, acceptBy, deps)],
    acceptBy: dateOf(acceptBy),
    dueAt: new Date(acceptBy ?? now),
    acceptedAt: null,
    handsetAt: null,
    appointment: null,
    waitingOn: null,
    waitingSince: null
  }
}

function laterOffers(next: readonly Candidate[], acceptBy: number | null, deps: ClockDeps): StoredOffer[] {
  if (acceptBy === null) return []
  const deskFrom = deskDeadline(acceptBy, deps)
  return next.flatMap(({ id, level }) => {
    const from = level === 'stationDuty' ? deskFrom : acceptBy
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
