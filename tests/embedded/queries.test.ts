/** Conformance: filters, sorts and projections. Expected answers are those of MongoDB's manual. */
import { mongo } from 'mongoose'
import { type AnyDoc, type Target, conforms, failure, target } from './target'

let server: Target
let things: mongo.Collection<AnyDoc & { _id: number }>

const id = new mongo.ObjectId('64b000000000000000000001')
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number))
const documents: (AnyDoc & { _id: number })[] = [
  { _id: 1, a: 1, s: 'apple', tags: ['red', 'green'], n: { x: 1, y: 'p' }, at: day(1) },
  { _id: 2, a: 2.5, s: 'Banana', tags: [], n: { x: 2 }, at: day(2) },
  { _id: 3, a: null, s: '樱桃', tags: ['green'], items: [{ k: 1, v: 5 }, { k: 2, v: 9 }] },
  { _id: 4, s: 'date', items: [{ k: 1, v: 9 }, { k: 3, v: 5 }], flag: true },
  { _id: 5, a: [1, 5, 9], s: 'apricot', flag: false, ref: id },
  { _id: 6, a: [], n: { x: null } },
  { _id: 7, a: [[1, 5]], n: { y: 'p', x: 1 }, bin: new mongo.Binary(Buffer.from([1, 2, 3])) },
  { _id: 8, a: 'text', items: [], scores: [3, 8, 12] },
  { _id: 9, a: { b: 1 }, scores: [1, 20] }
]

beforeAll(async () => {
  server = await target()
  things = server.db.collection('things')
  await things.insertMany(documents)
})
afterAll(() => server.close())

const found = async (filter: AnyDoc): Promise<number[]> =>
  (await things.find(filter as mongo.Filter<AnyDoc & { _id: number }>).sort({ _id: 1 }).toArray()).map(doc => doc._id)

const filters: [string, AnyDoc, number[]][] = [
  ['equality with a number also looks into arrays', { a: 1 }, [1, 5]],
  ['equality compares numbers by value, not by type', { a: new mongo.Double(1) }, [1, 5]],
  ['equality with null finds null and missing', { a: null }, [3, 4]],
  ['equality on a dotted path with null finds missing', { 'n.x': null }, [3, 4, 5, 6, 8, 9]],
  ['$eq with an array finds the whole array or one inside', { a: [1, 5] }, [7]],
  ['equality with a document compares fields in order', { n: { x: 1, y: 'p' } }, [1]],
  ['equality with an empty array', { tags: [] }, [2]],
  ['$ne leaves out arrays that hold the value', { a: { $ne: 1 } }, [2, 3, 4, 6, 7, 8, 9]],
  ['$ne null', { a: { $ne: null } }, [1, 2, 5, 6, 7, 8, 9]],
  ['$gt stays within numbers', { a: { $gt: 1 } }, [2, 5]],
  ['$gte and $lt on an array may be met by different items', { a: { $gt: 5, $lt: 5 } }, [5]],
  ['$lte null is null or missing', { a: { $lte: null } }, [3, 4]],
  ['$gt null finds nothing', { a: { $gt: null } }, []],
  ['$gt on strings compares bytes', { s: { $gt: 'apricot' } }, [3, 4]],
  ['$lt on dates', { at: { $lt: day(2) } }, [1]],
  ['$gte and $lt on booleans', { flag: { $gte: true } }, [4]],
  ['$in with several types', { a: { $in: [2.5, 'text', 9] } }, [2, 5, 8]],
  ['$in with null finds missing', { flag: { $in: [null, true] } }, [1, 2, 3, 4, 6, 7, 8, 9]],
  ['$in with a regular expression', { s: { $in: [/^ap/, 'date'] } }, [1, 4, 5]],
  ['$nin', { a: { $nin: [1, null] } }, [2, 6, 7, 8, 9]],
  ['$and, $or and $nor', { $and: [{ $or: [{ a: 1 }, { a: 'text' }] }, { $nor: [{ s: 'apple' }] }] }, [5, 8]],
  ['$not of a range also finds missing', { scores: { $not: { $gt: 10 } } }, [1, 2, 3, 4, 5, 6, 7]],
  ['$not of a regular expression', { s: { $not: /^a/ } }, [2, 3, 4, 6, 7, 8, 9]],
  ['$exists true finds null', { a: { $exists: true } }, [1, 2, 3, 5, 6, 7, 8, 9]],
  ['$exists false', { a: { $exists: false } }, [4]],
  ['$exists on a path through an array', { 'items.v': { $exists: true } }, [3, 4]],
  ['a dotted path reaches into the documents of an array', { 'items.v': 9 }, [3, 4]],
  ['two conditions on a path may be met by different items', { 'items.k': 1, 'items.v': 9 }, [3, 4]],
  ['$elemMatch must be met by one item', { items: { $elemMatch: { k: 1, v: 9 } } }, [4]],
  ['$elemMatch with operators', { scores: { $elemMatch: { $gt: 4, $lt: 10 } } }, [8]],
  ['a position in a path', { 'items.0.v': 9 }, [4]],
  ['$all', { tags: { $all: ['green', 'red'] } }, [1]],
  ['$all with one value also finds a scalar', { a: { $all: [2.5] } }, [2]],
  ['$all with $elemMatch', { items: { $all: [{ $elemMatch: { k: 1 } }, { $elemMatch: { v: 9 } }] } }, [3, 4]],
  ['$size', { tags: { $size: 2 } }, [1]],
  ['$size zero', { tags: { $size: 0 } }, [2]],
  ['$regex with a prefix', { s: { $regex: '^ap' } }, [1, 5]],
  ['$regex with option i', { s: { $regex: 'BAN', $options: 'i' } }, [2]],
  ['a regular expression with an escaped dot', { s: /a\.p/ }, []],
  ['$regex on Chinese text', { s: { $regex: '^樱' } }, [3]],
  ['$type string', { a: { $type: 'string' } }, [8]],
  ['$type number looks into arrays', { a: { $type: 'number' } }, [1, 2, 5]],
  ['$type array', { a: { $type: 'array' } }, [5, 6, 7]],
  ['$type null is not missing', { a: { $type: 'null' } }, [3]],
  ['equality with an ObjectId', { ref: id }, [5]],
  ['equality with binary data', { bin: new mongo.Binary(Buffer.from([1, 2, 3])) }, [7]],
  ['equality with a boolean', { flag: false }, [5]],
  ['$expr compares two fields', { $expr: { $gt: ['$n.x', '$a'] } }, []],
  ['$expr with an operator on a field', { $expr: { $eq: [{ $size: { $ifNull: ['$tags', []] } }, 2] } }, [1]]
]
for (const [name, filter, ids] of filters) {
  conforms(`filter: ${name}`, async () => {
    expect(await found(filter)).toEqual(ids)
    expect(await things.countDocuments(filter as mongo.Filter<AnyDoc & { _id: number }>)).toBe(ids.length)
  })
}

const refusals: [string, AnyDoc, number][] = [
  ['an unknown operator', { a: { $near: 1 } }, 2],
  ['an unknown operator at the top', { $where2: 1 }, 2],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['an empty $or', { $or: [] }, 2],
  ['$size of a fraction', { a: { $size: 1.5 } }, 9]
]
for (const [name, filter, code] of refusals) {
  conforms(`refuses ${name}`, async () => {
    expect((await failure(found(filter))).code).toBe(code)
  })
}

describe('sorting', () => {
  conforms('sort: types in MongoDB\'s order, arrays by their least item', async () => {
    const ids = (await things.find().sort({ a: 1, _id: 1 }).toArray()).map(doc => doc._id)
    expect(ids).toEqual([6, 3, 4, 1, 5, 2, 8, 9, 7])
  })
  conforms('sort: descending, arrays by their greatest item', async () => {
    const ids = (await things.find().sort({ a: -1, _id: 1 }).toArray()).map(doc => doc._id)
    expect(ids).toEqual([7, 9, 8, 5, 2, 1, 3, 4, 6])
  })
  conforms('sort: strings by their UTF-8 bytes', async () => {
    const words = server.db.collection<{ _id: number, w: string }>('words')
    await words.insertMany([{ _id: 1, w: '\u{20BB7}' }, { _id: 2, w: '\uFF5E' }, { _id: 3, w: 'Z' }, { _id: 4, w: 'a' }, { _id: 5, w: 'a\u0000b' }])
    expect((await words.find().sort({ w: 1 }).toArray()).map(doc => doc._id)).toEqual([3, 4, 5, 2, 1])
    await words.createIndex({ w: 1 })
    expect((await words.find().sort({ w: 1 }).hint('w_1').toArray()).map(doc => doc._id)).toEqual([3, 4, 5, 2, 1])
  })
  conforms('skip and limit after the sort', async () => {
    expect((await things.find().sort({ _id: -1 }).skip(2).limit(3).toArray()).map(doc => doc._id)).toEqual([7, 6, 5])
  })
  conforms('sort: a bad direction is refused', async () => {
    expect((await failure(server.db.command({ find: 'things', sort: { a: 2 } }))).code).toBe(15975)
  })
})

const projections: [string, AnyDoc, number, AnyDoc | null][] = [
  ['inclusion keeps _id and the order of the document', { s: 1, a: 1 }, 1, { _id: 1, a: 1, s: 'apple' }],
  ['inclusion without _id', { s: 1, _id: 0 }, 1, { s: 'apple' }],
  ['exclusion', { s: 0, tags: 0, n: 0, at: 0 }, 1, { _id: 1, a: 1 }],
  ['a path into a document', { 'n.x': 1 }, 1, { _id: 1, n: { x: 1 } }],
  ['a path into the documents of an array', { 'items.k': 1 }, 3, { _id: 3, items: [{ k: 1 }, { k: 2 }] }],
  ['exclusion inside an array', { 'items.k': 0, s: 0, tags: 0, a: 0 }, 3, { _id: 3, items: [{ v: 5 }, { v: 9 }] }],
  ['$slice', { scores: { $slice: -1 }, a: 0, items: 0 }, 8, { _id: 8, scores: [12] }],
  ['$slice with skip and limit', { scores: { $slice: [1, 1] }, a: 0, items: 0 }, 8, { _id: 8, scores: [8] }],
  ['$elemMatch keeps the first item that matches', { items: { $elemMatch: { v: 9 } } }, 3, { _id: 3, items: [{ k: 2, v: 9 }] }]
]
for (const [name, projection, _id, expected] of projections) {
  conforms(`projection: ${name}`, async () => {
    expect(JSON.stringify(await things.findOne({ _id }, { projection: projection as mongo.Document }))).toBe(JSON.stringify(expected))
  })
}
conforms('projection: inclusion and exclusion do not mix', async () => {
  expect((await failure(things.findOne({}, { projection: { a: 1, s: 0 } }))).code).toBe(31254)
})

describe('values survive the round trip', () => {
  conforms('types: int, double, long, dates, binary and nested order', async () => {
    const doc = { z: new mongo.Int32(7), b: new mongo.Double(7), l: mongo.Long.fromNumber(2 ** 40), d: day(3), y: { q: 1, a: [null, true, { k: 'v' }] } }
    const kept = server.db.collection('kept')
    const { insertedId } = await kept.insertOne({ ...doc })
    const [back] = await kept.find({ _id: insertedId }, { promoteValues: false }).toArray()
    expect(Object.keys(back as AnyDoc)).toEqual(['_id', 'z', 'b', 'l', 'd', 'y'])
    expect([back?.z, back?.b, back?.l].map(value => (value as { _bsontype: string })._bsontype)).toEqual(['Int32', 'Double', 'Long'])
    await kept.updateOne({ _id: insertedId }, { $set: { more: 1 } })
    const [after] = await kept.find({ _id: insertedId }, { promoteValues: false }).toArray()
    expect((after?.b as { _bsontype: string })._bsontype).toBe('Double')
    expect(JSON.stringify(after?.y)).toBe(JSON.stringify(back?.y))
  })
})

describe('reading commands', () => {
  conforms('distinct opens arrays', async () => {
    expect((await things.distinct('tags')).sort()).toEqual(['green', 'red'])
    expect((await things.distinct('items.v', { 'items.k': 1 })).sort()).toEqual([5, 9])
  })
  conforms('estimatedDocumentCount', async () => {
    expect(await things.estimatedDocumentCount()).toBe(documents.length)
  })
  conforms('count with skip and limit', async () => {
    expect(await things.countDocuments({}, { skip: 2, limit: 3 })).toBe(3)
  })
  conforms('cursors give every document once, in batches', async () => {
    const many = server.db.collection<{ _id: number }>('many')
    await many.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id })))
    const ids = (await many.find().sort({ _id: 1 }).batchSize(7).toArray()).map(doc => doc._id)
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, index) => index))
    expect(await many.find().limit(250).batchSize(100).toArray()).toHaveLength(250)
  })
  conforms('getMore on an unknown cursor is CursorNotFound', async () => {
    expect((await failure(server.db.command({ getMore: mongo.Long.fromNumber(123456), collection: 'things' }))).code).toBe(43)
  })
  conforms('killCursors ends a cursor', async () => {
    const { cursor } = await server.db.command({ find: 'things', batchSize: 2 }, { promoteLongs: false })
    const killed = await server.db.command({ killCursors: 'things', cursors: [cursor.id] })
    expect(killed.cursorsKilled).toHaveLength(1)
    expect((await failure(server.db.command({ getMore: cursor.id, collection: 'things' }))).code).toBe(43)
  })
  conforms('a collection that does not exist is empty', async () => {
    const nowhere = server.db.collection('nowhere')
    expect(await nowhere.find().toArray()).toEqual([])
    expect(await nowhere.countDocuments()).toBe(0)
    expect(await nowhere.findOneAndUpdate({ a: 1 }, { $set: { a: 2 } })).toBeNull()
  })
})
