import { useEffect } from 'react'
import { markReceived } from '../api/serviceRequests'
import { ApiError } from '../api/failure'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'

type Shown = Pick<ServiceRequestSummary, 'id' | 'status' | 'acceptBy'> & { assignee: { id: string } }

/** Assignments that the server already knows to be received by this phone. */
const told = new Set<string>()

/**
 * Tells the server, once per assignment, that the assignee's phone has received it. Without signal the server is told
 * when the assignment is shown again.
 * @param onTold called after the server has noted at least one
 */
export function useTellReceived(shown: readonly Shown[], userId: string | null, onTold?: () => void): void {
  useEffect(() => {
    const untold = shown.filter(one => one.status === 'assigned' && one.assignee.id === userId && !told.has(keyOf(one)))
    if (untold.length > 0) void tell(untold).then(any => { if (any) onTold?.() })
  }, [shown, userId, onTold])
}

async function tell(untold: readonly Shown[]): Promise<boolean> {
  let any = false
  for (const one of untold) {
    told.add(keyOf(one))
    try {
      await markReceived(one.id)
      any = true
    } catch (failure) {
      told.delete(keyOf(one))
      // The matter may belong to somebody else by now; after any other failure the call is tried again when it is shown
      // again.
      if (!(failure instanceof ApiError)) throw failure
    }
  }
  return any
}

/** Key of an assignment: a service request that is given to the same person again has another deadline to accept. */
function keyOf({ id, assignee, acceptBy }: Shown): string {
  return `${id} ${assignee.id} ${acceptBy ?? ''}`
}
