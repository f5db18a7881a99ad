import { useCallback, useState } from 'react'
import { forget, forgetAllOf, keep, readKept } from './keep'

const PREFIX = 'draft:'

interface Kept<T> {
  value: T
  idempotencyKey: string
}

export interface Draft<T> {
  value: T
  /** Changes some of it and keeps it on the phone. */
  change: (changes: Partial<T>) => void
  /** Goes with every try to send this draft, so that it is carried out once however often it is sent. */
  idempotencyKey: string
  /** True when it was found on the phone, so that the screen can say so. */
  found: boolean
  /** After the BFF has acknowledged it: forgets it and starts afresh. */
  clear: () => void
  /** Makes the same text a new intent, with a key of its own. */
  renew: () => void
}

/**
 * A form's content, kept on the phone with its idempotency key until it has been sent.
 * @param name one per form and thing, as `cancel:<id>`
 * @param empty what a new one holds
 */
export function useDraft<T extends object>(name: string, empty: T): Draft<T> {
  const storageKey = `${PREFIX}${name}`
  const [first] = useState(empty)
  const [state, setState] = useState(() => {
    const kept = readKept<Kept<T>>(storageKey)
    return kept ? { kept: { ...kept, value: { ...empty, ...kept.value } }, found: true } : { kept: fresh(empty), found: false }
  })

  const change = useCallback((changes: Partial<T>) => setState(before => {
    const kept = { ...before.kept, value: { ...before.kept.value, ...changes } }
    keep(storageKey, kept)
    return { ...before, kept }
  }), [storageKey])

  const clear = useCallback(() => {
    forget(storageKey)
    setState({ kept: fresh(first), found: false })
  }, [storageKey, first])

  const renew = useCallback(() => setState(before => {
    const kept = { ...before.kept, idempotencyKey: newIdempotencyKey() }
    keep(storageKey, kept)
    return { ...before, kept }
  }), [storageKey])

  return { value: state.kept.value, change, idempotencyKey: state.kept.idempotencyKey, found: state.found, clear, renew }
}

/** Forgets every form that was begun on this phone. */
export function forgetDrafts(): void {
  forgetAllOf(PREFIX)
}

function fresh<T>(value: T): Kept<T> {
  return { value, idempotencyKey: newIdempotencyKey() }
}

const KEY_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** 24 characters: the clock and chance, unlikely enough to repeat on any phone. Mini-programs have no crypto.randomUUID. */
export function newIdempotencyKey(): string {
  const chance = Array.from({ length: 15 }, () => KEY_LETTERS[Math.floor(Math.random() * KEY_LETTERS.length)]).join('')
  return `${Date.now().toString(36)}-${chance}`
}
