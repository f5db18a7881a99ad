/**
 * A data directory as it was at one moment. Promise: everything is read within one read transaction of LMDB and is
 * therefore consistent, whatever is written meanwhile; the process that serves the directory neither notices nor waits.
 */
import type { Transaction } from 'lmdb'
import type { CollectionState } from './collection'
import { type Environment, openEnvironment, refuseUnfinished } from './environment'
import { afterPrefix, prefixKey } from './keyEncoding'
import { type Doc, numberOf, readBson } from './values'

export interface SnapshotCollection {
  database: string
  name: string
  /** Index specifications as listIndexes shows them, the _id index first. */
  indexes: Doc[]
  /** The documents as BSON in the order of their insertion; may be read several times. */
  documents(): Iterable<Buffer>
}

export class Snapshot {
  readonly collections: SnapshotCollection[]
  private readonly moment: Transaction

  private constructor(private readonly environment: Environment) {
    this.moment = environment.meta.useReadTransaction()
    this.collections = this.readCollections()
  }

  /**
   * Opens a directory, which may be served by another process; throws an Error with a sentence when the directory holds
   * no data.
   */
  static open(directory: string): Snapshot {
    const environment = openEnvironment(directory, { readOnly: true })
    refuseUnfinished(directory, environment)
    return new Snapshot(environment)
  }

  private readCollections(): SnapshotCollection[] {
    const start = Buffer.from('collection:')
    const found = this.environment.meta.getRange({ start, end: afterPrefix(start), transaction: this.moment })
    return [...found].map(({ key, value }) => {
      const namespace = key.toString().slice(start.length)
      const dot = namespace.indexOf('.')
      const state = readBson(value) as unknown as CollectionState
      return {
        database: namespace.slice(0, dot), name: namespace.slice(dot + 1),
        indexes: state.indexes.map(({ spec }) => spec),
        documents: () => this.documentsOf(numberOf(state.id) as number)
      }
    })
  }

  private * documentsOf(id: number): Generator<Buffer> {
    const prefix = prefixKey(id)
    for (const { value } of this.environment.records.getRange({
      start: prefix, end: afterPrefix(prefix), transaction: this.moment
    })) yield value
  }

  /** Ends the read transaction; until then the store can't reuse the space of deleted documents. */
  async close(): Promise<void> {
    this.moment.done()
    await this.environment.root.close()
  }
}
