/** What a collection needs of its store. All changes happen inside a write of the store. */
import type { Database } from 'lmdb'
import type { Doc } from './values'

export type Bytes = Database<Buffer, Buffer>

/** A collection as the store sees it. */
export interface Counted { namespace: string, count: number }

export interface Storage {
  readonly records: Bytes
  readonly entries: Bytes
  put(database: Bytes, key: Buffer, value: Buffer): void
  remove(database: Bytes, key: Buffer): void
  /** Removes every key that begins with `prefix`. */
  removeAll(database: Bytes, prefix: Buffer): void
  /** Keys from `low` (inclusive) to `high` (exclusive), in either direction. */
  scan(database: Bytes, low: Buffer, high: Buffer, reverse?: boolean): Iterable<Buffer>
  /** A number for a new collection or index. */
  takeId(): number
  /** Saves the definition of a collection. */
  saveDefinition(namespace: string, state: Doc): void
  /** Marks the count of the collection as changed; the count is saved with the present write. */
  markChanged(collection: Counted): void
}
