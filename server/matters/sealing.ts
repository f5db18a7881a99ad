/**
 * What is sealed of a matter: every phone and every text that people write, as marked by the kind's schema. Stories
 * work with readable texts; values are sealed here on their way to the database and opened here on their way back. An
 * empty text is stored as null, so it is never sealed. Names stay readable because timelines name people, and so does
 * the assignee's service phone.
 */
import { stampEntry, type EntryPlace } from '../audit/stamp'
import type { Stamp } from '../audit/stampFields'
import type { Keyring } from '../fieldEncryption/keyring'
import { sealedPaths } from '../fieldEncryption/sealedPaths'
import { idInList } from '../fieldEncryption/sealedText'
import { kindOf, type Kind } from './kind'
import type { StoredEntry, StoredMatter } from './matterFields'

const COLLECTION = 'matters'
const TEXT_PATH = 'timeline.text'

const pathsByKind = new Map<string, readonly string[]>()

/** The sealed fields of a kind outside the timeline, except those that are opened only by a separate call (guarded). */
function pathsOf({ name, model }: Pick<Kind, 'name' | 'model'>): readonly string[] {
  const known = pathsByKind.get(name)
  if (known) return known
  const paths = sealedPaths(model.schema)
    .filter(({ list, guarded }) => list === null && !guarded)
    .map(({ path }) => path)
  pathsByKind.set(name, paths)
  return paths
}

/** The place to which a sealed field of a matter is bound. @param id of the matter */
export function placeOf(id: string, path: string): { collection: string; id: string; path: string } {
  return { collection: COLLECTION, id, path }
}

const placeOfText = (id: string, entry: unknown) => placeOf(idInList(id, String(entry)), TEXT_PATH)

/**
 * Seals those values that belong to sealed fields of the kind: of a whole document, or of the fields that a move sets.
 * @param id of the matter
 */
export function sealFields<V extends object>(
  fields: Keyring,
  kind: Pick<Kind, 'name' | 'model'>,
  id: string,
  values: V
): Promise<V> {
  return changed(values, pathsOf(kind), async (text, path) =>
    text === '' ? null : fields.seal(text, placeOf(id, path))
  )
}

/**
 * A timeline entry as it is stored, stamped for the audit. The stamp covers the readable text, so the entry remains the
 * same record when its text is sealed with a new key.
 * @param entry with its text readable
 * @param role in which the person acts
 */
export async function recordEntry<E extends Omit<StoredEntry, '_id' | 'audit'>>(
  fields: Keyring, entry: E, place: EntryPlace, role: Stamp['role']
): Promise<E & Pick<StoredEntry, '_id' | 'audit'>> {
  const stamped = await stampEntry({ ...entry, text: entry.text || null }, place, role, fields)
  return { ...stamped, text: stamped.text && await fields.seal(stamped.text, placeOfText(place.document, stamped._id)) }
}

/**
 * A copy of a stored matter, or of a part of one, with these fields opened; without `paths` every field that is not
 * guarded.
 * @throws SealError when a value was changed or moved, or its key is missing
 */
export function openFields<S extends Pick<StoredMatter, '_id' | 'kind'>>(
  fields: Keyring, stored: S, paths: readonly string[] = pathsOf(kindOf(stored))
): Promise<S> {
  const id = String(stored._id)
  return changed(stored, paths, (text, path) => fields.open(text, placeOf(id, path)))
}

/** A stored entry with its text opened. @param id of the matter @throws SealError */
export async function openEntry<E extends { _id?: unknown; text?: string | null }>(
  fields: Keyring,
  id: string,
  entry: E
): Promise<E> {
  return typeof entry.text === 'string'
    ? { ...entry, text: await fields.open(entry.text, placeOfText(id, entry._id)) }
    : entry
}

/** A stored matter with every field opened that is not guarded, its timeline included. @throws SealError */
export async function openAll<S extends StoredMatter>(fields: Keyring, stored: S): Promise<S> {
  const id = String(stored._id)
  const [opened, timeline] = await Promise.all([
    openFields(fields, stored), Promise.all(stored.timeline.map(entry => openEntry(fields, id, entry)))
  ])
  return { ...opened, timeline }
}

/** A copy in which each of these texts that is present is replaced. */
async function changed<V extends object>(
  values: V, paths: readonly string[], change: (text: string, path: string) => Promise<string | null>
): Promise<V> {
  // A spread keeps the shape of the object; an object made of entries is several times slower to read later.
  const copy = { ...values } as Record<string, unknown>
  const pending: Array<Promise<{ head: string; leaf: string | undefined; text: string | null }>> = []
  for (const path of paths) {
    const [head, leaf] = path.split('.') as [string, string | undefined]
    const part = copy[head] as Record<string, unknown> | null | undefined
    const text = leaf === undefined ? part : part?.[leaf]
    if (typeof text === 'string') pending.push(change(text, path).then(changedText => ({ head, leaf, text: changedText })))
  }
  for (const { head, leaf, text } of await Promise.all(pending)) {
    copy[head] = leaf === undefined ? text : { ...copy[head] as object, [leaf]: text }
  }
  return copy as V
}
