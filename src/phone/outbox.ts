/**
 * Moves that were made without signal. Each is kept on the phone as a whole, with its idempotency key and the phone's
 * time, until the server has answered: it is never lost, and the key makes sure that it is carried out once. Only its
 * writer sees and sends it. A refused one stays readable until its writer puts it away.
 */
import type { ApiError, FailureCode } from '../api/failure'
import type { DetailAction } from '../api/serviceRequests'
import type { MoveInputs } from '../contract/serviceRequestViews'
import type { DraftStorage } from './draftStores'
import { createStore, type Readable } from './store'

/** A photo that is kept with a move; `id` of the attachment once it was sent. */
export interface OutboxPhoto {
  /** Idempotency key of its sending, and the name under which the phone keeps it. */
  key: string
  id: string | null
}

/** A move as it was written down. */
export interface NewEntry<A extends DetailAction = DetailAction> {
  /** Idempotency key of the move. */
  key: string
  action: A
  /** Id of the matter. */
  matter: string
  input: MoveInputs[A]
  /** The phone's clock when it was written down, ISO 8601. */
  phoneTime: string
  /** What the list calls the matter. */
  about: string
  photos: OutboxPhoto[]
}

/** `waiting` on the phone, `sent`, or `refused` by the server, with the reason in words. */
export type EntryState = 'waiting' | 'sent' | 'refused'

export interface OutboxEntry extends NewEntry {
  owner: string
  state: EntryState
  /** When the state was reached, ISO 8601. */
  since: string
  why: string | null
}

/** What the outbox needs of the app. */
export interface OutboxParts {
  storage: Pick<DraftStorage, 'read' | 'forget'> & {
    /** @returns false when the storage has no room; what it had under the key stays then */
    replace: <T>(key: string, value: T) => boolean
    keys: (beginning: string) => string[]
  }
  /** Id of the person who is signed in; null while nobody is. */
  owner: Readable<string | null>
  /** Sends a kept photo. @returns id of the attachment @throws ApiError */
  sendPhoto: (photo: OutboxPhoto) => Promise<string>
  /** Makes the move. @throws ApiError */
  sendMove: (entry: OutboxEntry, photos: string[]) => Promise<void>
  dropPhoto: (key: string) => Promise<void>
  now: () => number
}

export interface Outbox extends Readable<readonly OutboxEntry[]> {
  /** Keeps a move. @returns false when the phone has no room; nothing is kept then */
  add: (entry: NewEntry) => boolean
  /** Sends what waits, one after the other. @returns when nothing that can be sent is left */
  flush: () => Promise<void>
  /** Puts an entry away that was sent or refused, with its photos. */
  putAway: (key: string) => void
  /** Takes an entry out that was not sent: its writer corrects it, or does not want it any more. Its photos stay. */
  takeBack: (key: string) => void
}

const BEGINNING = 'outbox:'
/** Entries that were sent are shown for a day. */
const SHOWN_MS = 24 * 3600_000
/** Answers after which the same call may succeed later. */
const PASSING: readonly FailureCode[] = [
  'offline', 'timedOut', 'unavailable', 'internal', 'tooManyRequests', 'changedMeanwhile', 'wechatUnavailable'
]
/** Answers that concern the session: nothing more can be sent with it, and nothing is wrong with the entries. */
const OF_THE_SESSION: readonly FailureCode[] = ['unauthenticated', 'sessionExpired', 'phoneNotBound', 'privacyConsentNeeded']

/** An outbox on the phone's storage; entries are read at the first use. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { storage, owner, now } = parts
  const shown = createStore<readonly OutboxEntry[]>(() => read(parts))
  const refresh = (): void => shown.set(read(parts))
  let running: Promise<void> | null = null
  owner.subscribe(refresh)

  const write = (entry: OutboxEntry): boolean => {
    const kept = storage.replace(keyOf(entry.owner, entry.key), entry)
    refresh()
    return kept
  }
  const settle = (entry: OutboxEntry, state: EntryState, why: string | null): void => {
    // Of a move that was sent the list shows its name alone; its content is with the server.
    const input = state === 'sent' ? {} as MoveInputs[DetailAction] : entry.input
    write({ ...entry, input, state, why, since: new Date(now()).toISOString() })
  }
  const sendAll = async (): Promise<void> => {
    const mine = owner.get()
    const tried = new Set<string>()
    // What is written down while this runs is sent, too.
    for (;;) {
      const entry = inOrder(shown.get()).find(({ key, state }) => state === 'waiting' && !tried.has(key))
      if (!entry || mine === null || owner.get() !== mine) return
      tried.add(entry.key)
      if (!await sendOne(entry, mine, { parts, write, settle })) return
    }
  }
  return {
    get: shown.get,
    subscribe: shown.subscribe,
    add: entry => {
      const writer = owner.get()
      if (writer === null) return false
      return write({ ...entry, owner: writer, state: 'waiting', why: null, since: entry.phoneTime })
    },
    flush: () => (running ??= sendAll().finally(() => { running = null })),
    putAway: key => {
      const entry = shown.get().find(one => one.key === key && one.state !== 'waiting')
      if (!entry) return
      entry.photos.forEach(photo => void parts.dropPhoto(photo.key))
      storage.forget(keyOf(entry.owner, key))
      refresh()
    },
    takeBack: key => {
      const entry = shown.get().find(one => one.key === key && one.state !== 'sent')
      if (!entry) return
      storage.forget(keyOf(entry.owner, key))
      refresh()
    }
  }
}

interface Sending {
  parts: OutboxParts
  write: (entry: OutboxEntry) => boolean
  settle: (entry: OutboxEntry, state: EntryState, why: string | null) => void
}

/** @returns false when nothing more can be sent now */
async function sendOne(entry: OutboxEntry, mine: string, { parts, write, settle }: Sending): Promise<boolean> {
  let current = entry
  try {
    for (const photo of entry.photos) {
      if (photo.id !== null) continue
      const id = await parts.sendPhoto(photo)
      current = { ...current, photos: current.photos.map(one => one.key === photo.key ? { ...one, id } : one) }
      write(current)
      if (parts.owner.get() !== mine) return false
    }
    await parts.sendMove(current, current.photos.map(({ id }) => id!))
    settle(current, 'sent', null)
    current.photos.forEach(photo => void parts.dropPhoto(photo.key))
    return true
  } catch (thrown) {
    const failure = thrown as ApiError
    if (!('code' in failure)) throw thrown
    if (OF_THE_SESSION.includes(failure.code) || failure.code === 'offline') return false
    // Another matter may go through all the same.
    if (!PASSING.includes(failure.code)) settle(current, 'refused', failure.fields[0]?.message ?? failure.message)
    return true
  }
}

/** What is light goes first: over a weak signal photos would keep everything else waiting. */
function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const photosOf = ({ photos }: OutboxEntry): number => photos.filter(({ id }) => id === null).length
  return [...entries].sort((a, b) => photosOf(a) - photosOf(b) || a.phoneTime.localeCompare(b.phoneTime))
}

/** The entries of the person who is signed in, the newest first; what was sent long ago is left out and forgotten. */
function read({ storage, owner, now }: OutboxParts): readonly OutboxEntry[] {
  const mine = owner.get()
  if (mine === null) return []
  const entries = storage.keys(keyOf(mine, '')).flatMap(key => storage.read<OutboxEntry>(key) ?? [])
  const old = entries.filter(({ state, since }) => state === 'sent' && now() - Date.parse(since) > SHOWN_MS)
  old.forEach(({ key }) => storage.forget(keyOf(mine, key)))
  return entries.filter(entry => !old.includes(entry)).sort((a, b) => b.phoneTime.localeCompare(a.phoneTime))
}

function keyOf(owner: string, key: string): string {
  return `${BEGINNING}${owner}:${key}`
}
