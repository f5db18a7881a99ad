/**
 * Restoring a backup or the output of mongodump. Promise: the directory can be served only after all of its contents
 * have been compared with the backup; the store refuses a directory whose restore was interrupted.
 */
import { existsSync } from 'node:fs'
import { batches } from './batches'
import type { Server } from './commands/command'
import { dispatch } from './commands/dispatch'
import { Cursors } from './cursors'
import { lockDirectory } from './directoryLock'
import { type Manifest, dumpedCollections, readDocuments, readIndexes, readManifest } from './dumpFiles'
import { markUnfinished } from './environment'
import { type Contents, contentsOf, sameContents } from './fingerprint'
import { refuseNonEmpty } from './backup'
import { recordNumberOf } from './collection'
import { Store } from './store'
import { type Doc, readBson } from './values'

export interface RestoredCollection extends Contents { database: string, name: string }
interface Named { database: string, name: string }

const bytesAtOnce = 16 * 1024 * 1024

/**
 * Restores the backup in `from` into the new or empty directory `dataDir`; returns what was restored.
 * @throws Error with a sentence when `dataDir` is not empty, or the backup is unfinished, damaged or needs a feature
 *   that the embedded store lacks
 */
export async function restore(from: string, dataDir: string): Promise<RestoredCollection[]> {
  if (!existsSync(from)) throw new Error(`there is no backup in ${from}`)
  refuseNonEmpty(dataDir)
  const collections = dumpedCollections(from)
  const manifest = readManifest(from)
  checkManifest(from, collections, manifest)
  const unlock = await lockDirectory(dataDir)
  const store = Store.open(dataDir, { unfinished: true })
  try {
    markUnfinished(store.environment, true)
    const server: Server = {
      store, cursors: new Cursors(), startedAt: Date.now(), parameters: { ttlMonitorSleepSecs: 60 }
    }
    const restored: RestoredCollection[] = []
    for (const collection of collections) {
      restored.push({ ...collection, ...await restoreCollection(server, from, collection) })
    }
    markUnfinished(store.environment, false)
    return restored
  } finally {
    await store.close()
    await unlock()
  }
}

function checkManifest(from: string, there: Named[], manifest: Manifest | undefined): void {
  if (!manifest) {
    if (there.length === 0) throw new Error(`there is no backup in ${from}`)
    return
  }
  if (!manifest.finished) throw new Error(`the backup in ${from} was broken off: use another one`)
  if (manifest.format > 1) {
    throw new Error(`the backup in ${from} has format ${String(manifest.format)}; this program knows format 1`)
  }
  for (const { database, name, ...expected } of manifest.collections) {
    const file = there.find(one => one.database === database && one.name === name)
    if (!file) throw new Error(`the backup in ${from} lacks ${database}.${name}`)
    if (!sameContents(contentsOf(readDocuments(from, file)), expected)) {
      throw new Error(`${database}.${name} in ${from} is not what was backed up: the file is damaged or was changed`)
    }
  }
}

async function restoreCollection(server: Server, from: string, collection: Named): Promise<Contents> {
  const { database, name } = collection
  const tell = (command: Doc): Promise<void> => must(server, database, command)
  await tell({ create: name })
  for (const documents of batches(readDocuments(from, collection), readBson, bytesAtOnce)) {
    await tell({ insert: name, documents })
  }
  const indexes = readIndexes(from, collection).filter(spec => spec.name !== '_id_')
  if (indexes.length > 0) await tell({ createIndexes: name, indexes })
  await tell({ validate: name })
  const [expected, found] = [
    contentsOf(readDocuments(from, collection)), contentsOf(stored(server.store, `${database}.${name}`))
  ]
  if (!sameContents(expected, found)) {
    throw new Error(
      `${database}.${name} was not restored as it was: ${found.documents} of ${expected.documents} documents`
    )
  }
  return found
}

/** Runs a command of the store; any reply but a full success is thrown as an Error with a sentence. */
async function must(server: Server, database: string, command: Doc): Promise<void> {
  const reply = await dispatch({ server, command, database, connectionId: 0 })
  const { ok, errmsg, writeErrors, errors } = (Buffer.isBuffer(reply)
    ? readBson(reply)
    : reply) as { ok: number, errmsg?: string, writeErrors?: { errmsg: string }[], errors?: string[] }
  const complaint = ok === 1 ? writeErrors?.[0]?.errmsg ?? errors?.[0] : errmsg
  if (complaint !== undefined) {
    throw new Error(`${database}.${String(Object.values(command)[0])} can't be restored: ${complaint}`)
  }
}

function * stored(store: Store, namespace: string): Generator<Buffer> {
  const collection = store.collections.get(namespace)
  if (!collection) return
  for (const key of store.scan(store.records, ...collection.recordBounds())) {
    yield collection.read(recordNumberOf(key)) as Buffer
  }
}
