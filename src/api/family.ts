import type { Beneficiary, BeneficiaryFields, BeneficiaryRole } from '../contract/beneficiary'
import type { ConsentMonths, ConsentPurpose, ConsentWords } from '../contract/consent'
import { call } from './http'

/** My family, where others keep me (`self`), or whom I am asked to hear (`witness`). */
export async function listFamily(role: BeneficiaryRole = 'owner'): Promise<Beneficiary[]> {
  return (await call('listBeneficiaries', { query: { role } })).items
}

/** One family member. @throws ApiError notFound, also when he is somebody else's */
export function getFamilyMember(id: string): Promise<Beneficiary> {
  return call('getBeneficiary', { params: { id } })
}

/** Adds a family member. @throws ApiError with fields, guardianNeeded, tooManyBeneficiaries */
export function addFamilyMember(fields: BeneficiaryFields, idempotencyKey: string): Promise<Beneficiary> {
  return call('createBeneficiary', { body: fields, idempotencyKey })
}

/** Changes a family member; another name ends what was agreed to. */
export function changeFamilyMember(id: string, fields: BeneficiaryFields): Promise<Beneficiary> {
  return call('updateBeneficiary', { params: { id }, body: fields })
}

/** Removes a family member. */
export function removeFamilyMember(id: string): Promise<void> {
  return call('deleteBeneficiary', { params: { id } })
}

/** Asks the agent of his village to hear him. @throws ApiError noWitness */
export function askConsent(id: string, purpose: ConsentPurpose, months: ConsentMonths): Promise<Beneficiary> {
  return call('askConsent', { params: { id }, body: { purpose, months } })
}

/** The agent who heard him writes down what he said. */
export function giveConsent(id: string, agreed: boolean, words: ConsentWords): Promise<Beneficiary> {
  return call('giveConsent', { params: { id }, body: { agreed, words } })
}

/** Takes back what was agreed to in advance. */
export function endConsent(id: string): Promise<Beneficiary> {
  return call('endConsent', { params: { id } })
}
