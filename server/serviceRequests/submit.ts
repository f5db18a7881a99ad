import { Types } from 'mongoose'
import type { SubmitInput } from '../../src/contract/serviceRequestViews'
import { claimAttachments } from '../attachments/claim'
import { findItem } from '../catalogue/findItem'
import type { CatalogueItemFields } from '../ground/catalogueModel'
import type { Deps } from '../deps'
import { fieldError, invalidField } from '../errors'
import type { MoveContext } from '../matters/change'
import { promiseOf } from '../matters/clocks'
import { namedKindOf } from './channel'
import { matterIdOf, submitMatter, type NewMatter } from '../matters/submit'
import { checkSensitive, checkSensitiveConsent } from '../people/sensitive'
import { forWhom, suspendIfWithdrawn } from './beneficiaryOf'
import { checkIdNumber, sealIdNumber } from './idNumber'
import { SERVICE_REQUEST } from './kind'
import { checkPreferredTimes } from './preferredTimes'
import type { StoredServiceRequest } from './serviceRequestFields'

/**
 * Takes a service request and routes it at once; it is written as a whole, in one insert, or not at all. A call
 * repeated with the same key is answered with what was written the first time.
 * @throws AppError villageUnknown, itemUnknown, presenceRequired, channelNotAllowed, relativeNotAllowed, timeInPast,
 *   timeTooFar, tooManyOpen, beneficiaryUnknown, sensitiveConsentNeeded, attachmentUnknown, idempotencyKeyReused,
 *   unavailable
 */
export async function submit(input: SubmitInput, context: MoveContext): Promise<StoredServiceRequest> {
  const { viewer, key, now } = context
  const written = await submitMatter(SERVICE_REQUEST, {
    tell: () => tell(input, context),
    claim: photos => claimAttachments(photos.map(String), matterIdOf(viewer, key), viewer, now)
  }, context)
  // Also for a repeated call: the first one may have been cut off after the insert.
  await suspendIfWithdrawn(written)
  return written
}

async function tell(
  input: SubmitInput,
  { viewer, key, now, deps }: MoveContext
): Promise<NewMatter<StoredServiceRequest>> {
  checkSensitive(input.specialGroups, viewer)
  const village = (await deps.ground.places()).village(input.villageCode)
  if (!village) throw fieldError('villageUnknown', 'villageCode')
  const item = await findAllowedItem(input, deps)
  const idNumber = checkIdNumber(input.idNumber ?? null, item.idNumberNeeded, now)
  if (idNumber !== null) checkSensitiveConsent(viewer)
  checkPreferredTimes(input.preferredTimes, deps.settings.workingHours, now)
  const { channel, specialGroups, address, remark, preferredTimes, phoneTime } = input
  return {
    ...(await forWhom(input, viewer, deps)),
    ...(await sealIdNumber(deps.fields, String(matterIdOf(viewer, key)), idNumber)),
    villageCode: village._id,
    villageName: village.name,
    townName: village.townName,
    stationCode: village.stationCode,
    channel,
    answeredBy: namedKindOf(channel),
    needsPolice: channel === 'homeVisit' && item.requiresPolice,
    itemCode: item._id,
    itemName: item.name,
    specialGroups,
    address,
    remark,
    preferredTimes,
    photos: (input.photos ?? []).map(photo => new Types.ObjectId(photo)),
    promise: promiseOf(now, item, channel, specialGroups.length > 0, deps),
    phoneTime,
    timeChangeAsked: false,
    missed: 0,
    lastMiss: null,
    materialAsked: null,
    custody: [],
    papersDiffer: null,
    deliveryDay: null,
    declined: null,
    rating: null
  }
}

async function findAllowedItem(
  { itemCode, channel, address, beneficiary }: SubmitInput,
  deps: Deps
): Promise<CatalogueItemFields> {
  const item = await findItem(itemCode, deps)
  if (!item) throw fieldError('itemUnknown', 'itemCode')
  if (channel === 'paperwork' && item.presenceRequired) throw fieldError('presenceRequired', 'channel')
  if (!item.channels.includes(channel)) throw fieldError('channelNotAllowed', 'channel')
  if (beneficiary !== null && !item.relativeMayBook) throw fieldError('relativeNotAllowed', 'beneficiary')
  if (channel === 'homeVisit' && address === '') {
    throw invalidField('address', '请写一下家在村里哪儿，民警好找。')
  }
  return item
}
