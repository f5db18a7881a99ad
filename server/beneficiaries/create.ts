import { Types } from 'mongoose'
import type { BeneficiaryFields } from '../../src/contract/beneficiary'
import { mayNeedGuardian } from '../../src/contract/consent'
import { LIMITS } from '../../src/contract/limits'
import type { KeyedContext } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { AppError, fieldError, invalidField } from '../errors'
import { checkSensitive } from '../people/sensitive'
import type { Viewer } from '../people/viewer'
import { Village } from '../ground/villageModel'
import { guardianDecides, yearOf } from './consents'
import { BeneficiaryModel, type BeneficiaryDoc } from './model'
import { sealAddress, sealContacts, sealPhone } from './sealing'

/**
 * Adds a family member. A repeated call with the same key answers with the member added the first time.
 * @throws AppError villageUnknown, guardianNeeded, validationFailed, tooManyBeneficiaries, sensitiveConsentNeeded,
 *   idempotencyKeyReused
 */
export async function createBeneficiary(
  input: BeneficiaryFields, { viewer, key, now, deps }: KeyedContext
): Promise<BeneficiaryDoc> {
  checkSensitive(input.specialGroups, viewer)
  await checkFields(input, now)
  const _id = new Types.ObjectId()
  const sealed = {
    ...await sealPhone(deps.fields, String(_id), input.phone),
    address: await sealAddress(deps.fields, String(_id), input.address),
    contacts: await sealContacts(deps.fields, String(_id), input.contacts ?? [])
  }
  for (;;) {
    const earlier = await BeneficiaryModel.findOne({ owner: viewer.id, 'creation.key': key.key })
    if (earlier && earlier.creation.bodyHash !== key.bodyHash) throw new AppError('idempotencyKeyReused')
    if (earlier) return earlier
    const slot = await freeSlot(viewer)
    try {
      return await BeneficiaryModel.create({ ...input, ...sealed, _id, owner: viewer.id, slot, creation: key })
    } catch (error) {
      // Another call took the slot, or the same call came twice: read again. In each round one of the competing calls
      // succeeds, so the loop ends.
      if (!isDuplicateKey(error)) throw error
    }
  }
}

/** @throws AppError tooManyBeneficiaries */
async function freeSlot(viewer: Viewer): Promise<number> {
  const kept = await BeneficiaryModel.find({ owner: viewer.id }).select({ slot: 1 }).limit(LIMITS.beneficiaries).lean()
  const taken = new Set(kept.map(({ slot }) => slot))
  const free = Array.from({ length: LIMITS.beneficiaries }, (_, slot) => slot).find(slot => !taken.has(slot))
  if (free === undefined) throw new AppError('tooManyBeneficiaries')
  return free
}

/**
 * Checks what a schema can't: that the village exists, that the year of birth is not in the future, and that a child is
 * added by the guardian.
 * @param now ms since 1970
 * @throws AppError villageUnknown, validationFailed, guardianNeeded
 */
export async function checkFields(
  fields: Pick<BeneficiaryFields, 'villageCode' | 'birthYear' | 'kinship' | 'guardian'>, now: number
): Promise<void> {
  const { villageCode, birthYear, kinship, guardian } = fields
  if (birthYear !== null && birthYear > yearOf(now)) {
    throw invalidField('birthYear', '出生年份还没到，请改一改。')
  }
  if (mayNeedGuardian(birthYear, yearOf(now)) && !guardianDecides({ birthYear, kinship, guardian }, now)) {
    throw fieldError('guardianNeeded', 'guardian')
  }
  if (!await Village.exists({ _id: villageCode })) throw fieldError('villageUnknown', 'villageCode')
}
