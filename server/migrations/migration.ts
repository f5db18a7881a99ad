import type { mongo } from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'

/**
 * What a migration works with. It reads and writes collections by name, never by a model: models change, a migration
 * doesn't.
 */
export interface MigrationContext {
  db: mongo.Db
  fields: Keyring
  log: Log
  /** ms since 1970. */
  now(): number
  /** Documents read and written in one go. */
  batch: number
  /**
   * Called before each write of a batch: tells the log how far it is, from time to time.
   * @throws Error when the lease was lost: another process has taken over, and this one must not write any more
   */
  progress(what: string, done: number): void
}

/**
 * One step from the shape of data of one version to that of the next. Killed anywhere and run again it must end in the
 * same data, and run on data that have the new shape already it must change nothing.
 */
export interface Migration {
  /** `0001-…`: in the database it is recorded under this id, so it never changes and is never used twice. */
  id: string
  /** What it does, as the log tells it. */
  what: string
  run(context: MigrationContext): Promise<void>
}

/** What is stored in a collection whose shape only the migration knows. */
export type Stored = Record<string, unknown> & { _id: mongo.BSON.ObjectId | string }

/**
 * Every document of a collection in the order of ids, `batch` at a time; `work` gives what is to be written of a
 * document.
 * @param into collection that is written, where it is another one
 * @throws Error when the lease was lost
 */
export async function walk(
  { db, batch, progress }: MigrationContext, name: string,
  work: (stored: Stored) => Promise<mongo.AnyBulkWriteOperation<Stored> | null>, into = name
): Promise<void> {
  const collection = db.collection<Stored>(name)
  let done = 0
  for (let after: Stored['_id'] | undefined; ;) {
    const found = await collection.find(after === undefined ? {} : { _id: { $gt: after } } as object)
      .sort({ _id: 1 }).limit(batch).toArray() as Stored[]
    const writes = (await Promise.all(found.map(work))).filter(write => write !== null)
    progress(name, done)
    if (writes.length > 0) await db.collection<Stored>(into).bulkWrite(writes, { ordered: false })
    done += found.length
    if (found.length < batch) return
    after = found.at(-1)!._id
  }
}
