import type { MoveState } from '../../src/contract/serviceRequest'
import { consentNow } from '../matters/consent'
import { isSearching } from '../matters/search'
import type { StoredServiceRequest } from './serviceRequestFields'

/** The part of a document that the conditions of the status table examine. @param now ms since 1970 */
export function stateOf(stored: StoredServiceRequest, now: number): MoveState {
  const { status, channel, waitingOn, closedAt, rating } = stored
  return {
    status,
    channel,
    waitingOn,
    closedAt: closedAt?.getTime() ?? null,
    rated: rating !== null,
    consent: consentNow(stored, now),
    searching: isSearching(stored),
    searched: stored.search != null,
    undoUntil: stored.lastMiss?.until.getTime() ?? null,
    papersHeld: stored.heldBy.length > 0
  }
}
