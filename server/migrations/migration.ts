import type { mongo } from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'

/**
 * The context of a migration, which reads and writes collections by name and never through a model: models change, a
 * migration doesn't.
 */
export interface MigrationContext {
  db: mongo.Db
  fields: Keyring
  log: Log
  /** ms since 1970. */
  now(): number
  /** How many documents are read and written at a time. */
  batch: number
  /**
   * Called before each write of a batch; logs the progress from time to time.
   * @throws Error when the lease was lost: another process has taken over, and this process must not write any more
   */
  progress(what: string, done: number): void
}

/**
 * One step from the data of one version to those of the next. Killed anywhere and run again, the step must produce the
 * same data, and it must not change data that already have the new shape.
 */
export interface Migration {
  /** `0001-…`: the database records the migration under this id, so an id is never changed and never used twice. */
  id: string
  /** What the migration does, for the log. */
  what: string
  run(context: MigrationContext): Promise<void>
}

/** A stored document of a collection whose shape only the migration knows. */
export type Stored = Record<string, unknown> & { _id: mongo.BSON.ObjectId | string }

/**
 * Migrates every document of a collection in the order of ids, `batch` at a time; `work` gives the write for a
 * document.
 * @param into the collection to be written, where it differs from the one that is read
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
