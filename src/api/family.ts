import type { Beneficiary, BeneficiaryFields, BeneficiaryRole } from '../contract/beneficiary'
import type { ConsentMonths, ConsentPurpose, ConsentWords } from '../contract/consent'
import { call } from './http'

/**
 * The caller's family, the entries that list the caller (`self`), or the people the caller is asked to hear
 * (`witness`).
 */
export async function listFamily(role: BeneficiaryRole = 'owner'): Promise<Beneficiary[]> {
  return (await call('listBeneficiaries', { query: { role } })).items
}

/** One family member. @throws ApiError notFound, also when the member is somebody else's */
export function getFamilyMember(id: string): Promise<Beneficiary> {
  return call('getBeneficiary', { params: { id } })
}

/** Adds a family member. @throws ApiError with fields, guardianNeeded, tooManyBeneficiaries */
export function addFamilyMember(fields: BeneficiaryFields, idempotencyKey: string): Promise<Beneficiary> {
  return call('createBeneficiary', { body: fields, idempotencyKey })
}

/** Changes a family member; another name ends every consent given in advance. */
export function changeFamilyMember(id: string, fields: BeneficiaryFields): Promise<Beneficiary> {
  return call('updateBeneficiary', { params: { id }, body: fields })
}

/** Removes a family member. */
export function removeFamilyMember(id: string): Promise<void> {
  return call('deleteBeneficiary', { params: { id } })
}

/** Asks the agent of the family member's village to hear the family member. @throws ApiError noWitness */
export function askConsent(id: string, purpose: ConsentPurpose, months: ConsentMonths): Promise<Beneficiary> {
  return call('askConsent', { params: { id }, body: { purpose, months } })
}

/** Records the answer that the agent heard from the family member. */
export function giveConsent(id: string, agreed: boolean, words: ConsentWords): Promise<Beneficiary> {
  return call('giveConsent', { params: { id }, body: { agreed, words } })
}

/** Withdraws every consent given in advance. */
export function endConsent(id: string): Promise<Beneficiary> {
  return call('endConsent', { params: { id } })
}
