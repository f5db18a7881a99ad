/**
 * Backups. Promise: a backup holds the store as it was at one moment and is taken without stopping or slowing the
 * store; a backup is valid only after the written files have been read again and agree with what was written.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { mongo } from 'mongoose'
import { type DumpedCollection, readDocuments, writeCollection, writeManifest } from './dumpFiles'
import { contentsOf, sameContents } from './fingerprint'
import { patience } from './patience'
import { Snapshot } from './snapshot'

/** Throws an Error with a sentence unless the directory is empty or absent. */
export function refuseNonEmpty(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new Error(`the directory ${directory} is not empty: choose a new one`)
  }
}

/**
 * Copies the store of `dataDir` into the new or empty directory `to`; returns what was copied.
 * @throws Error with a sentence when `to` is not empty, `dataDir` holds no store, or the written files can't be read
 *   again
 */
export async function backUp(dataDir: string, to: string): Promise<DumpedCollection[]> {
  refuseNonEmpty(to)
  const snapshot = Snapshot.open(dataDir)
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 })
    const manifest = { format: 1, madeAt: new Date().toISOString(), finished: false } as const
    writeManifest(to, { ...manifest, collections: [] })
    const collections = snapshot.collections.map(({ database, name, indexes, documents }) =>
      ({ database, name, ...writeCollection(to, { database, name, indexes, documents: documents() }) }))
    for (const collection of collections) {
      if (!sameContents(contentsOf(readDocuments(to, collection)), collection)) {
        throw new Error(
          `${collection.database}.${collection.name} reads otherwise than it was written: don't trust ` +
            `the disk under ${to}`
        )
      }
    }
    writeManifest(to, { ...manifest, finished: true, collections })
    return collections
  } finally {
    await snapshot.close()
  }
}

/**
 * The data directory of the embedded store that answers at a URI of this machine.
 * @throws Error with a sentence for any other server
 */
export async function directoryBehind(uri: string): Promise<string> {
  const client = new mongo.MongoClient(uri, patience(uri))
  try {
    await client.connect()
    // A server other than MongoDB and this store may not know the command.
    const status = await client.db('admin').command({ serverStatus: 1 }).catch((): mongo.Document => ({}))
    const { directory } = (status.storageEngine ?? {}) as { directory?: string }
    if (status.process !== 'embedded' || !directory) {
      throw new Error(`${uri} is not the embedded store: back up a MongoDB with its own mongodump`)
    }
    return directory
  } finally {
    await client.close()
  }
}
