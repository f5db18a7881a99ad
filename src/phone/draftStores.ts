/**
 * The drafts of forms: what was typed and the idempotency key that goes with it, in memory and in the phone's storage.
 * Storage is read at the first `get` and written only by the functions that change a draft, never by reading it, so
 * that React may call `get` as often as it likes.
 */
import type { Readable } from './store'

/** The part of the phone's storage that drafts need. */
export interface DraftStorage {
  /** null when there is nothing under the key. */
  read: <T>(key: string) => T | null
  /** @returns false when the storage refused the value */
  keep: <T>(key: string, value: T) => boolean
  forget: (key: string) => void
  forgetUnder: (beginning: string) => void
}

/** A draft as it is kept in the storage. */
interface Kept<T> {
  value: Partial<T>
  idempotencyKey: string
}

export interface HeldDraft<T> extends Kept<T> {
  /** True when the draft comes from the storage or from an earlier opening of its form. */
  found: boolean
}

export interface DraftStore<T> extends Readable<HeldDraft<T>> {
  /** Changes some fields and keeps the draft. */
  change: (changes: Partial<T>) => void
  /**
   * Forgets the draft that was sent with this key and begins an empty one with a new key. Nothing is done when the
   * draft has another key by now: an answer may come after somebody else has signed in, whose draft must stay.
   */
  clear: (sent: string) => void
  /** Gives the content that was sent with this key a new key; otherwise as `clear`. */
  renew: (sent: string) => void
}

export interface DraftStores {
  /** The one store of a form. @param name one per form and thing, as `cancel:<id>` */
  draft: <T extends object>(name: string) => DraftStore<T>
  /** Forgets the drafts of one person, or of everybody. */
  forget: (writer?: string) => void
}

const BEGINNING = 'draft:'

/** @param owner id of the person who is signed in, null while nobody is */
export function createDraftStores(
  storage: DraftStorage,
  owner: Readable<string | null>,
  newKey: () => string
): DraftStores {
  const drafts = new Map<string, OneDraft<object>>()
  owner.subscribe(() => drafts.forEach(draft => draft.ownerChanged()))
  return {
    draft: <T extends object>(name: string): DraftStore<T> => {
      const known = drafts.get(name) ?? new OneDraft<object>(name, storage, owner, newKey)
      drafts.set(name, known)
      return known as DraftStore<T>
    },
    forget: writer => {
      storage.forgetUnder(writer === undefined ? BEGINNING : `${BEGINNING}${writer}:`)
      drafts.forEach(draft => draft.forgotten(writer))
    }
  }
}

interface Held<T> {
  draft: HeldDraft<T>
  /** Who wrote the draft; null: somebody who had not signed in. */
  writer: string | null
  /** The draft is more than the empty one that a form begins with. */
  begun: boolean
  /** Whether the storage has the draft under the writer's key. */
  kept: boolean
}

class OneDraft<T extends object> implements DraftStore<T> {
  private held: Held<T> | null = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly name: string, private readonly storage: DraftStorage,
    private readonly owner: Readable<string | null>, private readonly newKey: () => string
  ) {}

  readonly get = (): HeldDraft<T> => this.current().draft

  /**
   * The first subscriber opens the form. After the last one has left, the storage is what counts, as after a restart.
   */
  readonly subscribe = (listener: () => void): () => void => {
    this.listeners.add(listener)
    this.adopt()
    return () => {
      this.listeners.delete(listener)
      if (!this.isOpen()) this.close()
    }
  }

  readonly change = (changes: Partial<T>): void => {
    const { draft } = this.current()
    this.write({ ...draft, value: { ...draft.value, ...changes } })
  }

  readonly clear = (sent: string): void => {
    const { draft, writer } = this.current()
    if (draft.idempotencyKey !== sent) return
    this.storage.forget(this.keyOf(writer))
    this.hold(this.empty(writer))
  }

  readonly renew = (sent: string): void => {
    const { draft } = this.current()
    if (draft.idempotencyKey === sent) this.write({ ...draft, idempotencyKey: this.newKey() })
  }

  /**
   * Somebody signed in, or the session ended. A draft typed by a stranger becomes the draft of the person who signs in.
   * After a session has run out, a form that is open keeps its content. Another person sees only own drafts.
   */
  ownerChanged(): void {
    if (!this.held) return
    const { draft, writer, begun } = this.held
    const owner = this.owner.get()
    if (owner === writer) return
    if (writer === null && begun) this.moveTo(owner, draft)
    else if (!this.isOpen()) this.held = null
    else if (owner !== null || !begun) {
      this.hold(this.read(owner))
      this.adopt()
    }
  }

  /** The storage has forgotten the drafts of this person, or of everybody. */
  forgotten(writer?: string): void {
    if (!this.held || (writer !== undefined && writer !== this.held.writer)) return
    if (this.isOpen()) this.hold(this.empty(this.owner.get()))
    else this.held = null
  }

  private isOpen(): boolean {
    return this.listeners.size > 0
  }

  private current(): Held<T> {
    return (this.held ??= this.read(this.owner.get()))
  }

  /** What a stranger typed last on this phone comes before the owner's own draft. */
  private read(owner: string | null): Held<T> {
    const strangers = this.storage.read<Kept<T>>(this.keyOf(null))
    const kept = strangers ?? (owner === null ? null : this.storage.read<Kept<T>>(this.keyOf(owner)))
    if (!kept) return this.empty(owner)
    return { draft: { ...kept, found: true }, writer: strangers ? null : owner, begun: true, kept: true }
  }

  /** A stranger's draft that was read for the person who is signed in becomes this person's draft. */
  private adopt(): void {
    const { draft, writer, begun } = this.current()
    const owner = this.owner.get()
    if (begun && writer === null && owner !== null) this.moveTo(owner, draft)
  }

  /** The stranger's copy goes first: a full storage then has room for the new one. */
  private moveTo(owner: string | null, draft: HeldDraft<T>): void {
    this.storage.forget(this.keyOf(null))
    this.held = { draft, writer: owner, begun: true, kept: false }
    this.write(draft)
  }

  private close(): void {
    // A draft that the storage refused stays in memory, so that it is found when the form is opened again.
    this.held =
      this.held?.begun && !this.held.kept ? { ...this.held, draft: { ...this.held.draft, found: true } } : null
  }

  private write(draft: HeldDraft<T>): void {
    const { writer } = this.current()
    const kept = this.storage.keep<Kept<T>>(this.keyOf(writer), {
      value: draft.value,
      idempotencyKey: draft.idempotencyKey
    })
    this.hold({ draft, writer, begun: true, kept })
  }

  private hold(held: Held<T>): void {
    this.held = held
    this.listeners.forEach(listener => listener())
  }

  private empty(writer: string | null): Held<T> {
    return { draft: { value: {}, idempotencyKey: this.newKey(), found: false }, writer, begun: false, kept: false }
  }

  private keyOf(writer: string | null): string {
    return `${BEGINNING}${writer ?? ''}:${this.name}`
  }
}
