/** Databases of older versions, and functions that open their sealed values. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { mongo } from 'mongoose'
import { digestOf } from '../../../server/audit/stamp'
import { MAC_USE } from '../../../server/audit/chain'
import { startEmbedded } from '../../../server/embedded'
import { createKeyring, type Keyring } from '../../../server/fieldEncryption/keyring'
import { keysOfFile } from '../../../server/fieldEncryption/masterKeys'
import { idInList } from '../../../server/fieldEncryption/sealedText'
import { createLog } from '../../../server/log'
import type { MigrateOptions } from '../../../server/migrations/migrate'
import type { Dump } from '../../fixtures/dump'

export type Doc = Record<string, unknown>

export interface OlderHome {
  /** `DATA_DIR` with the key file. */
  directory: string
  keyFile: string
  remove(): void
}

/** A directory with the dump's key file. */
export function keyHome({ fieldKeys }: Pick<Dump, 'fieldKeys'>): OlderHome {
  const directory = mkdtempSync(join(tmpdir(), 'older-'))
  const keyFile = join(directory, 'field-keys')
  writeFileSync(keyFile, fieldKeys, { mode: 0o600 })
  return { directory, keyFile, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

/** The same with the dump in an embedded store below the directory: a data directory of the older version. */
export async function dataDirectory(dump: Dump): Promise<OlderHome> {
  const home = keyHome(dump)
  await inStore(home.directory, db => fill(db, dump))
  return home
}

/** Runs a function on the embedded store of a data directory that no process serves. */
export async function inStore<T>(directory: string, work: (db: mongo.Db) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ dataDir: join(directory, 'store') })
  const client = await mongo.MongoClient.connect(store.uri)
  try {
    return await work(client.db('backpack'))
  } finally {
    await client.close()
    await store.stop()
  }
}

/**
 * Connects mongoose to a database of its own on the store of this run. @returns a function that disconnects and drops
 * it
 */
export async function ownDatabase(): Promise<{ name: string, uri: string, db: mongo.Db, leave(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const uri = process.env.TEST_MONGODB_URI!
  await mongoose.connect(uri, { dbName: name, autoIndex: false, autoCreate: false })
  const url = new URL(uri)
  url.pathname = `/${name}`
  return {
    name, uri: url.href, db: mongoose.connection.db!,
    async leave() {
      await mongoose.connection.dropDatabase()
      await mongoose.disconnect()
    }
  }
}

/** Puts the dump's documents and indexes into an empty database. */
export async function fill(db: mongo.Db, { collections }: Pick<Dump, 'collections'>): Promise<void> {
  for (const { name, indexes, documents } of collections) {
    await db.createCollection(name)
    if (documents.length > 0) await db.collection(name).insertMany(structuredBson(documents))
    for (const { v: _version, ...spec } of indexes as mongo.IndexDescriptionInfo[]) {
      if (spec.name !== '_id_') await db.command({ createIndexes: name, indexes: [spec] })
    }
  }
}

/** Names of the existing collections; not every server of the protocol can filter them. */
export async function collectionNames(db: mongo.Db): Promise<string[]> {
  return (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort()
}

/** The driver adds ids to inserted documents, so it gets a copy of the dump. */
function structuredBson(documents: readonly Doc[]): Doc[] {
  return documents.map(one => ({ ...one }))
}

export function keyringOf({ keyFile }: Pick<OlderHome, 'keyFile'>): Keyring {
  return createKeyring({ masterKeys: keysOfFile(keyFile), cipher: 'aes-256-gcm', now: Date.now })
}

/** The options of migrate() for a start that may change the data. */
export function optionsFor(db: mongo.Db, fields: Keyring, changes: Partial<MigrateOptions> = {}): MigrateOptions {
  return {
    db,
    log: createLog('silent'),
    now: Date.now,
    fields: () => Promise.resolve(fields),
    refusal: null,
    backUp: null,
    exclusive: false,
    ...changes
  }
}

const SEALED = [
  'applicant.phone',
  'beneficiary.phone',
  'address',
  'remark',
  'idNumber',
  'materialAsked.text',
  'declined.reason',
  'declined.legalBasis',
  'rating.text'
]

/**
 * Every service request by id, with its sealed values opened; a value that is not sealed in its place can't be opened.
 */
export async function opened(
  db: mongo.Db,
  fields: Keyring,
  collection: 'serviceRequests' | 'matters'
): Promise<Map<string, Doc>> {
  const found = await db.collection(collection).find({}).sort({ _id: 1 }).toArray()
  return new Map(
    await Promise.all(
      found.map(async stored => [String(stored._id), await openOne(stored, fields, collection)] as const)
    )
  )
}

async function openOne(stored: Doc, fields: Keyring, collection: string): Promise<Doc> {
  const id = String(stored._id)
  const words: Doc = {}
  for (const path of SEALED) {
    const text = path.split('.').reduce<unknown>((value, part) => (value as Doc | null | undefined)?.[part], stored)
    words[path] = typeof text === 'string' ? await fields.open(text, { collection, id, path }) : null
  }
  const timeline = await Promise.all(
    (stored.timeline as Doc[]).map(async entry => ({
      ...entry,
      text:
        typeof entry.text !== 'string'
          ? null
          : await fields.open(entry.text, { collection, id: idInList(id, String(entry._id)), path: 'timeline.text' })
    }))
  )
  return { ...stored, words, timeline }
}

/** For every timeline entry: is its stamp valid? @param matters as `opened` returns them */
export async function stampsHold(matters: Map<string, Doc>, fields: Keyring): Promise<boolean[]> {
  const key = await fields.macKey(MAC_USE)
  return [...matters].flatMap(([document, { timeline }]) => (timeline as Array<Doc & { audit: { digest: string } }>)
    .map((entry, index) => digestOf(entry, { document, index }, key) === entry.audit.digest))
}
