/**
 * What is sealed of a service request: every phone and every free text of people. Stories work with plain words; what goes to
 * the database is sealed here, what comes from it opened here. null stands for nothing said, so an empty text is no sealed one.
 * Names stay plain (timelines name people), and so does the assignee's phone: it is his service phone, for all of the matter.
 */
import type { Types } from 'mongoose'
import { stampEntry, type EntryPlace, type Stamp } from '../audit/stamp'
import type { Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import { idInList } from '../fieldEncryption/sealedText'

/** The sealed fields outside the timeline; model.ts marks the same. */
const PATHS = [
  'applicant.phone', 'beneficiary.phone', 'address', 'remark', 'materialAsked.text', 'declined.reason', 'declined.legalBasis', 'rating.text'
] as const
type Path = (typeof PATHS)[number]

const placeOf = (id: string, path: Path) => ({ collection: 'serviceRequests', id, path })
const placeOfText = (id: string, entry: unknown) => ({ collection: 'serviceRequests', id: idInList(id, String(entry)), path: 'timeline.text' })

/**
 * Seals those of the fields that are among the values: of a whole document, or of what a move sets.
 * @param id of the service request
 */
export function sealFields<V extends object>(fields: Keyring, id: string, values: V): Promise<V> {
  return changed(values, PATHS, async (text, path) => text === '' ? null : fields.seal(text, placeOf(id, path)))
}

/**
 * A timeline entry as it is stored, stamped for the audit. The stamp covers the words, not how they are sealed: sealed anew
 * they are still the same record.
 * @param entry as stampEntry wants it, its text readable
 */
export async function recordEntry<E extends { text?: string | null }>(
  fields: Keyring, entry: E, place: EntryPlace, role: Role
): Promise<E & { _id: Types.ObjectId; audit: Stamp }> {
  const stamped = await stampEntry({ ...entry, text: entry.text || null }, place, role, fields)
  return { ...stamped, text: stamped.text && await fields.seal(stamped.text, placeOfText(place.document, stamped._id)) }
}

interface Stored {
  _id: { toString(): string }
}
interface StoredEntry {
  _id?: unknown
  text?: string | null
}

/**
 * A copy of a stored document, without mongoose, with these fields opened.
 * @throws SealError when one was changed or moved, or its key isn't here
 */
export function openFields<S extends Stored>(fields: Keyring, stored: S, paths: readonly Path[] = PATHS): Promise<S> {
  return changed(stored, paths, (text, path) => fields.open(text, placeOf(String(stored._id), path)))
}

/** A stored entry with its text opened. @param id of the service request @throws SealError */
export async function openEntry<E extends StoredEntry>(fields: Keyring, id: string, entry: E): Promise<E> {
  return typeof entry.text === 'string' ? { ...entry, text: await fields.open(entry.text, placeOfText(id, entry._id)) } : entry
}

/** Everything of a stored document opened, its timeline too. @throws SealError */
export async function openAll<S extends Stored & { timeline: StoredEntry[] }>(
  fields: Keyring, document: { toObject(): S & { _id: Types.ObjectId } }
): Promise<S & { _id: Types.ObjectId }> {
  const stored = document.toObject()
  const [opened, timeline] = await Promise.all([
    openFields(fields, stored), Promise.all(stored.timeline.map(entry => openEntry(fields, String(stored._id), entry)))
  ])
  return { ...opened, timeline }
}

/** A copy in which each of these texts that is there is replaced. */
async function changed<V extends object>(
  values: V, paths: readonly Path[], change: (text: string, path: Path) => Promise<string | null>
): Promise<V> {
  const copy = { ...values } as Record<string, unknown>
  const texts = await Promise.all(paths.map(async path => {
    const text = path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], values)
    return typeof text === 'string' ? { path, text: await change(text, path) } : null
  }))
  for (const found of texts) {
    if (!found) continue
    const [head, leaf] = found.path.split('.') as [string, string | undefined]
    copy[head] = leaf === undefined ? found.text : { ...copy[head] as object, [leaf]: found.text }
  }
  return copy as V
}
