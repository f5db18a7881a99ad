/**
 * The data directory. Promise: the changes of a resolved `write` are on the disk (commits.ts); each operation inside a
 * write happens wholly or not at all; a directory written by a newer program is refused. Records are stored by record
 * number, index entries by index number and key.
 */
import { Collection, type CollectionState } from './collection'
import { Commits } from './commits'
import { type Environment, openEnvironment, refuseUnfinished } from './environment'
import { afterPrefix } from './keyEncoding'
import type { Bytes, Counted, Storage } from './storage'
import { Turnstile } from './turnstile'
import { type Doc, readBson, writeBson } from './values'

export interface StoreSettings {
  /** Receives a sentence when the store can't continue. */
  lost?(sentence: string): void
  turnstile?: Turnstile
  /** True to open a directory whose restore is under way. */
  unfinished?: boolean
}

export class Store implements Storage {
  readonly collections = new Map<string, Collection>()
  /** Grows whenever other work may have happened; a scan then seeks its position again. */
  epoch = 0
  private readonly changed = new Set<Counted>()
  private nextId = 1
  private readonly commits: Commits
  private readonly root: Environment['root']
  private readonly meta: Bytes
  readonly records: Bytes
  readonly entries: Bytes

  private constructor(
    readonly directory: string, readonly environment: Environment,
    { lost = () => undefined, turnstile = new Turnstile() }: StoreSettings
  ) {
    ({ root: this.root, meta: this.meta, records: this.records, entries: this.entries } = environment)
    this.commits = new Commits(directory, environment, turnstile, {
      lost, load: () => this.load(), save: () => this.saveCounts(), moved: () => { this.epoch += 1 }
    })
    this.load()
  }

  /**
   * Opens (or creates) the store in `directory`; the caller holds the directory's lock. Locks of the operating system
   * don't reach into other containers; the store therefore also signs the directory and stops writing when the
   * signature changes. `lost` then receives a sentence.
   */
  static open(directory: string, settings: StoreSettings = {}): Store {
    const environment = openEnvironment(directory)
    if (!settings.unfinished) refuseUnfinished(directory, environment)
    return new Store(directory, environment, settings)
  }

  private load(): void {
    this.collections.clear()
    this.changed.clear()
    this.nextId = Number(this.meta.get(Buffer.from('nextId'))?.toString() ?? 1)
    const start = Buffer.from('collection:')
    for (const { key, value } of this.meta.getRange({ start, end: afterPrefix(start) })) {
      const namespace = key.toString().slice(start.length)
      const count = Number(this.meta.get(Buffer.from(`count:${namespace}`))?.toString() ?? 0)
      this.collections.set(
        namespace, Collection.restore(this, namespace, readBson(value) as unknown as CollectionState, count)
      )
    }
  }

  /** Runs `operation` in the next commit and resolves when that commit is on the disk. */
  write<T>(operation: () => T): Promise<T> {
    return this.commits.write(operation, false)
  }

  /** Like `write`, for an operation that changes which collections or indexes exist: no other commit runs beside it. */
  define<T>(operation: () => T): Promise<T> {
    return this.commits.write(operation, true)
  }

  /** Makes the latest commit visible to the next reads. */
  refresh(): void {
    this.epoch += 1
    this.root.resetReadTxn()
  }

  put(database: Bytes, key: Buffer, value: Buffer): void {
    this.commits.noteWrite()
    database.putSync(key, value)
  }

  remove(database: Bytes, key: Buffer): void {
    this.commits.noteWrite()
    database.removeSync(key)
  }

  /** Removes every key that begins with `prefix`. */
  removeAll(database: Bytes, prefix: Buffer): void {
    for (const key of [...database.getKeys({ start: prefix, end: afterPrefix(prefix) })]) this.remove(database, key)
  }

  /**
   * Keys from `low` (inclusive) to `high` (exclusive), in either direction; seeks its position again after other work.
   */
  * scan(database: Bytes, low: Buffer, high: Buffer, reverse = false): Generator<Buffer> {
    let last: Buffer | undefined
    if (Buffer.compare(low, high) >= 0) return
    for (let limit = 16; ; limit = Math.min(limit * 4, 1024)) {
      const { epoch } = this
      const range = reverse
        ? { start: last ?? high, exclusiveStart: true, end: low, inclusiveEnd: true, reverse, limit }
        : { start: last ?? low, exclusiveStart: last !== undefined, end: high, limit }
      const keys = [...database.getKeys(range)]
      for (const key of keys) {
        last = key
        yield key
        if (this.epoch !== epoch) break
      }
      if (this.epoch === epoch && keys.length < limit) return
    }
  }

  /** The number of keys from `low` to `high`, counted up to `limit`. */
  count(database: Bytes, low: Buffer, high: Buffer, limit?: number): number {
    if (Buffer.compare(low, high) >= 0) return 0
    if (limit === undefined) return database.getKeysCount({ start: low, end: high })
    return [...database.getKeys({ start: low, end: high, limit })].length
  }

  markChanged(collection: Counted): void {
    this.changed.add(collection)
  }

  takeId(): number {
    const id = this.nextId
    this.nextId += 1
    this.put(this.meta, Buffer.from('nextId'), Buffer.from(String(this.nextId)))
    return id
  }

  /** Saves the definition of a collection. */
  saveDefinition(namespace: string, state: Doc): void {
    this.put(this.meta, Buffer.from(`collection:${namespace}`), Buffer.from(writeBson(state)))
  }

  private saveCounts(): void {
    for (const collection of this.changed) {
      if (this.collections.get(collection.namespace) !== collection) continue
      this.put(this.meta, Buffer.from(`count:${collection.namespace}`), Buffer.from(String(collection.count)))
    }
    this.changed.clear()
  }

  /** The collection; created with its _id index when it does not exist; to be called inside a write only. */
  ensure(namespace: string): Collection {
    const known = this.collections.get(namespace)
    if (known) return known
    const made = Collection.create(this, namespace)
    this.collections.set(namespace, made)
    return made
  }

  /** Drops a collection with its records and indexes; to be called inside a write only. */
  drop(collection: Collection): void {
    collection.clear()
    this.collections.delete(collection.namespace)
    this.remove(this.meta, Buffer.from(`collection:${collection.namespace}`))
    this.remove(this.meta, Buffer.from(`count:${collection.namespace}`))
  }

  /**
   * Removes read transactions of dead processes: a killed backup would otherwise keep the space of all documents
   * deleted since.
   */
  forgetDeadReaders(): void {
    this.root.readerCheck()
  }

  /** Waits for the commits under way and closes the environment. */
  async close(): Promise<void> {
    // LMDB never reports the end of a failed flush: closing would wait for ever.
    if (await this.commits.close()) await this.root.close()
  }
}
