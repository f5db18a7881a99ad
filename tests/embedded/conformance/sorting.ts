/** Order, skip and limit: the order of types, of arrays, of missing fields. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSame, fails } from './case'
import type { Ground, Things } from './ground'

const documents: AnyDoc[] = [
  { _id: 1, a: 1, b: 2 }, { _id: 2, a: 2.5, b: 1 }, { _id: 3, a: null, b: 1 }, { _id: 4, b: 3 },
  { _id: 5, a: [1, 5, 9], b: 1 },
  { _id: 6, a: [] }, { _id: 7, a: [[1, 5]] }, { _id: 8, a: 'text' }, { _id: 9, a: { b: 1 } }, { _id: 10, a: true },
  { _id: 11, a: new Date(0) }, { _id: 12, a: new mongo.ObjectId('64b000000000000000000001') },
  { _id: 13, a: new mongo.Binary(Buffer.from([1])) },
  { _id: 14, a: NaN }, { _id: 15, a: mongo.Long.fromNumber(2) }, { _id: 16, a: -Infinity }
]

async function order(things: Things, sort: AnyDoc, filter: AnyDoc = {}): Promise<unknown[]> {
  return (await things.find(filter).sort(sort as Record<string, 1 | -1>).toArray()).map(doc => doc._id)
}

/** The same with an index that gives the order: an index must never change a result. */
async function sorts(ground: Ground, docs: AnyDoc[], sort: AnyDoc, expected: unknown[]): Promise<void> {
  const things = await ground.fresh(docs)
  expect(await order(things, sort)).toEqual(expected)
  await things.createIndex(sort as Record<string, 1 | -1>)
  expect(await order(things, sort)).toEqual(expected)
}

const orders: [string, AnyDoc[], AnyDoc, number[]][] = [
  [
    'types in MongoDB\'s order, arrays by their least item', documents, { a: 1, _id: 1 },
    [6, 3, 4, 14, 16, 1, 5, 15, 2, 8, 9, 7, 13, 12, 10, 11]
  ],
  [
    'descending, arrays by their greatest item', documents, { a: -1, _id: 1 },
    [11, 10, 12, 13, 7, 9, 8, 5, 2, 15, 1, 16, 14, 3, 4, 6]
  ],
  ['by two fields in two directions', documents.slice(0, 5), { b: 1, a: -1 }, [5, 2, 3, 1, 4]],
  [
    'a dotted path through documents', [{ _id: 1, n: { x: 2 } }, { _id: 2, n: { x: 1 } }, { _id: 3 }, { _id: 4, n: 5 }],
    { 'n.x': 1, _id: 1 }, [3, 4, 2, 1]
  ],
  [
    'a dotted path through an array takes the least',
    [{ _id: 1, n: [{ x: 4 }, { x: 2 }] }, { _id: 2, n: [{ x: 3 }] }, { _id: 3, n: [{ x: 9 }, {}] }], { 'n.x': 1 },
    [3, 1, 2]
  ],
  [
    'two paths through one array are taken from one item',
    [{ _id: 1, n: [{ x: 1, y: 5 }, { x: 2, y: 0 }] }, { _id: 2, n: [{ x: 1, y: 3 }] }], { 'n.x': 1, 'n.y': 1 }, [2, 1]
  ],
  ['documents compare field by field', [
    { _id: 1, n: { y: 1 } }, { _id: 2, n: { x: 2 } }, { _id: 3, n: { x: 1, z: 1 } }, { _id: 4, n: { x: 1 } },
    { _id: 5, n: {} }
  ], { n: 1 }, [5, 4, 3, 2, 1]],
  ['strings by their UTF-8 bytes', [
    { _id: 1, w: '\u{20BB7}' }, { _id: 2, w: '\uFF5E' }, { _id: 3, w: 'Z' }, { _id: 4, w: 'a' }, { _id: 5, w: 'ab' },
    { _id: 6, w: '' }, { _id: 7, w: '村' }
  ], { w: 1 }, [6, 3, 4, 5, 7, 2, 1]],
  [
    'dates before 1970', [{ _id: 1, d: new Date(0) }, { _id: 2, d: new Date(-1) }, { _id: 3, d: new Date(1) }],
    { d: 1 }, [2, 1, 3]
  ],
  [
    'binary data by length first',
    [{ _id: 1, d: new mongo.Binary(Buffer.from([1, 1])) }, { _id: 2, d: new mongo.Binary(Buffer.from([9])) }], { d: 1 },
    [2, 1]
  ]
]

export const sorting: Case[] = [
  ...orders.map(([name, docs, sort, expected]) =>
    conforms(`sort: ${name}`, ['find.sort'], ground => sorts(ground, docs, sort, expected))),
  conforms('sort: by whole numbers as names, which come first', ['find.sort'], async ground => {
    const things = await ground.fresh([
      { _id: 1, n: { 2023: 2, 2024: 1, b: 1 } }, { _id: 2, n: { 2023: 1, 2024: 1, b: 2 } },
      { _id: 3, n: { 2023: 1, 2024: 0, b: 3 } }
    ])
    expect(await order(things, { 'n.2024': -1, 'n.2023': 1 })).toEqual([2, 1, 3])
    expect(await order(things, { 5: 1, 'n.b': -1 })).toEqual([3, 2, 1])
    await things.updateOne({ _id: 1 }, { $set: { 'n.2023': 5 }, $inc: { 'm.7': 1, 'm.8': 1 } })
    expectSame(await things.findOne({ _id: 1 }), { _id: 1, n: { 2023: 5, 2024: 1, b: 1 }, m: { 7: 1, 8: 1 } })
  }),
  conforms('sort: skip and limit after the order', ['find.skip', 'find.limit'], async ground => {
    const things = await ground.fresh(documents)
    expect((await things.find().sort({ _id: -1 }).skip(2).limit(3).toArray()).map(doc => doc._id)).toEqual([14, 13, 12])
    expect((await things.find().sort({ _id: 1 }).skip(99).toArray())).toEqual([])
    expect(await things.find().limit(0).toArray()).toHaveLength(documents.length)
  }),
  conforms('sort: limit below zero gives one batch', ['find.singleBatch'], async ground => {
    const things = await ground.fresh(documents)
    expect(await things.find().sort({ _id: 1 }).limit(-2).toArray()).toHaveLength(2)
  }),
  conforms('sort: without one, documents come as they were put in', ['find'], async ground => {
    const things = await ground.fresh([{ _id: 3 }, { _id: 1 }, { _id: 2 }])
    expect((await things.find().toArray()).map(doc => doc._id)).toEqual([3, 1, 2])
  }),
  conforms('sort: findOne takes the first of the order', ['.findOne()', 'find.sort'], async ground => {
    const things = await ground.fresh(documents)
    expect((await things.findOne({ b: 1 }, { sort: { _id: -1 } }))?._id).toBe(5)
  }),
  conforms('sort: filter and order from one compound index', ['find.sort', '$in', '$lt'], async ground => {
    const things = await ground.fresh(
      Array.from({ length: 60 }, (_, at) => ({ _id: at, s: ['open', 'shut', 'new'][at % 3], p: at % 7 }))
    )
    const ask = (): Promise<unknown[]> =>
      order(things, { p: 1, _id: 1 }, { s: { $in: ['open', 'new'] }, p: { $lt: 3 } })
    const before = await ask()
    await things.createIndex({ s: 1, p: 1, _id: 1 })
    expect(await ask()).toEqual(before)
    expect(before.slice(0, 4)).toEqual([0, 14, 21, 35])
  }),
  conforms('sort: a bad direction is refused', ['find.sort'], async ground => {
    await fails(ground.db.command({ find: 'things', sort: { a: 2 } }), { code: 15975 })
  }),
  conforms('sort: two arrays cannot be crossed', ['find.sort'], async ground => {
    const things = await ground.fresh([{ _id: 1, a: [1, 2], b: [3, 4] }, { _id: 2, a: 1, b: 1 }])
    await fails(order(things, { a: 1, b: 1 }), { code: 2 })
  }),
  conforms('find: a negative skip is refused', ['find.skip'], async ground => {
    const thrown =
      await ground.db.command({ find: 'things', skip: -1 }).then(() => undefined, (error: unknown) => error)
    expect(thrown).toBeInstanceOf(mongo.MongoServerError)
  })
]
