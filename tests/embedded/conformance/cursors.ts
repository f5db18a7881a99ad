/** Cursors, counts and distinct. */
import { mongo } from 'mongoose'
import { type Case, conforms, expectSameSet, fails } from './case'

const numbered = (length: number): { _id: number, g: number }[] =>
  Array.from({ length }, (_, _id) => ({ _id, g: _id % 3 }))
const long = (value: number): mongo.Long => mongo.Long.fromNumber(value)

export const cursors: Case[] = [
  conforms('cursor: gives every document once, in batches', [
    'find.batchSize', 'getMore', 'getMore.batchSize', '.batchSize()'
  ], async ({ fresh }) => {
    const things = await fresh(numbered(300))
    expect((await things.find().sort({ _id: 1 }).batchSize(7).toArray()).map(doc => doc._id)).toEqual(
      numbered(300).map(({ _id }) => _id)
    )
    expect(await things.find().limit(250).batchSize(100).toArray()).toHaveLength(250)
  }),
  conforms('cursor: the first batch is 101, the rest come at once', ['find', 'getMore'], async ({ fresh, db }) => {
    const things = await fresh(numbered(500))
    const { cursor } = await db.command({ find: things.collectionName })
    expect(cursor.firstBatch).toHaveLength(101)
    expect(cursor.ns).toBe(`${db.databaseName}.${things.collectionName}`)
    const next = await db.command({
      getMore: typeof cursor.id === 'number' ? long(cursor.id) : cursor.id, collection: things.collectionName
    })
    expect(next.cursor.nextBatch).toHaveLength(399)
    expect(Number(next.cursor.id)).toBe(0)
  }),
  conforms('cursor: a first batch of zero', ['find.batchSize', 'getMore'], async ({ fresh, db }) => {
    const things = await fresh(numbered(5))
    const { cursor } = await db.command({ find: things.collectionName, batchSize: 0 }, { promoteLongs: false })
    expect(cursor.firstBatch).toEqual([])
    const next = await db.command({ getMore: cursor.id, collection: things.collectionName })
    expect(next.cursor.nextBatch).toHaveLength(5)
  }),
  conforms('cursor: singleBatch closes it', ['find.singleBatch'], async ({ fresh, db }) => {
    const things = await fresh(numbered(5))
    const { cursor } = await db.command({ find: things.collectionName, batchSize: 2, singleBatch: true })
    expect([cursor.firstBatch.length, Number(cursor.id)]).toEqual([2, 0])
  }),
  conforms('cursor: an unknown one is not found', ['getMore'], async ({ db }) => {
    await fails(db.command({ getMore: long(123456), collection: 'things' }), { code: 43, codeName: 'CursorNotFound' })
  }),
  conforms('cursor: killCursors ends one', ['killCursors'], async ({ fresh, db }) => {
    const things = await fresh(numbered(5))
    const { cursor } = await db.command({ find: things.collectionName, batchSize: 2 }, { promoteLongs: false })
    const killed = await db.command({ killCursors: things.collectionName, cursors: [cursor.id] })
    expect(killed.cursorsKilled).toHaveLength(1)
    await fails(db.command({ getMore: cursor.id, collection: things.collectionName }), { code: 43 })
  }),
  conforms('cursor: writes beside it neither repeat nor lose what stays', [
    'getMore', 'delete', 'insert'
  ], async ({ fresh }) => {
    const things = await fresh(numbered(200))
    const cursor = things.find({}, { batchSize: 10 }).sort({ _id: 1 }).hint('_id_')
    const seen: unknown[] = []
    for await (const { _id } of cursor) {
      seen.push(_id)
      if (_id === 5) {
        await things.deleteMany({ _id: { $gte: 100, $lt: 150 } })
        await things.insertOne({ _id: 1000 })
      }
    }
    const stayed = numbered(200).map(({ _id }) => _id).filter(_id => _id < 100 || _id >= 150)
    expect(stayed.filter(_id => !seen.includes(_id))).toEqual([])
    expect(new Set(seen).size).toBe(seen.length)
  }),
  conforms('cursor: an $in merged by its order leaves out what has changed before its turn', [
    'getMore', '$in', 'find.sort'
  ], async ({ fresh, db }) => {
    const things = await fresh([
      { _id: 1, a: 1, c: 1 }, { _id: 2, a: 2, c: 2 }, { _id: 3, a: 1, c: 3 }, { _id: 4, a: 2, c: 4 },
      { _id: 5, a: 2, c: 5 }
    ])
    await things.createIndex({ a: 1, c: 1 })
    const { cursor } = await db.command({
      find: things.collectionName, filter: { a: { $in: [1, 2] } }, sort: { c: 1 }, batchSize: 1
    }, { promoteLongs: false })
    expect(cursor.firstBatch).toEqual([{ _id: 1, a: 1, c: 1 }])
    await things.updateOne({ _id: 2 }, { $set: { a: 9 } })
    await things.deleteOne({ _id: 4 })
    const next = await db.command({ getMore: cursor.id, collection: things.collectionName, batchSize: 10 })
    expect(next.cursor.nextBatch).toEqual([{ _id: 3, a: 1, c: 3 }, { _id: 5, a: 2, c: 5 }])
  }),
  conforms('cursor: forEach, hasNext and next', ['find', '.hasNext()', '.next()'], async ({ fresh }) => {
    const things = await fresh(numbered(3))
    const cursor = things.find().sort({ _id: 1 })
    const seen: unknown[] = []
    while (await cursor.hasNext()) seen.push((await cursor.next())?._id)
    expect(seen).toEqual([0, 1, 2])
  }),
  conforms('cursor: of a collection that is not there', ['find', 'findAndModify'], async ({ db }) => {
    const nowhere = db.collection('nowhere')
    expect(await nowhere.find().toArray()).toEqual([])
    expect(await nowhere.countDocuments()).toBe(0)
    expect(await nowhere.findOneAndUpdate({ a: 1 }, { $set: { a: 2 } })).toBeNull()
    expect((await nowhere.updateOne({ a: 1 }, { $set: { a: 2 } })).matchedCount).toBe(0)
    expect((await nowhere.deleteMany({})).deletedCount).toBe(0)
  }),
  conforms('count: countDocuments with a filter, skip and limit', [
    '.countDocuments()', 'aggregate'
  ], async ({ fresh }) => {
    const things = await fresh(numbered(10))
    expect(await things.countDocuments({ g: 0 })).toBe(4)
    expect(await things.countDocuments({}, { skip: 2, limit: 3 })).toBe(3)
    expect(await things.countDocuments({}, { skip: 99 })).toBe(0)
  }),
  conforms('count: estimatedDocumentCount', ['.estimatedDocumentCount()', 'count'], async ({ fresh }) => {
    const things = await fresh(numbered(10))
    expect(await things.estimatedDocumentCount()).toBe(10)
    await things.deleteMany({ g: 0 })
    expect(await things.estimatedDocumentCount()).toBe(6)
  }),
  conforms('count: the command with a query', ['count.query', 'count.limit', 'count.skip'], async ({ fresh, db }) => {
    const things = await fresh(numbered(10))
    expect((await db.command({ count: things.collectionName, query: { g: { $gt: 0 } } })).n).toBe(6)
    expect((await db.command({ count: things.collectionName, query: { g: 0 }, skip: 1, limit: 2 })).n).toBe(2)
  }),
  conforms('distinct: opens arrays and compares by value', [
    'distinct', 'distinct.query', '.distinct()'
  ], async ({ fresh }) => {
    const things = await fresh([
      { _id: 1, tags: ['x', 'y'], items: [{ v: 5 }, { v: 9 }] }, {
        _id: 2, tags: 'x', items: [{ v: 5 }], n: 1
      }, { _id: 3, tags: null, n: new mongo.Double(1) }, { _id: 4, n: 2 }
    ])
    expectSameSet(await things.distinct('tags'), ['x', 'y', null])
    expectSameSet(await things.distinct('items.v', { _id: { $lt: 2 } }), [5, 9])
    expectSameSet(await things.distinct('n'), [1, 2])
    expect(await things.distinct('none')).toEqual([])
  }),
  conforms('find: maxTimeMS and comment change no answer', ['find.maxTimeMS', 'find.comment'], async ({ fresh }) => {
    const things = await fresh(numbered(3))
    expect(await things.find().maxTimeMS(60_000).comment('why').toArray()).toHaveLength(3)
  })
]
