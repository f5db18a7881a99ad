import type { MatterEndpoint } from '../../src/contract/permissions'
import { refusal, type Action, type MoveState, type Relation, type Status } from '../../src/contract/serviceRequest'
import { OPEN_STATUSES } from '../../src/contract/serviceRequest'
import type { MoveInput } from '../../src/contract/serviceRequestViews'
import { roleIn } from '../audit/audit'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import { consentNow } from './consent'
import { ServiceRequest, type ServiceRequestDoc } from './model'
import { grantedBy, relationsOf } from './policy'
import { recordEntry, sealFields } from './sealing'

/** What a move does to the document, besides what every move does; its words readable, they are sealed on the way. */
export interface Change {
  status: Status
  set?: Record<string, unknown>
  push?: Record<string, unknown>
  /** What the timeline says of it. */
  entry: {
    text?: string | null
    assignee?: { person: string; name: string }
    appointment?: { start: Date; end: Date }
    papers?: string[]
    photos?: string[]
  }
}

export interface MoveContext {
  viewer: Viewer
  now: number
  deps: Deps
}

/**
 * Works out a move from the document as it stands; throws AppError where the input doesn't fit. Of the document it writes nothing;
 * it may claim photos for it.
 */
export type Plan<A extends Action> = (
  serviceRequest: ServiceRequestDoc, input: MoveInput<A>, context: MoveContext
) => Change | Promise<Change>

/** How often a move is worked out anew because somebody else wrote in between. */
const TRIES = 5
/** How many idempotency keys of moves a document keeps. */
const KEYS_KEPT = 50

/**
 * Makes one move as one conditional update: status, fields, timeline entry and idempotency key together, or nothing.
 * The condition is the version that the plan was made from, so of two people who move at once one wins and the other is
 * judged again by the table.
 * @throws AppError notFound (also when it is not his), moveNotAllowed, alreadyTaken, forbidden, alreadyRated, reopenTooLate,
 *   consentMissing, idempotencyKeyReused, changedMeanwhile, and what the plan throws
 */
export async function moveServiceRequest<A extends Action>(
  action: A, plan: Plan<A>, id: string, input: MoveInput<A>, viewer: Viewer, key: IdempotencyKey, deps: Deps
): Promise<ServiceRequestDoc> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = deps.now()
    const current = await findVisible(id, viewer, now)
    if (isReplay(current, action, viewer, key)) return current
    checkAllowed(action, current, viewer, now)
    const change = await plan(current, input, { viewer, now, deps })
    const set = await sealFields(deps.fields, id, change.set ?? {})
    const entry = await entryOf(action, change, input, current, { viewer, now, deps })
    const written = await ServiceRequest.findOneAndUpdate(
      { _id: current._id, version: current.version }, updateOf(action, { ...change, set }, entry, current, viewer, key, now),
      { returnDocument: 'after' }
    )
    if (!written) continue
    deps.audit.nudge()
    return written
  }
  throw new AppError('changedMeanwhile')
}

/**
 * Reads one service request for a viewer whom the table of rights grants this call; for moves that is whoever sees it, the status
 * table tells him the rest.
 * @throws AppError notFound, the same whether it is missing or not his
 */
export async function findVisible(
  id: string, viewer: Viewer, now: number, endpoint: Exclude<MatterEndpoint, Action> = 'getServiceRequest'
): Promise<ServiceRequestDoc> {
  const found = await ServiceRequest.findById(id)
  if (!found || !(await grantedBy(endpoint, found, viewer, now))) throw new AppError('notFound')
  return found
}

/** The part of a document that the status table looks at. @param now ms since 1970 */
export function stateOf(serviceRequest: ServiceRequestDoc, now: number): MoveState {
  const { status, channel, waitingOn, closedAt, rating } = serviceRequest
  return {
    status, channel, waitingOn: waitingOn ?? null, closedAt: closedAt?.getTime() ?? null, rated: rating != null,
    consent: consentNow(serviceRequest, now)
  }
}

function isReplay(current: ServiceRequestDoc, action: Action, viewer: Viewer, { key, bodyHash }: IdempotencyKey): boolean {
  const earlier = current.applied.find(applied => applied.key === key && String(applied.person) === viewer.id)
  if (!earlier) return false
  if (earlier.bodyHash !== bodyHash || earlier.action !== action) throw new AppError('idempotencyKeyReused')
  return true
}

function checkAllowed(action: Action, current: ServiceRequestDoc, viewer: Viewer, now: number): void {
  const relations = relationsOf(current, viewer, now)
  const present = { status: current.status, assignee: current.assignee.name }
  if (current.cutAt) throw new AppError('moveNotAllowed', { present })
  const why = refusal(action, stateOf(current, now), relations, now)
  if (why === null) return
  if (why === 'reopenTooLate' || why === 'alreadyRated' || why === 'consentMissing') throw new AppError(why, { present })
  if (why === 'notYours' && concerns(relations)) throw new AppError('forbidden')
  if (why === 'notYours') throw new AppError('alreadyTaken', { message: `这件事现在由${current.assignee.name}办理。`, present })
  throw new AppError('moveNotAllowed', { present })
}

function concerns(relations: readonly Relation[]): boolean {
  return relations.includes('applicant') || relations.includes('beneficiary')
}

/** The entry of the timeline, which is the record of the move too: it is stamped for the audit. */
function entryOf(
  action: Action, change: Change, input: { phoneTime?: string }, current: ServiceRequestDoc, { viewer, now, deps }: MoveContext
): Promise<object> {
  const relations = relationsOf(current, viewer, now)
  const relation = relations.find(one => one === 'applicant' || one === 'beneficiary') ?? 'staff'
  const entry = {
    action,
    status: change.status,
    at: new Date(now),
    phoneTime: input.phoneTime ? new Date(input.phoneTime) : null,
    by: { person: viewer.id, name: viewer.name },
    relation,
    text: null,
    papers: [],
    photos: [],
    ...change.entry
  }
  return recordEntry(deps.fields, entry, { document: current.id as string, index: current.timeline.length }, roleIn(viewer, relation))
}

function updateOf(
  action: Action, change: Change, entry: object, current: ServiceRequestDoc, viewer: Viewer, { key, bodyHash }: IdempotencyKey, now: number
): object {
  const closing = ['completed', 'declined', 'cancelled'].includes(change.status) && current.status !== change.status
  return {
    $set: {
      status: change.status,
      open: OPEN_STATUSES.includes(change.status),
      auditPending: true,
      // What is closed is offered to nobody any more.
      ...(closing && { closedAt: new Date(now), offeredTo: current.offeredTo.filter(offer => offer.person.equals(current.assignee.person)) }),
      ...change.set
    },
    $push: {
      timeline: entry,
      applied: { $each: [{ person: viewer.id, key, bodyHash, action }], $slice: -KEYS_KEPT },
      ...change.push
    },
    $inc: { version: 1 }
  }
}
