import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import type { SubmitInput } from '../../src/contract/serviceRequestViews'
import { LIMITS } from '../../src/contract/limits'
import { claimAttachments } from '../attachments/claim'
import { findItem } from '../catalogue/findItem'
import type { CatalogueItemFields } from '../catalogue/model'
import type { Deps } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { AppError, fieldError } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../session/viewer'
import { checkSensitive, checkSensitiveConsent } from '../privacy/sensitive'
import { Village, type VillageFields } from '../villages/model'
import { dayOf } from '../../src/contract/day'
import { assignTo, roundOf } from './assignment'
import { forWhom, type ForWhom } from './beneficiaryOf'
import { candidatesFor } from './candidates'
import { promisedEnd } from './clocks'
import { checkIdNumber, sealIdNumber } from './idNumber'
import { ServiceRequest, type ServiceRequestDoc } from './model'
import { nextNumber } from './number'
import { checkPreferredTimes } from './preferredTimes'
import { route, type RoutingAnswer } from './route'
import { recordEntry, sealFields } from './sealing'

const NUMBER_TRIES = 5

/**
 * Takes a service request and routes it at once; it is written whole, in one insert, or not at all.
 * Sent again with the same key it answers with what was written the first time.
 * @throws AppError villageUnknown, itemUnknown, presenceRequired, channelNotAllowed, relativeNotAllowed, timeInPast, timeTooFar,
 *   tooManyOpen, beneficiaryUnknown, sensitiveConsentNeeded, attachmentUnknown, idempotencyKeyReused, unavailable
 */
export async function submit(input: SubmitInput, viewer: Viewer, key: IdempotencyKey, deps: Deps): Promise<ServiceRequestDoc> {
  const earlier = await findEarlier(viewer, key)
  if (earlier) return earlier
  checkSensitive(input.specialGroups, viewer)
  const now = deps.now()
  const village = await findVillage(input.villageCode)
  const item = await findAllowedItem(input)
  const idNumber = checkIdNumber(input.idNumber ?? null, item.idNumberNeeded, now)
  if (idNumber !== null) checkSensitiveConsent(viewer)
  checkPreferredTimes(input.preferredTimes, deps.settings.workingHours, now)
  await checkOpenLimit(viewer)
  const whom = await forWhom(input, viewer, deps)
  const answer = await routeFirst(input, whom, item, village, viewer, now, deps)
  await claimAttachments(input.photos ?? [], idOf(viewer, key), viewer, now)
  return writeNumbered(viewer, key, async () => {
    const document = documentOf(input, whom, item, village, viewer, key, answer, await nextNumber(now), now, deps)
    const written = await ServiceRequest.create({
      ...await sealed(document, deps), ...await sealIdNumber(deps.fields, String(document._id), idNumber)
    })
    deps.audit.nudge()
    deps.metrics.routed.inc({ level: answer.chosen.level })
    return written
  })
}

/** The same intent has the same id at every try, so its photos are taken for it before it is written. */
function idOf(viewer: Viewer, { key }: IdempotencyKey): Types.ObjectId {
  return new Types.ObjectId(createHash('sha256').update(`${viewer.id}:${key}`).digest('hex').slice(0, 24))
}

async function findEarlier(viewer: Viewer, { key, bodyHash }: IdempotencyKey): Promise<ServiceRequestDoc | null> {
  const earlier = await ServiceRequest.findOne({ 'creation.person': viewer.id, 'creation.key': key })
  if (earlier && earlier.creation.bodyHash !== bodyHash) throw new AppError('idempotencyKeyReused')
  return earlier
}

/**
 * Two copies of the same call at once: the unique index lets one in, the other answers with it. A number that is taken leads to
 * the next one: MongoDB counts without repeating itself, a count that was put back by hand doesn't.
 */
async function writeNumbered(viewer: Viewer, key: IdempotencyKey, write: () => Promise<ServiceRequestDoc>): Promise<ServiceRequestDoc> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      const earlier = await findEarlier(viewer, key)
      if (earlier) return earlier
      if (tries === NUMBER_TRIES) throw error
    }
  }
}

async function findVillage(code: string): Promise<VillageFields> {
  const village = await Village.findById(code).lean()
  if (!village) throw fieldError('villageUnknown', 'villageCode')
  return village
}

async function findAllowedItem({ itemCode, channel, address, beneficiary }: SubmitInput): Promise<CatalogueItemFields> {
  const item = await findItem(itemCode)
  if (!item) throw fieldError('itemUnknown', 'itemCode')
  if (channel === 'paperwork' && item.presenceRequired) throw fieldError('presenceRequired', 'channel')
  if (!item.channels.includes(channel)) throw fieldError('channelNotAllowed', 'channel')
  if (beneficiary !== null && !item.relativeMayBook) throw fieldError('relativeNotAllowed', 'beneficiary')
  if (channel === 'homeVisit' && address === '') {
    throw new AppError('validationFailed', { fields: [{ path: 'address', message: '请写一下家在村里哪儿,民警好找。' }] })
  }
  return item
}

async function checkOpenLimit(viewer: Viewer): Promise<void> {
  const open = await ServiceRequest.countDocuments({ 'applicant.person': viewer.id, open: true })
  if (open >= LIMITS.openServiceRequests) throw new AppError('tooManyOpen')
}

async function routeFirst(
  input: SubmitInput, { beneficiary }: ForWhom, item: CatalogueItemFields, village: VillageFields, viewer: Viewer, now: number, { fields }: Deps
): Promise<RoutingAnswer> {
  const day = dayOf(now)
  const answer = route({
    channel: input.channel,
    requiresPolice: item.requiresPolice,
    day,
    candidates: await candidatesFor({ villageCode: village._id, stationCode: village.stationCode }, input.channel, day, fields),
    concerned: new Set([viewer.id, viewer.phoneIndex, ...(beneficiary?.phoneIndex ? [beneficiary.phoneIndex] : [])]),
    handedBack: new Set()
  })
  if (!answer) throw new AppError('unavailable')
  return answer
}

function documentOf(
  input: SubmitInput, { beneficiary, consent }: ForWhom, item: CatalogueItemFields, village: VillageFields, viewer: Viewer, key: IdempotencyKey,
  { chosen, next, steps }: RoutingAnswer, number: string, now: number, deps: Deps
) {
  const special = input.specialGroups.length > 0
  const expectedBy = promisedEnd(now, item, input.channel, special, deps)
  const by = { person: viewer.id, name: viewer.name }
  return {
    _id: idOf(viewer, key),
    number,
    status: 'assigned',
    channel: input.channel,
    itemCode: item._id,
    itemName: item.name,
    villageCode: village._id,
    villageName: village.name,
    townName: village.townName,
    stationCode: village.stationCode,
    applicant: { ...by, phone: viewer.phone, phoneIndex: viewer.phoneIndex },
    beneficiary,
    consent,
    concerns: [viewer.id, ...(beneficiary?.phoneIndex ? [beneficiary.phoneIndex] : [])],
    specialGroups: input.specialGroups,
    address: input.address,
    preferredTimes: input.preferredTimes,
    remark: input.remark,
    photos: input.photos ?? [],
    ...assignTo(chosen, next, now, special, deps),
    expectedBy: expectedBy === null ? null : new Date(expectedBy),
    routing: [roundOf('submit', steps, now)],
    timeline: [{
      action: 'submit', status: 'assigned', at: new Date(now), phoneTime: input.phoneTime ? new Date(input.phoneTime) : null, by,
      relation: 'applicant', assignee: { person: chosen.id, name: chosen.name }, papers: [], photos: []
    }],
    precedence: special ? 0 : 1,
    open: true,
    createdAt: new Date(now),
    creation: { person: viewer.id, ...key }
  }
}

/** As it is stored. The timeline's first entry is the record of the submission too. */
async function sealed(document: { _id: Types.ObjectId; timeline: object[] }, { fields }: Deps): Promise<object> {
  const id = document._id.toHexString()
  const entry = await recordEntry(fields, document.timeline[0]!, { document: id, index: 0 }, 'resident')
  return { ...await sealFields(fields, id, document), timeline: [entry] }
}
