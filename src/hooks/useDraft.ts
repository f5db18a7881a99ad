import { useCallback, useMemo, useState } from 'react'
import { drafts } from '../phone/drafts'
import type { DraftStore, HeldDraft } from '../phone/draftStores'
import { useStore } from './useStore'

export interface Draft<T>
  extends Pick<HeldDraft<T>, 'found' | 'idempotencyKey'>, Pick<DraftStore<T>, 'change'> {
  /** The content of the form: what was typed, and the empty form's value in every other field. */
  value: T
  /** Forgets this draft, not the one that another person may have on the screen when an answer comes. */
  clear: () => void
  /** Gives the content of this draft a new key. */
  renew: () => void
}

/**
 * The content of a form, kept on the phone with its idempotency key until it has been sent. Only its writer sees it:
 * another person who signs in on this phone does not. A draft that was begun before signing in becomes the draft of
 * the person who signs in. The key goes with every attempt to send the draft, so that the server acts on it once.
 * @param name one per form and thing, as `cancel:<id>`
 * @param empty content of a new form; the one of the first rendering counts
 */
export function useDraft<T extends object>(name: string, empty: T): Draft<T> {
  const [first] = useState(empty)
  const store = drafts.draft<T>(name)
  const { value, idempotencyKey, found } = useStore(store)
  const clear = useCallback(() => store.clear(idempotencyKey), [store, idempotencyKey])
  const renew = useCallback(() => store.renew(idempotencyKey), [store, idempotencyKey])
  return {
    value: useMemo(() => ({ ...first, ...value }), [first, value]), change: store.change,
    idempotencyKey, found, clear, renew
  }
}
