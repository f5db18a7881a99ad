import { useCallback, useState } from 'react'
import { DRAFTS, forget, keep, readKept } from './keep'
import { useSession } from './session'

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
 * A form's content, kept on the phone with its idempotency key until it has been sent. It is its writer's alone: nobody else who signs
 * in on this phone sees it. What somebody wrote before he signed in becomes his.
 * @param name one per form and thing, as `cancel:<id>`
 * @param empty what a new one holds
 */
export function useDraft<T extends object>(name: string, empty: T): Draft<T> {
  const owner = useSession().user?.id ?? null
  const [first] = useState(empty)
  const [state, setState] = useState(() => read(name, owner, empty))
  if (isOver(state.owner, owner, name)) setState({ ...read(name, owner, first), ...(state.owner === null && { found: state.found }) })

  const change = useCallback((changes: Partial<T>) => setState(before => {
    const kept = { ...before.kept, value: { ...before.kept.value, ...changes } }
    keep(keyOf(before.owner, name), kept)
    return { ...before, kept }
  }), [name])

  const { owner: writer } = state
  const clear = useCallback(() => {
    // At once, not with the next drawing: the screen may be left before it is drawn again.
    forget(keyOf(writer, name))
    setState({ owner: writer, kept: fresh(first), found: false })
  }, [writer, name, first])

  const renew = useCallback(() => setState(before => {
    const kept = { ...before.kept, idempotencyKey: newIdempotencyKey() }
    keep(keyOf(before.owner, name), kept)
    return { ...before, kept }
  }), [name])

  return { value: state.kept.value, change, idempotencyKey: state.kept.idempotencyKey, found: state.found, clear, renew }
}

/** @param owner id of the writer, null while nobody is signed in */
function keyOf(owner: string | null, name: string): string {
  return `${DRAFTS}${owner ?? ''}:${name}`
}

/**
 * Is what stands on the screen no longer for him who looks? He who wrote as a stranger has signed in, or somebody else has, or the writer
 * signed out and nothing is kept any more. One whose session ran out sees his words on.
 */
function isOver(writer: string | null, owner: string | null, name: string): boolean {
  if (writer === owner) return false
  return owner !== null || readKept(keyOf(writer, name)) === null
}

/** What is kept for him; what a stranger wrote here last is his from now on. */
function read<T extends object>(name: string, owner: string | null, empty: T): { owner: string | null; kept: Kept<T>; found: boolean } {
  const strangers = readKept<Kept<T>>(keyOf(null, name))
  if (strangers && owner !== null) {
    keep(keyOf(owner, name), strangers)
    forget(keyOf(null, name))
  }
  const kept = strangers ?? readKept<Kept<T>>(keyOf(owner, name))
  return kept ? { owner, kept: { ...kept, value: { ...empty, ...kept.value } }, found: true } : { owner, kept: fresh(empty), found: false }
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
