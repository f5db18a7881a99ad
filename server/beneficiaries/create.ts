import { Types } from 'mongoose'
import type { BeneficiaryFields } from '../../src/contract/beneficiary'
import { mayNeedGuardian } from '../../src/contract/consent'
import { LIMITS } from '../../src/contract/limits'
import type { Deps } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { AppError, fieldError, invalidField } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import { checkSensitive } from '../people/sensitive'
import { Village } from '../ground/villageModel'
import { guardianDecides, yearOf } from './consents'
import { BeneficiaryModel, type BeneficiaryDoc } from './model'
import { sealAddress, sealPhone } from './sealing'

/**
 * Adds a family member. Sent again with the same key it answers with the one added the first time.
 * @throws AppError villageUnknown, guardianNeeded, validationFailed, tooManyBeneficiaries, sensitiveConsentNeeded, idempotencyKeyReused
 */
export async function createBeneficiary(input: BeneficiaryFields, viewer: Viewer, key: IdempotencyKey, deps: Deps): Promise<BeneficiaryDoc> {
  checkSensitive(input.specialGroups, viewer)
  await checkFields(input, deps)
  const _id = new Types.ObjectId()
  const sealed = {
    ...await sealPhone(deps.fields, String(_id), input.phone),
    address: await sealAddress(deps.fields, String(_id), input.address)
  }
  for (;;) {
    const earlier = await BeneficiaryModel.findOne({ owner: viewer.id, 'creation.key': key.key })
    if (earlier && earlier.creation.bodyHash !== key.bodyHash) throw new AppError('idempotencyKeyReused')
    if (earlier) return earlier
    const slot = await freeSlot(viewer)
    try {
      return await BeneficiaryModel.create({ ...input, ...sealed, _id, owner: viewer.id, slot, creation: key })
    } catch (error) {
      // Somebody took the slot, or the same call came twice: look again. Each round somebody has got in, so it ends.
      if (!isDuplicateKey(error)) throw error
    }
  }
}

/** @throws AppError tooManyBeneficiaries */
async function freeSlot(viewer: Viewer): Promise<number> {
  const taken = new Set((await BeneficiaryModel.find({ owner: viewer.id }).select({ slot: 1 }).limit(LIMITS.beneficiaries).lean()).map(({ slot }) => slot))
  const free = Array.from({ length: LIMITS.beneficiaries }, (_, slot) => slot).find(slot => !taken.has(slot))
  if (free === undefined) throw new AppError('tooManyBeneficiaries')
  return free
}

/**
 * What a schema can't tell: that the village is there, the year not in the future, and the child's guardian the one who adds it.
 * @throws AppError villageUnknown, validationFailed, guardianNeeded
 */
export async function checkFields(
  { villageCode, birthYear, kinship, guardian }: Pick<BeneficiaryFields, 'villageCode' | 'birthYear' | 'kinship' | 'guardian'>, { now }: Pick<Deps, 'now'>
): Promise<void> {
  if (birthYear !== null && birthYear > yearOf(now())) {
    throw invalidField('birthYear', '出生年份还没到,请改一改。')
  }
  if (mayNeedGuardian(birthYear, yearOf(now())) && !guardianDecides({ birthYear, kinship, guardian }, now())) {
    throw fieldError('guardianNeeded', 'guardian')
  }
  if (!await Village.exists({ _id: villageCode })) throw fieldError('villageUnknown', 'villageCode')
}
