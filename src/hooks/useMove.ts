import { makeMove, type DetailAction } from '../api/serviceRequests'
import type { MoveInputs, ServiceRequestDetail } from '../contract/serviceRequestViews'
import { useSend, type Sending } from './useSend'

export interface Moving extends Pick<Sending, 'busy' | 'failure' | 'errorAt' | 'forgive'> {
  /** Sends a move. @returns the service request after it, null when the move was not carried out */
  move: <A extends DetailAction>(action: A, input: MoveInputs[A]) => Promise<ServiceRequestDetail | null>
}

/**
 * Makes moves from the state that the screen shows.
 * The idempotency key names that state: however often a move is sent, even after the app was closed before the answer
 * came, the server carries it out once; after something else has happened the same move is a new one.
 */
export function useMove(current: ServiceRequestDetail): Moving {
  const { busy, failure, errorAt, send, forgive } = useSend()
  const move: Moving['move'] = async (action, input) => {
    let after: ServiceRequestDetail | null = null
    const key = `${action}-${current.timeline.at(-1)?.id ?? current.id}`
    await send(async () => { after = await makeMove(action, current.id, input, key) })
    return after
  }
  return { busy, failure, errorAt, forgive, move }
}
