/**
 * Moving from the embedded store to another MongoDB. Promise: nothing is written into databases that already hold other
 * data; the same move started again continues where it was interrupted; the move succeeds only when the target holds
 * exactly the documents and indexes of the store. The store is not changed.
 */
import { mongo } from 'mongoose'
import { batches } from './batches'
import { lockDirectory } from './directoryLock'
import { type Contents, Fingerprint, contentsOf, sameContents } from './fingerprint'
import { patience } from './patience'
import { Snapshot, type SnapshotCollection } from './snapshot'
import type { Doc } from './values'

export interface MovedCollection extends Contents { database: string, name: string, to: string, indexes: number }
interface Move { collection: SnapshotCollection, target: mongo.Collection, expected: Contents }
interface Mark { _id: string, fingerprint: string }

const markName = 'movingHome'
const bytesAtOnce = 8 * 1024 * 1024
// Documents are decoded in the form in which the driver writes them again: every number keeps its type.
const exactTypes = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true }

/**
 * Copies the store of `dataDir`, which nothing may serve meanwhile, to the MongoDB at `uri`; a database named in the
 * URI takes the place of the old one's name. `report` hears a sentence per step. What a server that was started in
 * the new home for a look left in the collections `overlooked` is no hindrance: it is deleted.
 * @throws Error with a sentence when the new home is not empty, can't be reached or differs at the end
 */
export async function moveHome(
  dataDir: string, uri: string, report: (sentence: string) => void, overlooked: readonly string[] = []
): Promise<MovedCollection[]> {
  const unlock = await lockDirectory(dataDir)
  const snapshot = Snapshot.open(dataDir)
  const client = new mongo.MongoClient(uri, { ...patience(uri), writeConcern: { w: 'majority' } })
  try {
    await client.connect()
    const moves = planMoves(snapshot, client, uri)
    const resumed = await enter(moves, overlooked)
    if (resumed) report('a move of the same data was broken off here: going on with it')
    const moved: MovedCollection[] = []
    for (const move of moves) {
      moved.push(await moveCollection(move, resumed))
      report(
        `${move.collection.database}.${move.collection.name}: ${move.expected.documents} documents moved and compared`
      )
    }
    for (const db of databasesOf(moves)) await db.dropCollection(markName)
    return moved
  } finally {
    await client.close()
    await snapshot.close()
    await unlock()
  }
}

function planMoves({ collections }: Snapshot, client: mongo.MongoClient, uri: string): Move[] {
  const given = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/.test(uri) ? client.options.dbName : undefined
  const databases = [...new Set(collections.map(({ database }) => database))]
  if (databases.length === 0) throw new Error('the data directory holds no collections: there is nothing to move')
  if (given && databases.length > 1) {
    throw new Error(
      `the data directory holds the databases ${databases.join(' and ')}: give the URI without the name of one`
    )
  }
  return collections.map(collection => ({
    collection, target: client.db(given ?? collection.database).collection(collection.name),
    expected: contentsOf(collection.documents())
  }))
}

function databasesOf(moves: Move[]): mongo.Db[] {
  return [...new Map(moves.map(({ target }) => [target.dbName, target.db])).values()]
}

/** Marks every database of the new home as being moved into; true when it was marked by the same move before. */
async function enter(moves: Move[], overlooked: readonly string[]): Promise<boolean> {
  const sum = new Fingerprint()
  for (const { collection: { database, name }, expected } of moves) {
    sum.add(Buffer.from(`${database}.${name} ${expected.documents} ${expected.fingerprint}`))
  }
  const { fingerprint } = sum.contents
  let resumed = false
  for (const db of databasesOf(moves)) {
    const marks = db.collection<Mark>(markName)
    const mark = await marks.findOne({ _id: markName })
    if (mark && mark.fingerprint !== fingerprint) {
      throw new Error(`a move of other data into ${db.databaseName} was broken off: empty that database first`)
    }
    if (mark) resumed = true
    else {
      await refuseInhabited(db, overlooked)
      for (const name of overlooked) await db.collection(name).deleteMany({})
      await marks.insertOne({ _id: markName, fingerprint })
    }
  }
  return resumed
}

/** Collections without documents, as a BFF leaves them that was started there for a look, are no hindrance. */
async function refuseInhabited(db: mongo.Db, overlooked: readonly string[]): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (!name.startsWith('system.') && !overlooked.includes(name) && await db.collection(name).findOne({}) !== null) {
      throw new Error(`the database ${db.databaseName} is not empty (${name} holds documents): move into an empty one`)
    }
  }
}

async function moveCollection({ collection, target, expected }: Move, resumed: boolean): Promise<MovedCollection> {
  for (const batch of batches(collection.documents(), one => mongo.BSON.deserialize(one, exactTypes), bytesAtOnce)) {
    const missing = resumed ? await notYetThere(target, batch) : batch
    if (missing.length > 0) await target.insertMany(missing as mongo.Document[])
  }
  const where = `${target.dbName}.${target.collectionName}`
  const found = await contentsThere(target)
  if (!sameContents(expected, found)) {
    throw new Error(
      `${where} differs from the old home: ${found.documents} documents instead of ${expected.documents}, or others; ` +
        'does something else write there?'
    )
  }
  const indexes = await makeIndexes(collection, target)
  return { ...expected, database: collection.database, name: collection.name, to: where, indexes }
}

async function notYetThere(target: mongo.Collection, batch: Doc[]): Promise<Doc[]> {
  const ids = batch.map(({ _id }) => _id) as mongo.ObjectId[]
  const there = await target.find({ _id: { $in: ids } }, { projection: { _id: 1 }, ...exactTypes }).toArray()
  const known = new Set(there.map(({ _id }) => keyOf(_id)))
  return batch.filter(({ _id }) => !known.has(keyOf(_id)))
}

const keyOf = (id: unknown): string => Buffer.from(mongo.BSON.serialize({ id })).toString('latin1')

async function contentsThere(target: mongo.Collection): Promise<Contents> {
  const sum = new Fingerprint()
  for await (const one of target.find({}, { raw: true, batchSize: 1000 })) sum.add(one as unknown as Buffer)
  return sum.contents
}

async function makeIndexes({ indexes }: SnapshotCollection, target: mongo.Collection): Promise<number> {
  const specs = indexes.filter(({ name }) => name !== '_id_').map(({ v: _version, ...spec }) => spec)
  if (specs.length === 0 && await target.findOne({}) === null) {
    await target.db.createCollection(target.collectionName).catch(refuseUnlessThere)
  }
  if (specs.length > 0) await target.db.command({ createIndexes: target.collectionName, indexes: specs })
  const there = new Set((await target.listIndexes().toArray()).map(({ name }) => String(name)))
  const missing = specs.find(({ name }) => !there.has(String(name)))
  if (missing) {
    throw new Error(`${target.dbName}.${target.collectionName} lacks the index ${String(missing.name)} in the new home`)
  }
  return specs.length
}

function refuseUnlessThere(thrown: unknown): void {
  const namespaceExists = 48
  if ((thrown as { code?: number }).code !== namespaceExists) throw thrown
}
