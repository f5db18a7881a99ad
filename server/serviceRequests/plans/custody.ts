/** Original papers in the hands of those who answer. */
import type { PersonRef } from '../../matters/matterFields'
import type { StoredCustody, StoredServiceRequest } from '../serviceRequestFields'

/** Papers that the viewer takes into custody. @param now ms since 1970 */
export function taken(papers: readonly string[], { person, name }: PersonRef, now: number): StoredCustody[] {
  return papers.map(paper => ({ paper, holder: { person, name }, since: new Date(now), returned: null }))
}

/** Every paper with its return; a paper that was returned before keeps that return. @param now ms since 1970 */
export function returnAll({ custody }: StoredServiceRequest, to: string, now: number): StoredCustody[] {
  return custody.map(entry => ({ ...entry, returned: entry.returned ?? { at: new Date(now), to } }))
}
