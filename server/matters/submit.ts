import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import { dayOf } from '../../src/contract/day'
import { LIMITS } from '../../src/contract/limits'
import { isDuplicateKey } from '../duplicateKey'
import { AppError } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import { assignTo, refTo, roundOf } from './assignment'
import { candidatesFor } from './candidates'
import type { MoveContext } from './change'
import { newClock } from './clocks'
import type { Kind } from './kind'
import type { StoredMatter, StoredPromise } from './matterFields'
import { Matter } from './model'
import { entryOf } from './move'
import { createdWith, openOfApplicant } from './questions'
import { route, type RoutingAnswer } from './route'
import { recordEntry, sealFields } from './sealing'
import { toldOfSubmission } from './tell'

const NUMBER_TRIES = 5

/** What the applicant and the kind's story say about a new matter; the spine adds the rest. Texts are readable. */
export type NewMatter<D extends StoredMatter> = Pick<
  StoredMatter,
  | 'beneficiary'
  | 'consent'
  | 'specialGroups'
  | 'address'
  | 'remark'
  | 'photos'
  | 'answeredBy'
  | 'villageCode'
  | 'villageName'
  | 'townName'
  | 'stationCode'
> &
  Omit<D, keyof StoredMatter> & {
    /** As contacts.ts writes them, readable. */
    contacts?: string | null
    /** Only a sworn officer may take the matter. */
    needsPolice: boolean
    /** What is promised; null where nothing is. */
    promise: StoredPromise | null
    /** The phone's clock when the matter was first sent, ISO 8601. */
    phoneTime: string | undefined
  }

/** The same id for every attempt of one intent, so that photos can be claimed before the matter is written. */
export function matterIdOf(viewer: Viewer, { key }: IdempotencyKey): Types.ObjectId {
  return new Types.ObjectId(createHash('sha256').update(`${viewer.id}:${key}`).digest('hex').slice(0, 24))
}

/**
 * Takes a new matter and routes it at once; the matter is written as a whole, in one insert, or not at all. A call
 * repeated with the same key is answered with the matter written the first time, even where `tell` would refuse by now.
 * @param tell checks the input and describes the new matter; throws AppError where the input does not fit
 * @param claim claims what belongs to the matter before it is written (photos)
 * @throws AppError what `tell` and `claim` throw, tooManyOpen, idempotencyKeyReused, unavailable
 */
export async function submitMatter<D extends StoredMatter>(
  kind: Kind<D>,
  { tell, claim }: { tell: () => Promise<NewMatter<D>>; claim?: (photos: StoredMatter['photos']) => Promise<void> },
  context: MoveContext
): Promise<D> {
  try {
    const told = await tell()
    await checkOpenLimit(context.viewer)
    const answer = await routeFirst(told, context)
    await claim?.(told.photos)
    const written = await insert(kind, await documentOf(kind, told, answer, context), context)
    context.deps.audit.nudge()
    context.deps.notices.nudge()
    context.deps.metrics.routed.inc({ level: answer.chosen.level })
    return written
  } catch (error) {
    // A repetition always fails, because its id and key are taken or `tell` refuses by now: only a failed call looks
    // for the matter of the first attempt.
    if (!(error instanceof AppError) && !isDuplicateKey(error)) throw error
    const earlier = await findEarlier(kind, context)
    if (earlier) return earlier
    throw error
  }
}

/**
 * The matter that the viewer created with this key. A key stands for one intent, so a matter of another kind is refused
 * as another intent.
 */
async function findEarlier<D extends StoredMatter>({ name }: Kind<D>, { viewer, key }: MoveContext): Promise<D | null> {
  const earlier = await Matter.findOne(createdWith(viewer.id, key.key).filter).lean<D>()
  if (earlier && (earlier.kind !== name || earlier.creation.bodyHash !== key.bodyHash))
    throw new AppError('idempotencyKeyReused')
  return earlier
}

async function checkOpenLimit(viewer: Viewer): Promise<void> {
  const open = await Matter.countDocuments(openOfApplicant(viewer.id).filter)
  if (open >= LIMITS.openMatters) throw new AppError('tooManyOpen')
}

async function routeFirst(
  { villageCode, stationCode, answeredBy, needsPolice, beneficiary }: NewMatter<StoredMatter>,
  { viewer, now, deps }: MoveContext
): Promise<RoutingAnswer> {
  const day = dayOf(now)
  const answer = route({
    needsPolice,
    day,
    candidates: candidatesFor({ villageCode, stationCode }, answeredBy, day, await deps.ground.roster()),
    concerned: new Set([viewer.id, viewer.phoneIndex, ...(beneficiary?.phoneIndex ? [beneficiary.phoneIndex] : [])]),
    handedBack: new Set()
  })
  if (!answer) throw new AppError('unavailable')
  return answer
}

/**
 * The document as stored, except its number. The timeline's first entry is also the audit's record of the submission.
 */
async function documentOf<D extends StoredMatter>(
  kind: Kind<D>, told: NewMatter<D>, answer: RoutingAnswer, { viewer, key, now, deps }: MoveContext
): Promise<Omit<D, 'number'>> {
  const { needsPolice: _needsPolice, promise, phoneTime, ...given } = told
  const id = matterIdOf(viewer, key)
  const by = refTo(viewer)
  const special = told.specialGroups.length > 0
  const first = { status: kind.table.initial, entry: { assignee: refTo(answer.chosen) } }
  const entry = await recordEntry(
    deps.fields,
    entryOf({ action: 'submit', change: first, phoneTime }, { by, relation: 'applicant', now }),
    { document: String(id), index: 0 },
    'resident'
  )
  const assigned = assignTo(answer, { now, special, clock: newClock(promise, now, deps) }, deps)
  const toTell = toldOfSubmission(
    { applicant: { ...by, phone: null, phoneIndex: null }, beneficiary: told.beneficiary, assignee: assigned.assignee },
    { by: by.person, at: new Date(now), entry: 0 }
  )
  const document: Omit<StoredMatter, 'number'> = {
    ...given,
    contacts: given.contacts ?? null,
    _id: id,
    kind: kind.name,
    version: 0,
    status: kind.table.initial,
    open: true,
    applicant: { ...by, phone: await viewer.openPhone(), phoneIndex: viewer.phoneIndex },
    voiceAt: null,
    search: null,
    concerns: [viewer.id, ...(told.beneficiary?.phoneIndex ? [told.beneficiary.phoneIndex] : [])],
    ...assigned,
    handedBackBy: [],
    closedAt: null,
    heldBy: [],
    heldSince: null,
    cutAt: null,
    routing: [roundOf('submit', answer.steps, now)],
    timeline: [entry],
    auditPending: true,
    toTell,
    tellPending: toTell.length > 0,
    precedence: special ? 0 : 1,
    createdAt: new Date(now),
    creation: { person: by.person, key: key.key, bodyHash: key.bodyHash },
    applied: []
  }
  return await sealFields(deps.fields, kind, String(id), document) as Omit<D, 'number'>
}

/**
 * Writes the document under the next free number. When the number is taken, numbers continue with the next block: a
 * counter in the database that was reset by hand gives out numbers again.
 */
async function insert<D extends StoredMatter>(
  { model }: Kind<D>,
  document: Omit<D, 'number'>,
  { now, deps }: MoveContext
): Promise<D> {
  for (let tries = 1; ; tries++) {
    const numbered = { ...document, number: await deps.numbers.take(now) } as D
    try {
      await model.collection.insertOne(numbered as object)
      return numbered
    } catch (error) {
      if (!isDuplicateKey(error) || tries === NUMBER_TRIES || (await Matter.exists({ _id: numbered._id }))) throw error
      deps.numbers.skipBlock()
    }
  }
}
