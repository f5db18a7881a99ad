import type { Collection, Types, mongo } from 'mongoose'
import { AppError } from './errors'

/** A document whose `version` is raised by every write that changes what a plan reads. */
export interface Versioned {
  _id: Types.ObjectId
  version: number
}

/** The operators of one update, without those that every conditional write adds; `$push` takes lists of items. */
export interface Update<D> {
  $set?: Partial<D>
  $push?: { [K in keyof D as D[K] extends readonly unknown[] ? K : never]?: PushOf<D[K]> }
}
type PushOf<L> = L extends ReadonlyArray<infer Item> ? { $each: readonly Item[]; $slice?: number } : never

/** How often a change is worked out anew because somebody else wrote in between. */
const TRIES = 5

/**
 * Works out a change from the document as stored and writes the change on the condition that nobody has written in
 * between: one findOneAndUpdate on the version. When somebody has, the document is read again and the change worked out
 * anew. Values are written to the database without casting: their types are the only check.
 * @param model whose collection is written
 * @param read reads the document; null when there is none or it is not the caller's: nothing is written then
 * @param plan works out the change; null when nothing is to be written. Throws AppError where the document does not
 *   fit.
 * @returns the document as stored after the call, and whether this call wrote it; null when `read` gave null
 * @throws AppError changedMeanwhile when somebody else was faster each time; what `read` and `plan` throw
 */
export async function writeOnVersion<D extends Versioned>(
  model: { collection: Collection },
  read: () => Promise<D | null>,
  plan: (current: D) => Promise<Update<D> | null> | Update<D> | null
): Promise<{ document: D; written: boolean } | null> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const current = await read()
    if (current === null) return null
    const update = await plan(current)
    if (update === null) return { document: current, written: false }
    const { _id, version } = current
    const written = await model.collection.findOneAndUpdate(
      { _id, version },
      { ...update, $inc: { version: 1 } } as mongo.UpdateFilter<mongo.Document>,
      { returnDocument: 'after' }
    )
    if (written) return { document: written as unknown as D, written: true }
  }
  throw new AppError('changedMeanwhile')
}
