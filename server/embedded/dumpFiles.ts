/**
 * The files of a backup in the form of MongoDB's own mongodump, readable by mongorestore: DATABASE/COLLECTION.bson with
 * the documents one after the other and DATABASE/COLLECTION.metadata.json with the indexes; and backup.json, which
 * lists what these files contain.
 */
import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, writeFileSync, writeSync
} from 'node:fs'
import { join } from 'node:path'
import { EJSON } from 'bson'
import { type Contents, Fingerprint } from './fingerprint'
import { maxDocumentBytes } from './gate'
import type { Doc } from './values'

export interface DumpedCollection extends Contents { database: string, name: string }
export interface Manifest { format: 1, madeAt: string, finished: boolean, collections: DumpedCollection[] }

const chunkBytes = 1024 * 1024
const ownerOnly = 0o600

const fileOf = (directory: string, database: string, name: string, kind: string): string =>
  join(directory, database, `${encodeURIComponent(name)}.${kind}`)

/** Writes a file; the file is on the disk when the function returns. */
function writeDown(path: string, text: string): void {
  writeFileSync(path, text, { mode: ownerOnly })
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** Writes or replaces backup.json. */
export function writeManifest(directory: string, manifest: Manifest): void {
  writeDown(join(directory, 'backup.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Reads backup.json; undefined when the directory has none (mongodump writes none). */
export function readManifest(directory: string): Manifest | undefined {
  const path = join(directory, 'backup.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Manifest : undefined
}

/** Writes one collection; returns the count and fingerprint of its documents. */
export function writeCollection(
  directory: string,
  { database, name, indexes, documents }: {
    database: string, name: string, indexes: Doc[], documents: Iterable<Buffer>
  }
): Contents {
  mkdirSync(join(directory, database), { recursive: true, mode: 0o700 })
  const file = openSync(fileOf(directory, database, name, 'bson'), 'wx', ownerOnly)
  const sum = new Fingerprint()
  let chunk: Buffer[] = []
  let bytes = 0
  const flush = (): void => {
    const whole = Buffer.concat(chunk)
    for (let written = 0; written < whole.length;) written += writeSync(file, whole, written)
    chunk = []
    bytes = 0
  }
  for (const one of documents) {
    sum.add(one)
    chunk.push(one)
    bytes += one.length
    if (bytes > chunkBytes) flush()
  }
  flush()
  fsyncSync(file)
  closeSync(file)
  const metadata = { options: {}, indexes, collectionName: name, type: 'collection' }
  writeDown(fileOf(directory, database, name, 'metadata.json'), EJSON.stringify(metadata, { relaxed: false }))
  return sum.contents
}

/** Every collection with a .bson file below the directory. */
export function dumpedCollections(directory: string): { database: string, name: string }[] {
  const databases = readdirSync(directory, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return databases.flatMap(({ name: database }) => readdirSync(join(directory, database))
    .filter(file => file.endsWith('.bson') && !file.startsWith('system.'))
    .map(file => ({ database, name: decodeURIComponent(file.slice(0, -'.bson'.length)) })))
}

/** The indexes of a collection; only the _id index when mongodump's metadata file is missing. */
export function readIndexes(directory: string, { database, name }: { database: string, name: string }): Doc[] {
  const path = fileOf(directory, database, name, 'metadata.json')
  return existsSync(path)
    ? (EJSON.parse(readFileSync(path, 'utf8'), { relaxed: false }) as { indexes?: Doc[] }).indexes ?? []
    : []
}

/**
 * The documents of a collection as BSON; throws an Error with a sentence when the file ends in the middle of a
 * document.
 */
export function * readDocuments(
  directory: string, { database, name }: { database: string, name: string }
): Generator<Buffer> {
  const path = fileOf(directory, database, name, 'bson')
  const file = openSync(path, 'r')
  try {
    let held = Buffer.alloc(0)
    for (;;) {
      const piece = Buffer.alloc(chunkBytes)
      const length = readSync(file, piece)
      held = Buffer.concat([held, piece.subarray(0, length)])
      let at = 0
      for (;;) {
        const size = sizeAt(held, at, path)
        if (size === undefined || at + size > held.length) break
        yield held.subarray(at, at + size)
        at += size
      }
      held = held.subarray(at)
      if (length > 0) continue
      if (held.length > 0) throw new Error(`${path} ends in the middle of a document: it is damaged`)
      return
    }
  } finally {
    closeSync(file)
  }
}

function sizeAt(held: Buffer, at: number, path: string): number | undefined {
  if (held.length < at + 4) return undefined
  const size = held.readInt32LE(at)
  if (size < 5 || size > maxDocumentBytes + 16 * 1024) {
    throw new Error(`${path} is damaged: a document of ${size} bytes`)
  }
  return size
}
