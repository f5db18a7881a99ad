import type { Beneficiary, BeneficiaryRole } from '../../src/contract/beneficiary'
import { LIMITS } from '../../src/contract/limits'
import { mayList } from '../../src/contract/permissions'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { villagesOf } from '../people/responsible'
import { dayOf } from '../../src/contract/day'
import { BeneficiaryModel } from './model'
import { presentBeneficiary } from './presenter'

/** Rows at most: far more than one agent is asked to hear at a time, or than others keep of one person. */
const MOST = 50

/**
 * `owner`: my family; `self`: where others keep me; `witness`: whom I am asked to hear, oldest first.
 * @throws AppError forbidden (witness, to all but agents)
 */
export async function listBeneficiaries(
  role: BeneficiaryRole,
  context: CallContext
): Promise<{ items: Beneficiary[] }> {
  if (!mayList(context.viewer.roles, 'listBeneficiaries', role)) throw new AppError('forbidden')
  const found = await find(role, context)
  return { items: await Promise.all(found.map(stored => presentBeneficiary({ stored, role }, context))) }
}

async function find(role: BeneficiaryRole, { viewer, now }: CallContext) {
  if (role === 'owner') return BeneficiaryModel.find({ owner: viewer.id }).sort({ slot: 1 }).limit(LIMITS.beneficiaries)
  const { phoneIndex } = viewer
  const others = { owner: { $ne: viewer.id } }
  if (role === 'self') return BeneficiaryModel.find({ ...others, phoneIndex }).sort({ _id: 1 }).limit(MOST)
  const villages = (await villagesOf(viewer.id, dayOf(now))).agent
  if (villages.length === 0) return []
  const asked = { villageCode: { $in: villages }, asked: { $ne: null }, phoneIndex: { $ne: phoneIndex } }
  return BeneficiaryModel.find({ ...others, ...asked }).sort({ 'asked.at': 1 }).limit(MOST)
}
