import type { AskedKind } from '../../src/contract/search'
import { AppError } from '../errors'
import { relationsOf } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import type { StoredServiceRequest } from './serviceRequestFields'

/** As what somebody speaks in a search. */
export interface Speaker {
  key: string
  kind: AskedKind
  contact: string | null
  /** May speak for those who had to be called, and may skip a step. */
  staff: boolean
}

/** As what a viewer speaks: an officer named for the village speaks as the officer. @throws AppError forbidden */
export function speakerOf(current: StoredServiceRequest, viewer: Viewer, now: number): Speaker {
  const relations = relationsOf(current, viewer, now)
  const asked = current.search?.steps.flatMap(({ people }) => people).find(({ person }) => String(person) === viewer.id)
  if (relations.includes('beneficiary')) throw new AppError('forbidden')
  if (relations.includes('applicant')) return { key: 'relative', kind: 'relative', contact: null, staff: false }
  if (relations.includes('assignee')) return { key: 'officer', kind: 'officer', contact: null, staff: true }
  if (relations.includes('dispatcher') || relations.includes('chief'))
    return { key: 'desk', kind: 'desk', contact: null, staff: true }
  if (asked) return { key: asked.key, kind: asked.kind, contact: asked.contact, staff: false }
  return { key: 'officer', kind: 'officer', contact: null, staff: false }
}
