/** A matter gets another assignee: routed anew, given by the desk, or taken by somebody to whom it was offered. */
import { dayOf } from '../../src/contract/day'
import type { RoutingCause } from '../../src/contract/serviceRequestViews'
import { AppError, fieldError } from '../errors'
import { assigneeOf, assignTo, offerTo, refTo, roundOf } from './assignment'
import { candidatesFor } from './candidates'
import type { Change, MoveContext, RoutingDeps } from './change'
import { clockRuns, dated, inHandsOf, UNDATED } from './clocks'
import { colleaguesFor, concernedBy, offerableTo, type Colleague } from './colleagues'
import { kindOf } from './kind'
import type { StoredMatter, StoredPromise } from './matterFields'
import { route, type RoutingAnswer } from './route'

/** At which place of the routing order to start, and what has changed since the document was written. */
export interface Rerouting {
  answeredBy?: StoredMatter['answeredBy']
  needsPolice?: boolean
  /** Ids of those who handed the matter back. */
  handedBackBy?: readonly string[]
  /** Start at the station desk: the complaint is about the officer. */
  deskFirst?: boolean
}

/**
 * Routes an existing matter anew: the same order, without the people who handed the matter back.
 * @param now ms since 1970
 * @throws AppError noOtherCandidate
 */
export async function routeAgain(
  current: StoredMatter,
  now: number,
  deps: RoutingDeps,
  change: Rerouting = {}
): Promise<RoutingAnswer> {
  const day = dayOf(now)
  const answer = route({
    needsPolice: change.needsPolice ?? (await kindOf(current).needsPolice(current, deps)),
    day,
    candidates: candidatesFor(current, change.answeredBy ?? current.answeredBy, day, await deps.ground.roster()),
    concerned: concernedBy(current),
    handedBack: new Set(change.handedBackBy ?? current.handedBackBy.map(String)),
    deskFirst: change.deskFirst ?? false
  })
  if (!answer) throw new AppError('noOtherCandidate')
  return answer
}

/** How a matter gets another assignee: the answer of the routing, its cause, and the text for the timeline. */
export interface Passing {
  answer: RoutingAnswer
  cause: RoutingCause
  text: string
  /** What is promised from now on, where that changes. */
  promise?: StoredPromise | null
}

/**
 * The change that gives a matter to another assignee, who starts from the beginning, with the routing steps as the
 * reason. The promised time goes on: only a new promise changes it.
 */
export function reassigned<D extends StoredMatter>(
  current: D,
  { answer, cause, text, promise }: Passing,
  { now, deps }: { now: number; deps: RoutingDeps },
  set: Change<D>['set'] = {}
): Change<D> {
  const { table, resetOnAssignment } = kindOf(current)
  const { clock } = clockRuns(current, now, deps)
  const promised = promise === undefined ? clock : { ...clock, promise }
  const change: Change = {
    status: table.initial,
    set: assignTo(answer, { now, special: current.precedence === 0, clock: promised }, deps),
    push: { routing: [roundOf(cause, answer.steps, now)] },
    entry: { text, assignee: refTo(answer.chosen) }
  }
  return { ...change, set: { ...resetOnAssignment, ...change.set, ...set } } as unknown as Change<D>
}

/**
 * The change by which a person hands a matter back. The assignee's matter goes to the next person in the order. Someone
 * to whom the matter is only offered gives up that offer: the assignee, who is late, keeps matter and deadline.
 * @throws AppError noOtherCandidate
 */
export async function handedBack<D extends StoredMatter>(
  current: D, reason: string, { viewer, now, deps }: MoveContext
): Promise<Change<D>> {
  const { person } = refTo(viewer)
  const handedBackBy = [...current.handedBackBy, person]
  const set = { handedBackBy } as Partial<StoredMatter> as Change<D>['set']
  if (!current.assignee.person.equals(person)) {
    const offeredTo = current.offeredTo.filter(offer => !offer.person.equals(person))
    return { status: current.status, set: { ...set, offeredTo } as Change<D>['set'], entry: { text: reason } }
  }
  const answer = await routeAgain(current, now, deps, { handedBackBy: handedBackBy.map(String) })
  return reassigned(current, { answer, cause: 'handBack', text: reason }, { now, deps }, set)
}

/**
 * The desk gives a matter to a colleague of its choice.
 * @throws AppError assigneeNotEligible at `personId`
 */
export async function giveTo(
  current: StoredMatter,
  personId: string,
  { now, deps }: { now: number; deps: RoutingDeps }
): Promise<RoutingAnswer> {
  const colleagues = await colleaguesFor(current, dayOf(now), deps)
  const found = colleagues.find(({ id }) => id === personId)
  if (!found || found.id === String(current.assignee.person) || found.outcome !== 'chosen')
    throw fieldError('assigneeNotEligible', 'personId')
  const { outcome, ...chosen } = found
  return { chosen, next: [], steps: [{ level: chosen.level, person: { id: chosen.id, name: chosen.name }, outcome }] }
}

/**
 * The fields set by accepting: the matter belongs to the viewer alone from now on, and its next deadline is the
 * promised end.
 * @throws AppError forbidden when the viewer is not the assignee and the offer to the viewer has ended
 */
export async function acceptedBy(current: StoredMatter, context: MoveContext): Promise<AcceptedFields> {
  const { viewer, now, deps } = context
  const taken = String(current.assignee.person) === viewer.id ? null : await takenBy(current, context)
  const clock = taken ? inHandsOf(taken.noSignal, current.clock, now) : current.clock
  const promised = dated({ ...clock, accept: null }, deps)
  return {
    assignee: taken ? assigneeOf(taken) : current.assignee,
    handsetAt: taken ? new Date(now) : current.handsetAt ?? new Date(now),
    offeredTo: [offerTo(viewer.id, now)],
    acceptedAt: new Date(now),
    acceptBy: null,
    ...promised,
    dueAt: promised.expectedBy ?? UNDATED
  }
}

type AcceptedFields = Pick<
  StoredMatter,
  'assignee' | 'handsetAt' | 'offeredTo' | 'acceptedAt' | 'acceptBy' | 'clock' | 'expectedBy' | 'dueAt'
>

/**
 * The person who takes a matter that was offered, in the capacity of the offer.
 * @throws AppError forbidden when the offer has ended: the person is not named any more, or not eligible. Leave does
 *   not end an offer.
 */
async function takenBy(
  current: StoredMatter,
  { viewer, now, deps }: MoveContext
): Promise<Colleague> {
  const taker = (await offerableTo(current, dayOf(now), deps)).find(({ id }) => id === viewer.id)
  if (!taker || (taker.outcome !== 'chosen' && taker.outcome !== 'onLeave')) throw new AppError('forbidden')
  return taker
}
