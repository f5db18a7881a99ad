/** How a person without an account is reached now: read anew whenever a message leaves or a call is listed. */
import type { Types } from 'mongoose'
import { MOBILE } from '../../src/contract/person'
import { BeneficiaryModel } from '../beneficiaries/model'
import { openSealed } from '../beneficiaries/sealing'
import type { StoredMatter } from '../matters/matterFields'
import { openFields } from '../matters/sealing'
import { Person } from '../people/model'
import type { NoticeDeps } from './noticeDeps'

/**
 * - account: the person has an account by now
 * - none: there is no number any more
 * - number: the number, and whether text messages reach it
 */
export type HerPhone =
  | { kind: 'account'; person: Types.ObjectId }
  | { kind: 'none' }
  | { kind: 'number'; phone: string; mobile: boolean }

/** How the beneficiary of a matter is reached. @throws SealError */
export async function herPhoneOf(matter: StoredMatter, deps: Pick<NoticeDeps, 'fields'>): Promise<HerPhone> {
  const index = matter.beneficiary?.phoneIndex
  if (index == null) return { kind: 'none' }
  const account = await Person.findOne({ phoneIndex: index, deletedAt: null }).select({ _id: 1 }).lean()
  if (account) return { kind: 'account', person: account._id }
  const phone = await corrected(matter, deps) ?? await written(matter, deps)
  return phone === null ? { kind: 'none' } : { kind: 'number', phone, mobile: MOBILE.test(phone) }
}

/** The number as the keeper of the family member has corrected it since; null without a correction. */
async function corrected({ beneficiary }: StoredMatter, { fields }: Pick<NoticeDeps, 'fields'>): Promise<string | null> {
  if (!beneficiary?.id) return null
  const member = await BeneficiaryModel.findById(beneficiary.id).lean()
  // Another name is another person.
  if (member?.name !== beneficiary.name) return null
  if (member.phoneIndex == null || member.phoneIndex === beneficiary.phoneIndex) return null
  return (await openSealed(fields, member)).phone
}

async function written(matter: StoredMatter, { fields }: Pick<NoticeDeps, 'fields'>): Promise<string | null> {
  return (await openFields(fields, matter, ['beneficiary.phone'])).beneficiary?.phone ?? null
}
