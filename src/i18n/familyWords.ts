import type { Beneficiary } from '../contract/beneficiary'
import { dayOf } from '../contract/day'
import { family } from './zh/family'
import { serviceRequest } from './zh/serviceRequest'

/** A family member on one line: kinship, approximate age, circumstances. @param now ms since 1970 */
export function aboutMember(
  { kinship, birthYear, specialGroups }: Pick<Beneficiary, 'kinship' | 'birthYear' | 'specialGroups'>, now = Date.now()
): string {
  const age = birthYear === null ? [] : [family.age(Number(dayOf(now).slice(0, 4)) - birthYear)]
  const groups = specialGroups.map(group => serviceRequest.specialGroups[group])
  return family.about(serviceRequest.kinships[kinship], [...age, ...groups].join(' · '))
}
