/**
 * What is asked about a family member, what is wrong with the answers, and what is sent. No component is in this file.
 */
import type { Beneficiary, BeneficiaryFields } from '../../../contract/beneficiary'
import { mayNeedGuardian } from '../../../contract/consent'
import { dayOf } from '../../../contract/day'
import { MOBILE } from '../../../contract/person'
import type { Contact } from '../../../contract/search'
import type { Kinship, SpecialGroup } from '../../../contract/serviceRequestViews'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { filled, isHalf } from '../../../phone/contacts'

const words = familyMembers.edit
const YEAR = /^(19|20)\d{2}$/

/** The answers as they are typed and kept on the phone. */
export interface Answers {
  name: string
  kinship: Kinship | null
  phone: string
  villageCode: string | null
  address: string
  birthYear: string
  guardian: boolean
  specialGroups: SpecialGroup[]
  contacts: Contact[]
}

export type Faults = Partial<Record<keyof Answers, string>>

/** Answers of a new family member. @param villageCode the keeper's own village, as the likely one */
export function emptyAnswers(villageCode: string | null): Answers {
  return {
    name: '',
    kinship: null,
    phone: '',
    villageCode,
    address: '',
    birthYear: '',
    guardian: false,
    specialGroups: [],
    contacts: []
  }
}

/** The answers as they are stored. */
export function answersOf({
  name,
  kinship,
  phone,
  villageCode,
  address,
  birthYear,
  guardian,
  specialGroups,
  contacts
}: Beneficiary): Answers {
  return {
    name,
    kinship,
    phone: phone ?? '',
    villageCode,
    address,
    birthYear: birthYear === null ? '' : String(birthYear),
    guardian,
    specialGroups,
    contacts
  }
}

/**
 * Whether the keeper is asked to be the guardian: for a child that is not the keeper's own and may be under 14.
 * @param now ms since 1970
 */
export function asksForGuardian({ birthYear, kinship }: Answers, now: number): boolean {
  return (
    YEAR.test(birthYear) &&
    mayNeedGuardian(Number(birthYear), Number(dayOf(now).slice(0, 4))) &&
    kinship !== null &&
    kinship !== 'child'
  )
}

/** What is missing or wrong, in words that say what to do. */
export function faultsOf({ name, kinship, phone, villageCode, birthYear, contacts }: Answers): Faults {
  return {
    ...(name.trim() === '' && { name: words.nameMissing }),
    ...(kinship === null && { kinship: words.kinshipMissing }),
    ...(phone.trim() !== '' && !MOBILE.test(phone.trim()) && { phone: words.phoneWrong }),
    ...(villageCode === null && { villageCode: words.villageMissing }),
    ...(birthYear.trim() !== '' && !YEAR.test(birthYear.trim()) && { birthYear: words.birthYearWrong }),
    ...(contacts.some(isHalf) && { contacts: words.contactMissing })
  }
}

/** The body that is sent; null while something is missing. */
export function fieldsOf(answers: Answers): BeneficiaryFields | null {
  const { name, kinship, phone, villageCode, address, birthYear, guardian, specialGroups, contacts } = answers
  if (kinship === null || villageCode === null || Object.keys(faultsOf(answers)).length > 0) return null
  return {
    name: name.trim(), kinship, phone: phone.trim() || null, villageCode, address: address.trim(),
    birthYear: birthYear.trim() === '' ? null : Number(birthYear), guardian, specialGroups,
    contacts: filled(contacts)
  }
}
