import { isDeepStrictEqual } from 'node:util'
import type { Model } from 'mongoose'

/**
 * A document as it should be: the filter that finds it and the fields that it must have; other fields stay unchanged.
 */
export interface Wanted {
  filter: Record<string, unknown>
  fields: Record<string, unknown>
  /** Additional fields of a new document. */
  whenNew?: Record<string, unknown>
}

/** The outcome for the documents of a collection. */
export interface Counts {
  created: number
  changed: number
  unchanged: number
}

/** Says that writing begins; the first call counts. */
export type Begin = () => Promise<void>

const BATCH = 500

/**
 * Writes the differences to the stored documents, by upserts: importing the same files twice changes nothing, and an
 * interrupted import can be repeated.
 * @param storedOf the stored document for a wanted one; undefined when there is none
 * @param begin awaited before the first write; null: count only
 */
export async function writeWanted<T>(
  model: Model<T>, wanted: readonly Wanted[], storedOf: (wanted: Wanted) => object | undefined, begin: Begin | null
): Promise<Counts> {
  const created = wanted.filter(one => storedOf(one) === undefined)
  const changed = wanted.filter(one => {
    const stored = storedOf(one)
    return stored !== undefined && differs(one.fields, stored)
  })
  const writes = begin ? [...created, ...changed] : []
  if (writes.length > 0) await begin?.()
  for (let start = 0; start < writes.length; start += BATCH) {
    await model.bulkWrite(writes.slice(start, start + BATCH).map(({ filter, fields, whenNew }) => ({
      updateOne: {
        filter: filter as never, update: { $set: fields, ...(whenNew && { $setOnInsert: whenNew }) } as never,
        upsert: true
      }
    })))
  }
  return {
    created: created.length, changed: changed.length, unchanged: wanted.length - created.length - changed.length
  }
}

function differs(fields: Record<string, unknown>, stored: object): boolean {
  const present = plain(stored) as Record<string, unknown>
  return Object.entries(plain(fields) as Record<string, unknown>).some(([name, value]) =>
    !isDeepStrictEqual(value, present[name]))
}

/** Ids as text, and data fields only, which makes both sides comparable. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}
