/** What the form asks, what is wrong with the answers, and what is sent. No component is in this file. */
import type { Beneficiary } from '../../../contract/beneficiary'
import type { CatalogueItem, Channel } from '../../../contract/catalogue'
import { dayOf } from '../../../contract/day'
import { ID_NUMBER_FAULTS } from '../../../contract/errors'
import { idNumberFault, normaliseIdNumber } from '../../../contract/idNumber'
import { MOBILE } from '../../../contract/person'
import type { Kinship, PreferredTime, SpecialGroup, SubmitInput } from '../../../contract/serviceRequestViews'
import type { WorkingHours } from '../../../contract/workingHours'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { stillOffered } from '../halfDays'

/**
 * The answers as they are typed and kept on the phone. The identity number is not among them, because it is never kept.
 */
export interface Answers {
  forWhom: 'self' | 'family' | null
  /** The family member who is the beneficiary; null when the beneficiary is described in words or is the applicant. */
  memberId: string | null
  name: string
  kinship: Kinship | null
  phone: string
  /** A village other than one's own; null: one's own. */
  otherVillage: string | null
  address: string
  specialGroups: SpecialGroup[]
  preferredTimes: PreferredTime[]
  remark: string
  /** Ids of attachments. */
  photos: string[]
}

export const NO_ANSWERS: Answers = {
  forWhom: null,
  memberId: null,
  name: '',
  kinship: null,
  phone: '',
  otherVillage: null,
  address: '',
  specialGroups: [],
  preferredTimes: [],
  remark: '',
  photos: []
}

export const QUESTIONS = ['whom', 'idNumber', 'where', 'circumstances', 'times', 'remark', 'photos'] as const
export type QuestionName = (typeof QUESTIONS)[number]
/** Stages of the form, each with the questions it asks; the last stage asks nothing and shows what will happen. */
export type Stage = readonly QuestionName[]

/** Stages for standard letters: who and where first, then when and what else. */
const GROUPS: readonly Stage[] = [['whom', 'idNumber', 'where', 'circumstances'], ['times', 'remark', 'photos']]

/** The questions for this item. */
export function questionsFor({ idNumberNeeded }: Pick<CatalogueItem, 'idNumberNeeded'>): Stage {
  return QUESTIONS.filter(question => question !== 'idNumber' || idNumberNeeded)
}

/** One question per stage in large letters, a group of questions otherwise; the review is the last stage. */
export function stagesFor(oneByOne: boolean, questions: Stage): Stage[] {
  const groups = oneByOne
    ? questions.map(question => [question])
    : GROUPS.map(group => group.filter(question => questions.includes(question)))
  return [...groups, []]
}

export type FaultyField = 'forWhom' | 'idNumber' | 'name' | 'kinship' | 'phone' | 'village' | 'address'
export type Faults = Partial<Record<FaultyField, string>>


/** What is missing or wrong in the answers to these questions, by field, in words that say what to do. */
export function faultsOf(answers: Answers, questions: Stage, channel: Channel, villageCode: string | null): Faults {
  return {
    ...(questions.includes('whom') && faultsOfWhom(answers)),
    ...(questions.includes('where') && villageCode === null && { village: words.where.villageMissing }),
    ...(questions.includes('where') &&
      channel === 'homeVisit' &&
      isBlank(answers.address) && { address: words.where.addressMissing })
  }
}

/** What is missing or wrong in an identity number as it was typed. @param now ms since 1970 */
export function faultsOfIdNumber(typed: string, now: number): Faults {
  const idNumber = normaliseIdNumber(typed)
  if (idNumber === '') return { idNumber: words.idNumber.missing }
  const fault = idNumberFault(idNumber, dayOf(now))
  return fault ? { idNumber: ID_NUMBER_FAULTS[fault] } : {}
}

/** The question at which the fault of a field is shown. */
export function questionOfFault(field: FaultyField): QuestionName {
  if (field === 'idNumber') return 'idNumber'
  return field === 'village' || field === 'address' ? 'where' : 'whom'
}

function faultsOfWhom({ forWhom, name, kinship, phone }: Answers): Faults {
  if (forWhom === null) return { forWhom: words.whom.missing }
  if (forWhom === 'self') return {}
  return {
    ...(isBlank(name) && { name: words.whom.nameMissing }),
    ...(kinship === null && { kinship: words.whom.kinshipMissing }),
    ...(!isBlank(phone) && !MOBILE.test(phone.trim()) && { phone: words.whom.phoneWrong })
  }
}

/**
 * The body that is sent. Half days that can no longer be chosen are left out.
 * @param now ms since 1970
 */
export function inputOf(
  answers: Answers, asked: Pick<SubmitInput, 'itemCode' | 'channel' | 'villageCode'>, hours: WorkingHours, now: number
): SubmitInput {
  const { address, specialGroups, preferredTimes, remark, photos } = answers
  return {
    ...asked,
    beneficiary: beneficiaryOf(answers),
    specialGroups,
    address: address.trim(),
    preferredTimes: stillOffered(preferredTimes, hours, now),
    remark: remark.trim(),
    photos
  }
}

function beneficiaryOf({ forWhom, memberId, name, kinship, phone }: Answers): SubmitInput['beneficiary'] {
  if (forWhom !== 'family') return null
  if (memberId !== null) return { id: memberId }
  return kinship ? { name: name.trim(), kinship, phone: phone.trim() || null } : null
}

/**
 * The answers that are known of a family member: village, address, circumstances.
 * @param myVillage code; null when there is none
 */
export function answersFor(
  member: Pick<Beneficiary, 'id' | 'name' | 'kinship' | 'villageCode' | 'address' | 'specialGroups'>,
  myVillage: string | null
): Partial<Answers> {
  const { id, name, kinship, villageCode, address, specialGroups } = member
  return {
    forWhom: 'family',
    memberId: id,
    name,
    kinship,
    phone: '',
    address,
    specialGroups: [...specialGroups],
    otherVillage: villageCode === myVillage ? null : villageCode
  }
}

/** The answers for oneself; answers that were filled in for a family member are cleared. */
export function answersForMyself({ memberId }: Answers): Partial<Answers> {
  return {
    forWhom: 'self',
    memberId: null,
    ...(memberId !== null && { otherVillage: null, address: '', specialGroups: [] })
  }
}

/** The question to which a field of the body belongs, so that the BFF's error is shown there; null for other fields. */
export function questionOf(path: string): QuestionName | null {
  const [field] = path.split('.')
  if (field === 'beneficiary') return 'whom'
  if (field === 'villageCode' || field === 'address') return 'where'
  if (field === 'specialGroups') return 'circumstances'
  if (field === 'preferredTimes') return 'times'
  return field === 'remark' || field === 'photos' || field === 'idNumber' ? field : null
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
