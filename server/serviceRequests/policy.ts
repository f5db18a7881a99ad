/** Who may see a service request, and what he is to it. */
import type { Relation } from '../../src/contract/serviceRequest'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import { Responsibility } from '../people/model'
import type { Viewer } from '../session/viewer'
import { dayOf } from '../workingTime/day'
import type { ServiceRequestFields } from './model'

type Seen = Pick<ServiceRequestFields, 'applicant' | 'concerns' | 'assignee' | 'offeredTo' | 'status' | 'stationCode' | 'villageCode' | 'channel'>

/**
 * What a viewer is to a service request. Somebody it concerns is nothing else to it: an officer who asks for himself or is
 * named in it has no say as an officer.
 * @param now ms since 1970
 */
export function relationsOf(seen: Seen, viewer: Viewer, now: number): Relation[] {
  if (String(seen.applicant.person) === viewer.id) return ['applicant']
  if (seen.concerns.includes(viewer.phoneIndex)) return ['beneficiary']
  const relations: Relation[] = []
  const offered = seen.status === 'assigned' && seen.offeredTo.some(offer =>
    String(offer.person) === viewer.id && offer.from.getTime() <= now)
  if ((offered || String(seen.assignee.person) === viewer.id) && answers(viewer)) {
    relations.push('assignee')
    if (viewer.roles.includes('agent') && seen.channel === 'paperwork') relations.push('agentAssignee')
    if (viewer.rank === 'police') relations.push('policeAssignee')
  }
  if (viewer.stationCode === seen.stationCode) {
    if (viewer.roles.includes('dispatcher')) relations.push('dispatcher')
    if (viewer.roles.includes('chief')) relations.push('chief')
  }
  return relations
}

/** He still has a role that answers: the roster may have changed since it was assigned. */
function answers(viewer: Viewer): boolean {
  return viewer.roles.some(role => ANSWERING_ROLES.includes(role))
}

/**
 * May he read it? Beyond his relations, whoever is named for the village reads what is asked there: officers everything,
 * agents the paperwork.
 */
export async function maySee(seen: Seen, viewer: Viewer, now: number): Promise<boolean> {
  if (relationsOf(seen, viewer, now).length > 0) return true
  const kinds = namedKinds(seen, viewer)
  if (kinds.length === 0) return false
  const day = dayOf(now)
  const rows = await Responsibility.find({ person: viewer.id, villageCode: seen.villageCode }).limit(20).lean()
  return rows.some(row => kinds.includes(row.kind) && row.from <= day && (row.until == null || day <= row.until))
}

function namedKinds(seen: Seen, viewer: Viewer): Array<'agent' | 'officer'> {
  const kinds: Array<'agent' | 'officer'> = []
  if (viewer.roles.includes('officer')) kinds.push('officer')
  if (viewer.roles.includes('agent') && seen.channel === 'paperwork') kinds.push('agent')
  return kinds
}
