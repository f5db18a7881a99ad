/** Indexes: the documents that each kind admits, their specifications, and the index that explain names. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSame, fails } from './case'
import type { Things } from './ground'

const stageOf = (plan: AnyDoc): AnyDoc =>
  plan.stage === 'IXSCAN' || plan.inputStage === undefined ? plan : stageOf(plan.inputStage as AnyDoc)

async function explained(
  things: Things, filter: AnyDoc, sort: Record<string, 1 | -1> = {}
): Promise<{ scan: AnyDoc, sorts: boolean, stats: AnyDoc }> {
  const told = await things.find(filter).sort(sort).explain(
    'executionStats'
  ) as { queryPlanner: { winningPlan: AnyDoc }, executionStats: AnyDoc }
  return {
    scan: stageOf(told.queryPlanner.winningPlan),
    sorts: JSON.stringify(told.queryPlanner.winningPlan).includes('"SORT"'), stats: told.executionStats
  }
}

const uniqueness: Case[] = [
  conforms('unique: a second one is refused with pattern and value', [
    'createIndexes', 'index.unique', '.createIndex()'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    await things.createIndex({ a: 1 }, { unique: true })
    const thrown =
      await fails(things.insertOne({ _id: 2, a: 1 }), { code: 11000, keyPattern: { a: 1 }, keyValue: { a: 1 } })
    expect(thrown.message).toMatch(/E11000 duplicate key error collection: \S+ index: a_1 dup key: \{ a: 1 \}/)
    await fails(things.updateOne({ _id: 3 }, { $set: { a: 1 } }, { upsert: true }), { code: 11000 })
  }),
  conforms('unique: an update into a taken key is refused and changes nothing', [
    'index.unique', 'update'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 2 }])
    await things.createIndex({ a: 1 }, { unique: true })
    await fails(things.updateOne({ _id: 2 }, { $set: { a: 1, b: 1 } }), { code: 11000 })
    expect(await things.findOne({ _id: 2 })).toEqual({ _id: 2, a: 2 })
    await things.updateOne({ _id: 2 }, { $set: { a: 2, b: 1 } })
  }),
  conforms('unique: compound', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, b: 1 }])
    await things.createIndex({ a: 1, b: -1 }, { unique: true })
    await things.insertOne({ _id: 2, a: 1, b: 2 })
    await fails(things.insertOne({ _id: 3, a: 1, b: 2 }), { code: 11000 })
  }),
  conforms('unique: compound tells every value', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, n: { x: 'p' } }])
    await things.createIndex({ a: 1, 'n.x': 1 }, { unique: true })
    await fails(things.insertOne({ _id: 3, a: 1, n: { x: 'p' } }), {
      code: 11000, keyPattern: { a: 1, 'n.x': 1 }, keyValue: { a: 1, 'n.x': 'p' }
    })
  }),
  conforms('unique: a missing field counts as null, once', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    await things.createIndex({ a: 1 }, { unique: true })
    await fails(things.insertOne({ _id: 2 }), { code: 11000, keyValue: { a: null } })
    await fails(things.insertOne({ _id: 3, a: null }), { code: 11000 })
  }),
  conforms('unique: items of two documents', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: [1, 2] }])
    await things.createIndex({ a: 1 }, { unique: true })
    await fails(things.insertOne({ _id: 2, a: [3, 2] }), { code: 11000 })
    await things.insertOne({ _id: 3, a: [4, 4] })
  }),
  conforms('unique: among items the one that is taken is told', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: [1, 2] }])
    await things.createIndex({ a: 1 }, { unique: true })
    await fails(things.insertOne({ _id: 2, a: [3, 2] }), { code: 11000, keyPattern: { a: 1 }, keyValue: { a: 2 } })
  }),
  conforms('unique: numbers are one key whatever their type', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    await things.createIndex({ a: 1 }, { unique: true })
    await fails(things.insertOne({ _id: 2, a: mongo.Long.fromNumber(1) }), { code: 11000 })
    await things.insertOne({ _id: 3, a: '1' })
  }),
  conforms('unique: can\'t be made over duplicates', ['index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: 1 }])
    await fails(things.createIndex({ a: 1 }, { unique: true }), { code: 11000 })
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_'])
  }),
  conforms('unique: a deleted key is free', ['index.unique', 'delete'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    await things.createIndex({ a: 1 }, { unique: true })
    await things.deleteOne({ _id: 1 })
    await things.insertOne({ _id: 2, a: 1 })
  })
]

const kinds: Case[] = [
  conforms('sparse: documents without the field are not in it', ['index.sparse', 'index.unique'], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ a: 1 }, { unique: true, sparse: true })
    await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: 1 }])
    await fails(things.insertOne({ _id: 4, a: 1 }), { code: 11000 })
    expect(await things.countDocuments({ a: null })).toBe(2)
    expect((await things.find().sort({ a: 1, _id: 1 }).toArray()).map(doc => doc._id)).toEqual([1, 2, 3])
  }),
  conforms('sparse: a null is in it', ['index.sparse', 'index.unique'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: null }])
    await things.createIndex({ a: 1 }, { unique: true, sparse: true })
    await fails(things.insertOne({ _id: 2, a: null }), { code: 11000 })
  }),
  conforms('partial: unique among what its filter takes', [
    'index.partialFilterExpression', 'index.unique'
  ], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { open: true } })
    await things.insertMany([
      { _id: 1, a: 1, open: false }, { _id: 2, a: 1, open: false }, { _id: 3, a: 1, open: true }
    ])
    await fails(things.insertOne({ _id: 4, a: 1, open: true }), {
      code: 11000, keyPattern: { a: 1 }, keyValue: { a: 1 }
    })
    await fails(things.updateOne({ _id: 1 }, { $set: { open: true } }), { code: 11000 })
    await things.updateOne({ _id: 3 }, { $set: { open: false } })
    await things.updateOne({ _id: 1 }, { $set: { open: true } })
  }),
  conforms('partial: serves only filters that imply its own', [
    'index.partialFilterExpression', 'explain', '$gte'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, p: 5 }, { _id: 2, a: 1, p: 1 }])
    await things.createIndex({ a: 1 }, { partialFilterExpression: { p: { $gte: 3 } } })
    expect((await explained(things, { a: 1, p: { $gte: 4 } })).scan).toMatchObject({
      stage: 'IXSCAN', indexName: 'a_1'
    })
    expect((await explained(things, { a: 1 })).scan.stage).toBe('COLLSCAN')
    expect(await things.countDocuments({ a: 1 })).toBe(2)
  }),
  conforms('partial: may end in _id', ['index.partialFilterExpression', 'createIndexes'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, p: 5 }])
    expect(await things.createIndex({ a: 1, _id: 1 }, { partialFilterExpression: { p: { $gte: 3 } } })).toBe(
      'a_1__id_1'
    )
    expect(await things.countDocuments({ a: 1 })).toBe(1)
  }),
  conforms('multikey: an entry for every item', ['createIndexes', 'explain'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, tags: ['x', 'y'] }, { _id: 2, tags: ['y', 'y'] }, { _id: 3, tags: [] }])
    await things.createIndex({ tags: 1 })
    expect((await things.find({ tags: 'y' }).sort({ _id: 1 }).toArray()).map(doc => doc._id)).toEqual([1, 2])
    expect(await things.countDocuments({ tags: { $gte: 'x' } })).toBe(2)
    expect(await things.countDocuments({ tags: [] })).toBe(1)
    expect((await explained(things, { tags: 'y' })).scan).toMatchObject({
      stage: 'IXSCAN', indexName: 'tags_1', isMultiKey: true
    })
  }),
  conforms('multikey: two arrays can\'t be crossed', ['createIndexes'], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ a: 1, b: 1 })
    await fails(things.insertOne({ _id: 1, a: [1], b: [2] }), { code: 171 })
    await things.insertOne({ _id: 2, a: [1], b: 2 })
  }),
  conforms('TTL: told as it was made', ['index.expireAfterSeconds'], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 3600 })
    expect((await things.indexes())[1]).toMatchObject({ name: 'at_1', expireAfterSeconds: 3600 })
  }),
  conforms('TTL: takes one field only', ['index.expireAfterSeconds'], async ({ fresh }) => {
    const things = await fresh()
    await fails(things.createIndex({ at: 1, b: 1 }, { expireAfterSeconds: 1 }), { code: 67 })
    await fails(things.createIndex({ at: 1 }, { expireAfterSeconds: -1 }), { code: 67 })
  }),
  conforms('explain: names the index, its direction and that it sorts', [
    'explain.explain', 'explain.verbosity'
  ], async ({ fresh }) => {
    const things = await fresh(Array.from({ length: 30 }, (_, _id) => ({ _id, s: _id % 2 ? 'x' : 'y', p: _id })))
    await things.createIndex({ s: 1, p: 1 })
    const { scan, sorts, stats } = await explained(things, { s: 'x', p: { $gt: 9 } }, { p: -1 })
    expect(scan).toMatchObject({
      stage: 'IXSCAN', indexName: 's_1_p_1', keyPattern: { s: 1, p: 1 }, direction: 'backward'
    })
    expect(sorts).toBe(false)
    expect(stats).toMatchObject({ nReturned: 10, totalKeysExamined: 10, totalDocsExamined: 10 })
    expect((await explained(things, { q: 1 }, { z: 1 })).sorts).toBe(true)
  }),
  conforms('hint: names the index that must be used', ['find.hint'], async ({ fresh }) => {
    const things = await fresh([{ _id: 2, a: 1 }, { _id: 1, a: 1 }])
    await things.createIndex({ a: 1, _id: 1 })
    expect((await things.find({}).hint('a_1__id_1').toArray()).map(doc => doc._id)).toEqual([1, 2])
    expect((await things.find({}).hint({ a: 1, _id: 1 }).toArray()).map(doc => doc._id)).toEqual([1, 2])
    await fails(things.find({}).hint('other_1').toArray(), { code: 2 })
  })
]

const managing: Case[] = [
  conforms('createIndex: is told by listIndexes as it was asked for', [
    'createIndexes', 'listIndexes', 'index.name'
  ], async ({ fresh }) => {
    const things = await fresh()
    expect(await things.createIndex({ a: 1, 'n.x': -1 })).toBe('a_1_n.x_-1')
    await things.createIndex({
      b: 1
    }, { name: 'mine', unique: true, partialFilterExpression: { b: { $exists: true } } })
    expectSame((await things.indexes()).map(({ v: _v, ...index }) => index), [
      { key: { _id: 1 }, name: '_id_' }, { key: { a: 1, 'n.x': -1 }, name: 'a_1_n.x_-1' },
      { key: { b: 1 }, name: 'mine', unique: true, partialFilterExpression: { b: { $exists: true } } }
    ])
  }),
  conforms('createIndex: the same twice changes nothing', [
    '.createIndexes()', 'createIndexes'
  ], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }])
    const spec = { createIndexes: things.collectionName, indexes: [{ key: { a: 1 }, name: 'a_1' }] }
    expect(await db.command(spec)).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2 })
    expect(await db.command(spec)).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2 })
    expect(await things.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }])).toEqual(['a_1', 'b_1'])
  }),
  conforms('createIndex: conflicts are refused', ['createIndexes'], async ({ fresh }) => {
    const things = await fresh()
    await things.createIndex({ a: 1 })
    await fails(things.createIndex({ a: 1 }, { name: 'other' }), { code: 85, codeName: 'IndexOptionsConflict' })
    await fails(things.createIndex({ b: 1 }, { name: 'a_1' }), { code: 86, codeName: 'IndexKeySpecsConflict' })
    await fails(things.createIndex({ a: 1 }, { unique: true }), { code: 86 })
  }),
  conforms('dropIndex: by name, by key, all', [
    'dropIndexes', '.dropIndex()', '.dropIndexes()'
  ], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    for (const key of ['a', 'b', 'c', 'd']) await things.createIndex({ [key]: 1 })
    await things.dropIndex('a_1')
    await db.command({ dropIndexes: things.collectionName, index: { b: 1 } })
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'c_1', 'd_1'])
    await things.dropIndexes()
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_'])
    expect(await things.find({ a: 1 }).toArray()).toHaveLength(1)
  }),
  conforms('dropIndex: what is not there, and _id', ['dropIndexes'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    await fails(things.dropIndex('nope'), { code: 27, codeName: 'IndexNotFound' })
    await fails(things.dropIndex('_id_'), { code: 72, codeName: 'InvalidOptions' })
  }),
  conforms('listIndexes: of a collection that is not there', ['listIndexes'], async ({ db }) => {
    await fails(db.collection('nowhere').listIndexes().toArray(), { code: 26, codeName: 'NamespaceNotFound' })
  })
]

export const indexes: Case[] = [...uniqueness, ...kinds, ...managing]
