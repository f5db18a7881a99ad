/** What somebody is to a service request; what that grants him stands in the table of rights (src/contract/permissions.ts). */
import { PERMISSIONS, type AttachmentEndpoint, type FurtherRelation, type MatterEndpoint } from '../../src/contract/permissions'
import type { Channel } from '../../src/contract/catalogue'
import type { ResponsibilityKind } from '../../src/contract/person'
import type { Relation } from '../../src/contract/serviceRequest'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import { isNamed } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
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

type Meaning = (seen: Seen, viewer: Viewer, now: number) => boolean | Promise<boolean>

/** What the relations beyond the status table's mean; asked only of those it doesn't concern. */
export const FURTHER_MEANINGS: Record<FurtherRelation, Meaning> = {
  currentAssignee: (seen, viewer) => String(seen.assignee.person) === viewer.id && answers(viewer),
  namedOfficer: (seen, viewer, now) => viewer.roles.includes('officer') && isNamed(viewer.id, 'officer', seen.villageCode, dayOf(now)),
  namedAgent: (seen, viewer, now) =>
    viewer.roles.includes('agent') && seen.channel === 'paperwork' && isNamed(viewer.id, 'agent', seen.villageCode, dayOf(now))
}

/** What was offered to somebody who is neither named for the village nor at the station's desk any more isn't any more. */
async function isStillOffered(seen: Seen, relations: readonly Relation[], viewer: Viewer, now: number): Promise<boolean> {
  if (String(seen.assignee.person) === viewer.id || relations.includes('dispatcher') || relations.includes('chief')) return true
  return isNamed(viewer.id, namedKindOf(seen.channel), seen.villageCode, dayOf(now))
}

/** As what those are named whom the order of routing asks first. */
export function namedKindOf(channel: Channel): ResponsibilityKind {
  return channel === 'paperwork' ? 'agent' : 'officer'
}

/**
 * May he make this call about it, or see a photo of it? The table says which relations grant it.
 * @param now ms since 1970
 */
export async function grantedBy(endpoint: MatterEndpoint | AttachmentEndpoint, seen: Seen, viewer: Viewer, now: number): Promise<boolean> {
  const { by } = PERMISSIONS[endpoint]
  const relations = relationsOf(seen, viewer, now)
  const granted = relations.some(relation => by.includes(relation))
  if (granted) return !relations.includes('assignee') || isStillOffered(seen, relations, viewer, now)
  if (relations.includes('applicant') || relations.includes('beneficiary')) return false
  for (const relation of by) {
    if (isFurther(relation) && await FURTHER_MEANINGS[relation](seen, viewer, now)) return true
  }
  return false
}

function isFurther(relation: string): relation is FurtherRelation {
  return relation in FURTHER_MEANINGS
}
