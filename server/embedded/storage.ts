/** What a collection needs of the store it lies in. All changes go on inside one of the store's writes. */
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
  /** Writes down a collection's definition. */
  saveDefinition(namespace: string, state: Doc): void
  /** The collection's count has changed and is to be saved with this write. */
  markChanged(collection: Counted): void
}
