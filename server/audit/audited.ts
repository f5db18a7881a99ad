/** The collections that the audit reads: their documents carry a timeline. The rooms above register theirs. */
import type { mongo } from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import { SealError } from '../fieldEncryption/sealedText'
import type { Stamp } from './stampFields'

/** A timeline entry as far as the audit reads it; the digest covers the rest. */
export interface StampedEntry {
  action: string
  status: string
  at: Date
  by: { person: unknown }
  relation: string
  text?: string | null
  audit?: Stamp | null
}

/** A document whose timeline is its record; `auditPending` is set by every write that adds an entry. */
export interface Audited {
  _id: unknown
  /** Name of the kind, where the collection holds several kinds. */
  kind?: unknown
  version: number
  stationCode: string
  auditPending: boolean
  timeline: StampedEntry[]
}

/** A collection whose documents carry a timeline. */
export interface AuditedCollection {
  /** The stored documents, not read through a model: the digest covers fields that the model does not know, too. */
  collection(): Pick<mongo.Collection, 'find' | 'bulkWrite'>
  /** What the chain calls this document's kind. */
  subjectOf(document: Audited): string
  /** Every name that the chain may use for a document of this collection. */
  subjects(): string[]
  /** A stored entry with its text opened. @throws SealError */
  open(fields: Keyring, document: string, entry: StampedEntry): Promise<StampedEntry>
}

const registered = new Set<AuditedCollection>()

/**
 * Makes the audit copy and check the timelines of a collection. Called once, when the file that registers it is loaded.
 */
export function registerAudited(collection: AuditedCollection): void {
  registered.add(collection)
}

/** Every collection that was registered. */
export function auditedCollections(): AuditedCollection[] {
  return [...registered]
}

/**
 * A stored entry in its readable form, which the stamp covers; null when a sealed value of the entry was changed or
 * moved.
 */
export async function toldBy(
  audited: AuditedCollection,
  document: string,
  entry: StampedEntry,
  fields: Keyring
): Promise<StampedEntry | null> {
  return audited.open(fields, document, entry).catch((error: unknown) => {
    if (error instanceof SealError) return null
    throw error
  })
}

/**
 * The documents of one collection, `size` at a time in the order of their ids; other processes may write meanwhile.
 * @param filter which of the documents
 */
export async function * batchesOf(audited: AuditedCollection, filter: object, size: number): AsyncGenerator<Audited[]> {
  let after: unknown
  for (;;) {
    const beyond = after === undefined ? {} : { _id: { $gt: after } }
    const batch = await audited.collection().find({ ...filter, ...beyond } as object).sort({ _id: 1 }).limit(size)
      .project<Audited>({ kind: 1, timeline: 1, version: 1, stationCode: 1, auditPending: 1 }).toArray()
    if (batch.length > 0) yield batch
    if (batch.length < size) return
    after = batch.at(-1)!._id
  }
}
