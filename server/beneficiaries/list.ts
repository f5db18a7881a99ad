import type { Beneficiary, BeneficiaryRole } from '../../src/contract/beneficiary'
import { LIMITS } from '../../src/contract/limits'
import { mayList } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { villagesOf } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import { BeneficiaryModel } from './model'
import { presentBeneficiary } from './presenter'

/** Asked of one agent at a time, or kept of one person by others: far more than there will be. */
const MOST = 50

/** `owner`: my family; `self`: where others keep me; `witness`: whom I am asked to hear, oldest first. @throws AppError forbidden (witness, to all but agents) */
export async function listBeneficiaries(role: BeneficiaryRole, viewer: Viewer, deps: Deps): Promise<{ items: Beneficiary[] }> {
  if (!mayList(viewer.roles, 'listBeneficiaries', role)) throw new AppError('forbidden')
  const found = await find(role, viewer, deps)
  return { items: await Promise.all(found.map(stored => presentBeneficiary({ stored, role }, deps))) }
}

async function find(role: BeneficiaryRole, viewer: Viewer, deps: Deps) {
  if (role === 'owner') return BeneficiaryModel.find({ owner: viewer.id }).sort({ slot: 1 }).limit(LIMITS.beneficiaries)
  const { phoneIndex } = viewer
  const others = { owner: { $ne: viewer.id } }
  if (role === 'self') return BeneficiaryModel.find({ ...others, phoneIndex }).sort({ _id: 1 }).limit(MOST)
  const villages = (await villagesOf(viewer.id, dayOf(deps.now()))).agent
  if (villages.length === 0) return []
  const asked = { villageCode: { $in: villages }, asked: { $ne: null }, phoneIndex: { $ne: phoneIndex } }
  return BeneficiaryModel.find({ ...others, ...asked }).sort({ 'asked.at': 1 }).limit(MOST)
}
