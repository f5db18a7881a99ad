import type { Beneficiary, BeneficiaryRole } from '../../src/contract/beneficiary'
import type { Items } from '../../src/contract/endpointTypes'
import { LIMITS } from '../../src/contract/limits'
import { mayList } from '../../src/contract/permissions'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { villagesOf } from '../people/responsible'
import { dayOf } from '../../src/contract/day'
import { BeneficiaryModel } from './model'
import { presentBeneficiary } from './presenter'

/**
 * The most rows of a list: far more than one agent is asked to hear at a time, or than family entries exist for one
 * person.
 */
const MOST = 50

/**
 * `owner`: the viewer's family; `self`: entries in which other people list the viewer as family; `witness`: the people
 * whom the viewer is asked to hear, oldest question first.
 * @throws AppError forbidden (`witness` by anybody but an agent)
 */
export async function listBeneficiaries(role: BeneficiaryRole, context: CallContext): Promise<Items<Beneficiary>> {
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
