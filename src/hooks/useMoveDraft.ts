import { useEffect } from 'react'
import type { Action } from '../contract/serviceRequest'
import type { ServiceRequestDetail } from '../contract/serviceRequestViews'
import { useDraft } from './useDraft'
import { useSession } from './useSession'

export interface MoveDraft<T> {
  value: T
  change: (changes: Partial<T>) => void
  /** True when the draft was found on the phone. */
  found: boolean
  clear: () => void
}

/**
 * The content of a move's form, kept on the phone until the move has been sent. An answer may have been lost: the
 * draft is also cleared when the timeline shows that this very move was made after the draft was typed.
 */
export function useMoveDraft<T extends object>(action: Action, current: ServiceRequestDetail, empty: T): MoveDraft<T> {
  const { user } = useSession()
  const last = current.timeline.at(-1)
  const draft = useDraft<{ form: T; after: string | null }>(`move:${action}:${current.id}`, {
    form: empty,
    after: null
  })
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
