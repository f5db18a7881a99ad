/** Inserts, replacements, upserts, deletes and bulk writes: their changes and their replies. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectExactly, expectSame, fails } from './case'
import type { Thing, Things } from './ground'

/** The documents of a collection in the order of _id. */
export const all = async (things: Things): Promise<AnyDoc[]> => things.find().sort({ _id: 1 }).toArray()
/** Their _id values. */
export const ids = async (things: Things): Promise<unknown[]> => (await all(things)).map(doc => doc._id)

const inserting: Case[] = [
  conforms('insert: an _id is given and comes first', ['insert', '.insertOne()'], async ({ fresh }) => {
    const things = await fresh()
    const { insertedId, acknowledged } = await things.insertOne({ b: 1, a: 2 })
    expect(acknowledged).toBe(true)
    expect(Object.keys(await things.findOne() as AnyDoc)).toEqual(['_id', 'b', 'a'])
    expect(insertedId).toBeInstanceOf(mongo.ObjectId)
  }),
  conforms('insert: types survive', ['insert'], async ({ fresh }) => {
    const doc = {
      _id: 1, i: 7, d: new mongo.Double(7), l: mongo.Long.fromNumber(2 ** 40), t: new Date(5), n: null,
      y: { q: 1, a: [null, true, { k: 'v' }] },
      o: new mongo.ObjectId('64b000000000000000000001'), b: new mongo.Binary(Buffer.from([1, 2]), 4), s: '村\u0000x',
      e: {}, z: [], nan: NaN, inf: -Infinity
    }
    const things = await fresh([doc])
    expectExactly(await things.findOne({}, { promoteValues: false }), doc)
    await things.updateOne({}, { $set: { more: 1 } })
    expectExactly(await things.findOne({}, { promoteValues: false }), { ...doc, more: 1 })
  }),
  conforms('insert: any value but an array may be _id', ['.insertMany()'], async ({ fresh }) => {
    const things = await fresh()
    await things.insertMany([{ _id: 'x' }, { _id: { a: 1 } }, { _id: null }, { _id: new Date(0) }, { _id: true }])
    expect(await things.countDocuments()).toBe(5)
    expect(await things.findOne({ _id: { a: 1 } })).toEqual({ _id: { a: 1 } })
    await fails(things.insertOne({ _id: [1] }), { code: 53 })
  }),
  conforms('insert: the same _id twice is a duplicate key', ['insert'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    await fails(things.insertOne({ _id: 1 }), { code: 11000 })
    await fails(things.insertOne({ _id: new mongo.Double(1) }), { code: 11000 })
  }),
  conforms('insert: a duplicate key tells pattern and value', ['insert'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    const thrown =
      await fails(things.insertOne({ _id: 1 }), { code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } })
    expect(thrown.message).toContain('E11000 duplicate key error collection')
    expect(thrown.message).toContain('index: _id_ dup key: { _id: 1 }')
  }),
  conforms('insert: ordered stops at the first error', ['insert.ordered'], async ({ fresh }) => {
    const things = await fresh([{ _id: 2 }])
    const thrown =
      await fails(things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }], { ordered: true }), { code: 11000 })
    expect((thrown as mongo.MongoBulkWriteError).insertedCount).toBe(1)
    expect(await ids(things)).toEqual([1, 2])
  }),
  conforms('insert: unordered goes on and tells every error', ['insert.ordered'], async ({ fresh }) => {
    const things = await fresh([{ _id: 2 }])
    const thrown = await fails(things.insertMany([
      { _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 3 }
    ], { ordered: false }), { code: 11000 }) as mongo.MongoBulkWriteError
    expect((thrown.writeErrors as mongo.WriteError[]).map(({ index, code }) => [index, code])).toEqual([
      [1, 11000], [3, 11000]
    ])
    expect(await ids(things)).toEqual([1, 2, 3])
  }),
  conforms('insert: a document beyond 16 MB is refused', ['insert'], async ({ fresh, db }) => {
    const things = await fresh()
    const half = 'x'.repeat(9 * 1024 * 1024)
    await things.insertOne({ _id: 1, half })
    await expect(things.updateOne({ _id: 1 }, { $set: { other: half } })).rejects.toMatchObject({ code: 17419 })
    expect((await db.collection(things.collectionName).findOne({}, { projection: { half: 0 } }))).toEqual({ _id: 1 })
  })
]

const replacing: Case[] = [
  conforms('replaceOne keeps _id and nothing else', ['.replaceOne()', 'update'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, b: 2 }])
    expect(await things.replaceOne({ a: 1 }, { c: 3 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 })
    expectSame(await all(things), [{ _id: 1, c: 3 }])
    await fails(things.replaceOne({ c: 3 }, { _id: 2, c: 3 } as AnyDoc), { code: 66 })
  }),
  conforms('_id stays as it is inside', ['update', '$set', '$unset', '$inc', '$rename'], async ({ fresh }) => {
    const things = await fresh([{ _id: { x: 1, y: 2 }, a: 5 }])
    for (const update of [
      { $set: { '_id.x': 2 } }, { $set: { '_id.z': 2 } }, { $unset: { '_id.y': '' } }, { $inc: { '_id.x': 1 } },
      { $rename: { a: '_id.x' } }
    ]) {
      await fails(things.updateOne({ a: 5 }, update as mongo.UpdateFilter<Thing>), { code: 66 })
    }
    expect((await things.updateOne({ a: 5 }, { $set: { '_id.x': 1 } as AnyDoc })).modifiedCount).toBe(0)
    expectSame(await all(things), [{ _id: { x: 1, y: 2 }, a: 5 }])
  }),
  conforms('updateMany changes every match', ['.updateMany()', 'update.multi'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 3 }])
    expect(await things.updateMany({ a: { $gte: 2 } }, { $set: { a: 3 } })).toMatchObject({
      matchedCount: 2, modifiedCount: 1
    })
    expect((await all(things)).map(({ a }) => a)).toEqual([1, 3, 3])
  }),
  conforms('updateMany on the field it filters by meets each document once', [
    'update.multi', '$inc'
  ], async ({ fresh }) => {
    const things = await fresh(Array.from({ length: 50 }, (_, _id) => ({ _id, n: _id })))
    await things.createIndex({ n: 1 })
    expect((await things.updateMany({ n: { $gte: 0 } }, { $inc: { n: 100 } })).modifiedCount).toBe(50)
    expect(await things.countDocuments({ n: { $gte: 200 } })).toBe(0)
  }),
  conforms('update: only a boolean is a flag, and a wrong one refuses every statement', [
    'update.multi', 'update.upsert'
  ], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }, { _id: 2 }])
    const right = { q: { _id: 1 }, u: { $set: { a: 1 } } }
    for (const flag of [{ multi: 1 }, { upsert: 1 }, { multi: 'yes' }, { upsert: 0 }]) {
      await fails(db.command({
        update: things.collectionName, updates: [right, { q: {}, u: { $set: { a: 2 } }, ...flag }]
      }), { code: 14 })
    }
    expect(await all(things)).toEqual([{ _id: 1 }, { _id: 2 }])
    await db.command({ update: things.collectionName, updates: [{ ...right, multi: null, upsert: null }] })
    expect(await all(things)).toEqual([{ _id: 1, a: 1 }, { _id: 2 }])
  }),
  conforms('updateOne changes the first match only', ['.updateOne()'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 1 }])
    await things.updateOne({ a: 1 }, { $set: { a: 2 } })
    expect((await all(things)).map(({ a }) => a)).toEqual([2, 1])
  }),
  conforms('a replacement may not hold operators', ['update'], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }])
    await fails(db.command({
      update: things.collectionName, updates: [{ q: {}, u: { $set: { a: 1 }, b: 1 } }]
    }).then(reply => {
      throw new mongo.MongoServerError((reply.writeErrors as AnyDoc[])[0] as mongo.ErrorDescription)
    }), { code: 9 })
  })
]

const upserting: Case[] = [
  conforms('upsert: what the filter says, then the update', ['update.upsert', '$setOnInsert'], async ({ fresh }) => {
    const things = await fresh()
    const made = await things.updateOne({
      _id: 7, a: 1, b: { $gt: 5 }, $and: [{ 'n.x': 2 }]
    }, { $set: { c: 3 }, $setOnInsert: { d: 4 }, $inc: { e: 5 } }, { upsert: true })
    expect(made).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 7 })
    expect(await all(things)).toEqual([{ _id: 7, a: 1, n: { x: 2 }, c: 3, d: 4, e: 5 }])
  }),
  conforms('upsert: the filter\'s fields come in the order of their paths', ['update.upsert'], async ({ fresh }) => {
    const things = await fresh()
    await things.updateOne({ z: 1, a: 2, m: 3, _id: 1 }, { $set: { c: 4 } }, { upsert: true })
    expectSame(await all(things), [{ _id: 1, a: 2, m: 3, z: 1, c: 4 }])
  }),
  conforms('upsert: changes what is there', ['update.upsert'], async ({ fresh }) => {
    const things = await fresh([{ _id: 7, a: 1 }])
    expect(
      await things.updateOne({ a: 1 }, { $set: { b: 1 }, $setOnInsert: { c: 1 } }, { upsert: true })
    ).toMatchObject({ matchedCount: 1, upsertedCount: 0, upsertedId: null })
    expect(await all(things)).toEqual([{ _id: 7, a: 1, b: 1 }])
  }),
  conforms('upsert: a replacement', ['update.upsert', '.replaceOne()'], async ({ fresh }) => {
    const things = await fresh()
    await things.replaceOne({ _id: 5, a: 1 }, { b: 2 }, { upsert: true })
    expectSame(await all(things), [{ _id: 5, b: 2 }])
  }),
  conforms('upsert: an _id is made where none is known', ['update.upsert'], async ({ fresh }) => {
    const things = await fresh()
    const { upsertedId } = await things.updateMany({ a: 1 }, { $set: { b: 1 } }, { upsert: true })
    expect(upsertedId).toBeInstanceOf(mongo.ObjectId)
    expect(await things.findOne()).toEqual({ _id: upsertedId, a: 1, b: 1 })
  }),
  conforms('upsert: a path the filter says twice is refused', ['update.upsert'], async ({ fresh }) => {
    const things = await fresh()
    await fails(things.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { upsert: true }), { code: 54 })
  }),
  conforms('upsert: only one of many at once makes the document', [
    'update.upsert', 'index.unique'
  ], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ key: 1 }, { unique: true })
    const write = (): Promise<number> => things.updateOne({
      key: 'x'
    }, { $inc: { n: 1 } }, { upsert: true }).then(({ upsertedCount }) => upsertedCount, (thrown: unknown) => {
      if ((thrown as AnyDoc).code === 11000) return 0
      throw thrown
    })
    const made = await Promise.all(Array.from({ length: 20 }, write))
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await things.countDocuments()).toBe(1)
  })
]

const deleting: Case[] = [
  conforms('deleteOne and deleteMany', ['delete.limit', '.deleteOne()', '.deleteMany()'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3, a: 2 }, { _id: 4, a: 2 }])
    expect(await things.deleteOne({ a: 1 })).toMatchObject({ acknowledged: true, deletedCount: 1 })
    expect((await things.deleteMany({ a: 2 })).deletedCount).toBe(2)
    expect((await things.deleteMany({ a: 9 })).deletedCount).toBe(0)
    expect(await ids(things)).toEqual([2])
  }),
  conforms('delete: the limit is 0 or 1, of any type of number', ['delete.limit'], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 4 }])
    const remove = (limit: unknown): Promise<AnyDoc> =>
      db.command({ delete: things.collectionName, deletes: [{ q: { _id: 4 }, limit: 1 }, { q: {}, limit }] })
    for (const limit of [2, -1, 0.5]) await fails(remove(limit), { code: 9 })
    expect(await ids(things)).toEqual([1, 2, 3, 4])
    expect(await remove(mongo.Long.fromNumber(1))).toMatchObject({ n: 2 })
    expect(await remove(new mongo.Double(0))).toMatchObject({ n: 2 })
  }),
  conforms('bulkWrite: every kind of write', [
    '.bulkWrite()', 'update.upsert', 'update.multi', 'delete.limit'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 1 }])
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 3, a: 3 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { a: 5 } } } },
      { updateMany: { filter: { a: { $gte: 3 } }, update: { $inc: { a: 1 } } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { a: 9 } }, upsert: true } },
      { replaceOne: { filter: { _id: 2 }, replacement: { b: 2 } } },
      { deleteOne: { filter: { _id: 3 } } }
    ])
    expect(result).toMatchObject({
      insertedCount: 1, matchedCount: 4, modifiedCount: 4, deletedCount: 1, upsertedCount: 1, upsertedIds: { 3: 9 }
    })
    expectSame(await all(things), [{ _id: 1, a: 6 }, { _id: 2, b: 2 }, { _id: 9, a: 9 }])
  }),
  conforms('bulkWrite: ordered stops, unordered goes on', [
    '.bulkWrite()', 'insert.ordered', 'update.upsert'
  ], async ({ fresh }) => {
    const writes: mongo.AnyBulkWriteOperation<Thing>[] = [
      { insertOne: { document: { _id: 1 } } }, {
        insertOne: { document: { _id: 1 } }
      }, { updateOne: { filter: { _id: 7 }, update: { $set: { a: 1 } }, upsert: true } }
    ]
    const [ordered, unordered] = [await fresh(), await fresh()]
    await fails(ordered.bulkWrite(writes, { ordered: true }), { code: 11000 })
    await fails(unordered.bulkWrite(writes, { ordered: false }), { code: 11000 })
    expect([await ids(ordered), await ids(unordered)]).toEqual([[1], [1, 7]])
  }),
  conforms('write concern 0 answers nothing and writes', ['insert.writeConcern', '.insertOne()'], async ({ fresh }) => {
    const things = await fresh()
    expect((await things.insertOne({ _id: 1 }, { writeConcern: { w: 0 } })).acknowledged).toBe(false)
    await things.updateOne({ _id: 2 }, { $set: { a: 1 } }, { upsert: true })
    for (let tries = 0; tries < 200 && await things.countDocuments() < 2; tries += 1) await things.findOne()
    expect(await ids(things)).toEqual([1, 2])
  })
]

export const writing: Case[] = [...inserting, ...replacing, ...upserting, ...deleting]
