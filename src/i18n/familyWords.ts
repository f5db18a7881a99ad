import type { Beneficiary } from '../contract/beneficiary'
import { dayOf } from '../contract/day'
import { family } from './zh/family'
import { serviceRequest } from './zh/serviceRequest'

/** Who somebody is on one line: what he is to the reader, about how old, how he lives. @param now ms since 1970 */
export function aboutMember(
  { kinship, birthYear, specialGroups }: Pick<Beneficiary, 'kinship' | 'birthYear' | 'specialGroups'>, now = Date.now()
): string {
  const age = birthYear === null ? [] : [family.age(Number(dayOf(now).slice(0, 4)) - birthYear)]
  const groups = specialGroups.map(group => serviceRequest.specialGroups[group])
  return family.about(serviceRequest.kinships[kinship], [...age, ...groups].join(' · '))
}
