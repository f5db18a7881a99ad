import type { Keyring } from '../fieldEncryption/keyring'
import { SealError } from '../fieldEncryption/sealedText'
import { ServiceRequest } from '../serviceRequests/model'
import { openEntry } from '../serviceRequests/sealing'

/** A timeline entry as far as the audit reads it; the digest covers the rest. */
export interface StampedEntry {
  action: string
  status: string
  at: Date
  by: { person: unknown }
  relation: string
  text?: string | null
  audit?: { id: string; role: string; digest: string } | null
}

/** A document whose timeline is its record; `auditPending` is set by the write that adds an entry. */
export interface Audited {
  _id: unknown
  version: number
  stationCode: string
  auditPending: boolean
  timeline: StampedEntry[]
}

/** Every collection whose documents carry such a timeline; its name is the subject's kind. */
export const TIMELINES = ['serviceRequests'] as const
export type Kind = (typeof TIMELINES)[number]

/** The stored documents, unread by a model: what the model doesn't know must count too. */
export function documentsOf(kind: Kind) {
  return MODELS[kind].collection
}

const MODELS = { serviceRequests: ServiceRequest } as const
const OPEN = { serviceRequests: openEntry } as const

/** A stored entry as it was told, which is what its stamp covers; null when what is sealed of it was changed or moved. */
export async function toldBy(kind: Kind, document: string, entry: StampedEntry, fields: Keyring): Promise<StampedEntry | null> {
  return OPEN[kind](fields, document, entry).catch((error: unknown) => {
    if (error instanceof SealError) return null
    throw error
  })
}

/**
 * The audited documents of one kind, `size` at a time in the order of their ids; others may write meanwhile.
 * @param filter which of them
 */
export async function * batchesOf(kind: Kind, filter: object, size: number): AsyncGenerator<Audited[]> {
  let after: unknown
  for (;;) {
    const beyond = after === undefined ? {} : { _id: { $gt: after } }
    const batch = await documentsOf(kind).find({ ...filter, ...beyond } as object).sort({ _id: 1 }).limit(size)
      .project<Audited>({ timeline: 1, version: 1, stationCode: 1, auditPending: 1 }).toArray()
    if (batch.length > 0) yield batch
    if (batch.length < size) return
    after = batch.at(-1)!._id
  }
}
