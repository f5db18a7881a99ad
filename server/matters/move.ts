import { Types } from 'mongoose'
import { refusal } from '../../src/contract/matter'
import { roleIn } from '../audit/audit'
import { writeOnVersion, type Update } from '../conditionalWrite'
import { AppError } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import { refTo } from './assignment'
import type { Change, MoveContext } from './change'
import { kindOf, type Kind, type MovableKind, type Plan } from './kind'
import type { StoredEntry, StoredKey, StoredMatter } from './matterFields'
import { Matter } from './model'
import { readMatter } from './questions'
import { capacityOf, checkVisible, isGranted, relationsOf, standingOf } from './relations'
import { placeInLists } from './search'
import { recordEntry, sealFields } from './sealing'
import { toldOfMove } from './tell'

/** How many idempotency keys of moves a document keeps. */
const KEYS_KEPT = 50

/** One move that somebody wants to make. */
export interface MoveCall<Action extends string, Input> {
  action: Action
  /** Id of the matter. */
  id: string
  input: Input & { phoneTime?: string | undefined }
}

/**
 * Makes one move as one conditional update: status, fields, timeline entry and idempotency key together, or nothing.
 * The condition is the version from which the plan was made: of two people who move at once one succeeds, and the
 * other's move is judged again by the table.
 * @throws AppError notFound (also when the matter is not the viewer's), moveNotAllowed, alreadyTaken, forbidden, the
 *   codes of the kind's table, idempotencyKeyReused, movedOn, changedMeanwhile, and what the plan throws
 */
export async function moveMatter<
  D extends StoredMatter<string, Action>,
  Action extends string,
  State extends { status: D['status'] },
  Why extends string,
  Inputs extends Record<Action, object>,
  A extends Action
>(
  kind: MovableKind<D, Action, State, Why, Inputs>,
  { action, id, input }: MoveCall<A, Inputs[A]>,
  context: Omit<MoveContext, 'now'>
): Promise<D> {
  const { viewer, key, deps } = context
  const done = await writeOnVersion<D>(
    Matter,
    () => findForMove<D>({ kind: kind.name, id, by: kind.visibleTo }, viewer, key, deps.now()),
    async current => {
      const now = deps.now()
      if (isReplay(current, action, viewer, key)) {
        await checkTellable(kind, current, viewer, key, now)
        return null
      }
      checkAllowed(kind, action, current, viewer, now)
      const plan: Plan<D, Inputs[A]> = kind.plans[action]
      const change = await plan(current, input, { ...context, now })
      return updateOf({ action, change, phoneTime: input.phoneTime }, current, { ...context, now })
    }
  )
  // Never reached: findForMove throws when the matter is missing.
  if (!done) throw new AppError('notFound')
  if (done.written) {
    deps.audit.nudge()
    deps.notices.nudge()
  }
  return done.document
}

/**
 * Reads the matter for a move. A move may take the matter out of the mover's sight (passed on to another); when its
 * answer was lost, the repetition must find the matter all the same.
 * @throws AppError notFound as `findVisible`
 */
async function findForMove<D extends StoredMatter>(
  seen: { kind: string; id: string; by: Kind['visibleTo'] }, viewer: Viewer, key: IdempotencyKey, now: number
): Promise<D> {
  const found = await readMatter<D>(seen.id)
  if (found?.kind !== seen.kind) throw new AppError('notFound')
  return appliedWith(found, viewer, key) === undefined ? checkVisible(found, seen.by, viewer, now) : found
}

/**
 * Who repeats a move and may not see the matter any more is told the matter only as that move left it, which is what
 * the lost answer said.
 * @throws AppError movedOn when somebody else has made a move since
 */
async function checkTellable(
  { visibleTo }: Pick<Kind, 'visibleTo'>, current: StoredMatter, viewer: Viewer, key: IdempotencyKey, now: number
): Promise<void> {
  if (current.applied.at(-1) === appliedWith(current, viewer, key)) return
  if (!await isGranted(visibleTo, current, viewer, now)) throw new AppError('movedOn')
}

function appliedWith(
  current: StoredMatter, viewer: Viewer, { key }: IdempotencyKey
): StoredMatter['applied'][number] | undefined {
  return current.applied.find(applied => applied.key === key && String(applied.person) === viewer.id)
}

function isReplay(current: StoredMatter, action: string, viewer: Viewer, key: IdempotencyKey): boolean {
  const earlier = appliedWith(current, viewer, key)
  if (!earlier) return false
  if (earlier.bodyHash !== key.bodyHash || earlier.action !== action) throw new AppError('idempotencyKeyReused')
  return true
}

function checkAllowed<
  D extends StoredMatter<string, Action>,
  Action extends string,
  State extends { status: D['status'] },
  Why extends string
>(
  { table, stateOf }: Pick<MovableKind<D, Action, State, Why, Record<Action, object>>, 'table' | 'stateOf'>,
  action: Action,
  current: D,
  viewer: Viewer,
  now: number
): void {
  const relations = relationsOf(current, viewer, now)
  const present = { status: current.status, assignee: current.assignee.name }
  if (current.cutAt) throw new AppError('moveNotAllowed', { present })
  const why = refusal(table, action, stateOf(current, now), relations, now)
  if (why === null) return
  const code = table.codes.find(one => one === why)
  if (code !== undefined) throw new AppError(code, { present })
  if (why === 'notYours' && capacityOf(relations) !== 'staff') throw new AppError('forbidden')
  if (why === 'notYours')
    throw new AppError('alreadyTaken', { message: `这件事现在由${current.assignee.name}办理。`, present })
  throw new AppError('moveNotAllowed', { present })
}

/** A planned move with everything that its write needs. */
interface WorkedOut<D extends StoredMatter> {
  action: string
  change: Change<D>
  /** The phone's clock, ISO 8601. */
  phoneTime: string | undefined
}

async function updateOf<D extends StoredMatter>(
  { action, change, phoneTime }: WorkedOut<D>,
  current: D,
  context: MoveContext
): Promise<Update<D>> {
  const { viewer, key, now, deps } = context
  const relation = standingOf(relationsOf(current, viewer, now))
  const entry = entryOf({ action, change, phoneTime }, { by: refTo(viewer), relation, now })
  const applied: StoredKey & { action: string } = {
    person: new Types.ObjectId(viewer.id),
    key: key.key,
    bodyHash: key.bodyHash,
    action
  }
  const update = await writtenChange(kindOf(current), current, change, entry, {
    role: roleIn(viewer, relation),
    now,
    fields: deps.fields
  })
  return {
    ...update,
    $push: { ...update.$push, applied: { $each: [applied], $slice: -KEYS_KEPT } }
  } as unknown as Update<D>
}

/** An entry of the timeline with its text readable, before it is stamped. @param now ms since 1970 */
export function entryOf<D extends StoredMatter>(
  { action, change, phoneTime }: WorkedOut<D>,
  { by, relation, now }: Pick<StoredEntry, 'by' | 'relation'> & { now: number }
): Omit<StoredEntry, '_id' | 'audit'> {
  return {
    action,
    status: change.status,
    at: new Date(now),
    phoneTime: phoneTime ? new Date(phoneTime) : null,
    by,
    relation,
    text: null,
    assignee: null,
    appointment: null,
    papers: [],
    photos: [],
    ...change.entry
  }
}

/**
 * The update of one change: the new status and what follows from it, the sealed fields, the lists, the entry of the
 * timeline, which is the audit's record of the change, and the events that people still have to be told.
 */
export async function writtenChange<D extends StoredMatter>(
  kind: Kind, current: D, change: Change<D>, entry: Omit<StoredEntry, '_id' | 'audit'>,
  { role, now, fields }: { role: Parameters<typeof recordEntry>[3]; now: number; fields: MoveContext['deps']['fields'] }
): Promise<Update<D>> {
  const id = String(current._id)
  const open = kind.table.open.includes(change.status)
  const [set, recorded] = await Promise.all([
    sealFields(fields, kind, id, change.set ?? {}),
    recordEntry(fields, entry, { document: id, index: current.timeline.length }, role)
  ])
  const lists = Object.entries(change.push ?? {}).map(([name, items]) => [name, { $each: items as unknown[] }])
  const told = toldOfMove(current, change, { by: entry.by.person, at: entry.at, entry: current.timeline.length })
  return {
    $set: {
      status: change.status,
      open,
      auditPending: true,
      ...(told.length > 0 && { tellPending: true }),
      ...(current.open !== open && (open ? OPENED_AGAIN : closing(current, now))),
      ...set,
      ...placeInLists(current, { ...current, status: change.status, ...change.set })
    },
    $push: {
      ...(Object.fromEntries(lists) as object),
      timeline: { $each: [recorded] },
      ...(told.length > 0 && { toTell: { $each: told } })
    }
  } as unknown as Update<D>
}

const OPENED_AGAIN: Pick<StoredMatter, 'closedAt'> = { closedAt: null }

/** Of the offers of a closed matter only the assignee's stays. */
function closing({ assignee, offeredTo }: StoredMatter, now: number): Pick<StoredMatter, 'closedAt' | 'offeredTo'> {
  return { closedAt: new Date(now), offeredTo: offeredTo.filter(({ person }) => person.equals(assignee.person)) }
}
