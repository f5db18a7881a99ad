import { useEffect } from 'react'
import { makeMove } from '../api/serviceRequests'
import type { Action } from '../contract/serviceRequest'
import type { MoveInputs, ServiceRequestDetail } from '../contract/serviceRequestViews'
import { useDraft } from './draft'
import { useSend, type Sending } from './send'
import { useSession } from './session'

export interface Moving extends Pick<Sending, 'busy' | 'failure' | 'errorAt' | 'forgive'> {
  /** Sends a move. @returns how things stand after it, null when it was not carried out */
  move: <A extends Action>(action: A, input: MoveInputs[A]) => Promise<ServiceRequestDetail | null>
}

/**
 * Makes moves from the state that the screen shows.
 * The idempotency key is that state: however often it is sent, even after the app was closed before the answer came, it is
 * carried out once; after something else has happened the same move is a new one.
 */
export function useMove(current: ServiceRequestDetail): Moving {
  const { busy, failure, errorAt, send, forgive } = useSend()
  const move: Moving['move'] = async (action, input) => {
    let after: ServiceRequestDetail | null = null
    await send(async () => { after = await makeMove(action, current.id, input, `${action}-${lastEntry(current)?.id ?? current.id}`) })
    return after
  }
  return { busy, failure, errorAt, forgive, move }
}

export interface MoveDraft<T> {
  value: T
  change: (changes: Partial<T>) => void
  /** True when it was found on the phone. */
  found: boolean
  clear: () => void
}

/** What is written into a move's form, kept on the phone until it has been sent, or turns out to have been. */
export function useMoveDraft<T extends object>(action: Action, current: ServiceRequestDetail, empty: T): MoveDraft<T> {
  const { user } = useSession()
  const last = lastEntry(current)
  const draft = useDraft<{ form: T; after: string | null }>(`move:${action}:${current.id}`, { form: empty, after: null })
  const { form, after } = draft.value
  const sent = after !== null && after !== last?.id && last?.action === action && last.by.id === user?.id
  const { clear } = draft
  useEffect(() => { if (sent) clear() }, [sent, clear])
  return {
    value: sent ? empty : { ...empty, ...form },
    change: changes => draft.change({ form: { ...form, ...changes }, after: last?.id ?? null }),
    found: draft.found && !sent,
    clear
  }
}

function lastEntry({ timeline }: ServiceRequestDetail): ServiceRequestDetail['timeline'][number] | undefined {
  return timeline.at(-1)
}
