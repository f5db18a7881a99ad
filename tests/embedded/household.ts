/** A small store with every kind of value and index, and the functions that compare two stores. */
import { mongo } from 'mongoose'

const { Binary, Double, Int32, Long, ObjectId } = mongo

/** Fills the databases `home` (several collections, kinds of values and indexes) of a server. */
export async function furnish(client: mongo.MongoClient): Promise<void> {
  const db = client.db('home')
  await db.collection<{ _id: number }>('many').insertMany(Array.from({
    length: 2500
  }, (_, n) => ({ _id: n, code: `c${n}`, tags: [`t${n % 5}`, 'all'], at: new Date(n * 1000), open: n % 3 === 0 })))
  await db.collection('many').createIndexes([
    {
      key: { code: 1 }, unique: true
    }, { key: { tags: 1, at: -1, _id: 1 } }, { key: { at: 1 }, expireAfterSeconds: 2_000_000_000 }
  ])
  await db.collection('kinds').insertMany([
    {
      _id: new ObjectId(), int: new Int32(1), double: new Double(1), long: Long.fromNumber(2 ** 40),
      text: '樱桃 \u{20BB7}', none: null, yes: true
    },
    {
      _id: 'text' as unknown as mongo.ObjectId, nested: { list: [1, [2, { three: 3 }], {}], empty: {} },
      bytes: new Binary(Buffer.from([0, 1, 255])), at: new Date(-5)
    },
    {
      _id: { by: 'document', n: 1 } as unknown as mongo.ObjectId, zero: new Double(-0), not: new Double(Number.NaN),
      big: 'x'.repeat(3_000_000)
    }
  ])
  await db.createCollection('empty')
  await db.collection('rules').createIndex({ phone: 1 }, { unique: true, sparse: true, name: 'one phone' })
  await db.collection('a.dotted name').insertOne({ text: 'names are kept' })
}

/** Every document (its bytes, sorted) and every index of a database. */
export async function portrait(
  client: mongo.MongoClient, database: string
): Promise<Record<string, { documents: string[], indexes: string[] }>> {
  const db = client.db(database)
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort()
  return Object.fromEntries(await Promise.all(names.map(async name => {
    const documents = (await db.collection(name).find({}, { raw: true }).toArray())
      .map(bytes => (bytes as unknown as Buffer).toString('latin1'))
      .sort()
    const indexes = (await db.collection(name).listIndexes().toArray())
      .map(({ v: _version, ns: _ns, ...spec }) => JSON.stringify(spec))
      .sort()
    return [name, { documents, indexes }] as const
  })))
}
