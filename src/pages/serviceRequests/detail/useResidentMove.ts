import { ApiError, isConflict } from '../../../api/failure'
import { makeMove } from '../../../api/serviceRequests'
import type { MoveInputs, ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { useDraft, type Draft } from '../../../hooks/useDraft'
import { useSend, type Sending } from '../../../hooks/useSend'

/** Moves of residents. */
export type ResidentAction = 'cancel' | 'changeTime' | 'provideMaterial' | 'rate' | 'reopen' | 'withdrawConsent'

/** What the screen does when a move has been made, or is refused because the screen is out of date. */
export interface MoveEnds {
  onMoved: (action: ResidentAction, detail: ServiceRequestDetail) => void
  onConflict: (failure: ApiError) => void
}

export interface ResidentMove<T> extends Pick<Sending, 'busy' | 'failure' | 'errorAt'> {
  draft: Draft<T>
  /** Makes the move; tried again with the same key until it is answered. */
  make: () => void
}

/**
 * A move with its form, kept on the phone until it has been made.
 * @param toInput what is sent of the form
 */
export function useResidentMove<A extends ResidentAction, T extends object>(
  action: A, id: string, empty: T, toInput: (value: T) => MoveInputs[A], { onMoved, onConflict }: MoveEnds
): ResidentMove<T> {
  const draft = useDraft<T>(`${action}:${id}`, empty)
  const { busy, failure, errorAt, send } = useSend()
  const attempt = async () => {
    try {
      const detail = await makeMove(action, id, toInput(draft.value), draft.idempotencyKey)
      draft.clear()
      onMoved(action, detail)
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || !isConflict(thrown)) throw thrown
      draft.renew()
      onConflict(thrown)
    }
  }
  return { draft, busy, failure, errorAt, make: () => void send(attempt) }
}
