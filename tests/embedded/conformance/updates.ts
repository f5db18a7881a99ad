/** Update operators: the document before, the update, the document after, field by field and type by type. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectExactly, fails } from './case'
import { type UpdateRow, arrayRows } from './arrayUpdateRows'
import type { Ground } from './ground'
import { operatorsIn } from './tokens'

const { Double, Int32, Long } = mongo
const long = (value: number): mongo.Long => Long.fromNumber(value)
const day = new Date(Date.UTC(2026, 0, 1))

const fieldRows: Record<string, UpdateRow> = {
  '$set changes a field in its place': { before: { a: 1, b: 2 }, update: { $set: { a: 5 } }, after: { a: 5, b: 2 } },
  '$set adds fields in the order of their names': {
    before: { z: 1 }, update: { $set: { c: 1, b: 2, a: 3 } }, after: { z: 1, a: 3, b: 2, c: 1 }
  },
  '$set makes the documents on the way': {
    before: {}, update: { $set: { 'n.x.y': 1 } }, after: { n: { x: { y: 1 } } }
  },
  '$set of a path in an array': {
    before: { a: [{ k: 1 }, { k: 2 }] }, update: { $set: { 'a.1.k': 9 } }, after: { a: [{ k: 1 }, { k: 9 }] }
  },
  '$set beyond the end of an array fills with null': {
    before: { a: [1] }, update: { $set: { 'a.3': 4 } }, after: { a: [1, null, null, 4] }
  },
  '$set keeps types': {
    before: {}, update: { $set: { a: new Double(1), b: long(1), c: new Int32(1), d: day } },
    after: { a: new Double(1), b: long(1), c: new Int32(1), d: day }
  },
  '$set of a document replaces it': {
    before: { n: { x: 1, y: 2 } }, update: { $set: { n: { z: 3 } } }, after: { n: { z: 3 } }
  },
  '$set of null': { before: { a: 1 }, update: { $set: { a: null } }, after: { a: null } },
  '$unset removes a field': { before: { a: 1, b: 2 }, update: { $unset: { a: '' } }, after: { b: 2 } },
  '$unset of a path': { before: { n: { x: 1, y: 2 } }, update: { $unset: { 'n.x': 1 } }, after: { n: { y: 2 } } },
  '$unset of what is not there': { before: { a: 1 }, update: { $unset: { 'b.c': 1 } }, after: { a: 1 } },
  '$unset of an array item leaves null': {
    before: { a: [1, 2, 3] }, update: { $unset: { 'a.1': 1 } }, after: { a: [1, null, 3] }
  },
  '$inc of an int': { before: { a: 1 }, update: { $inc: { a: 2 } }, after: { a: 3 } },
  '$inc below zero': { before: { a: 1 }, update: { $inc: { a: -3 } }, after: { a: -2 } },
  '$inc makes a missing field': { before: {}, update: { $inc: { 'n.count': 1 } }, after: { n: { count: 1 } } },
  '$inc of an int by a double gives a double': { before: { a: 1 }, update: { $inc: { a: 0.5 } }, after: { a: 1.5 } },
  '$inc of a double by an int stays a double': {
    before: { a: new Double(1) }, update: { $inc: { a: 1 } }, after: { a: new Double(2) }
  },
  '$inc of an int beyond 32 bits gives a long': {
    before: { a: 2147483647 }, update: { $inc: { a: 1 } }, after: { a: long(2147483648) }
  },
  '$inc of an int by a long gives a long': {
    before: { a: 1 }, update: { $inc: { a: long(1) } }, after: { a: long(2) }
  },
  '$inc of a long stays a long': { before: { a: long(5) }, update: { $inc: { a: 1 } }, after: { a: long(6) } },
  '$mul': { before: { a: 4 }, update: { $mul: { a: 3 } }, after: { a: 12 } },
  '$mul of a missing field gives zero of its type': {
    before: {}, update: { $mul: { a: 3, b: new Double(3) } }, after: { a: 0, b: new Double(0) }
  },
  '$mul by a fraction': { before: { a: 3 }, update: { $mul: { a: 0.5 } }, after: { a: 1.5 } },
  '$mul beyond 32 bits gives a long': {
    before: { a: 2000000000 }, update: { $mul: { a: 2 } }, after: { a: long(4000000000) }
  },
  '$min takes the less': { before: { a: 5, b: 5 }, update: { $min: { a: 3, b: 7 } }, after: { a: 3, b: 5 } },
  '$max takes the greater': { before: { a: 5, b: 5 }, update: { $max: { a: 3, b: 7 } }, after: { a: 5, b: 7 } },
  '$min and $max make a missing field': {
    before: {}, update: { $min: { a: 3 }, $max: { b: 4 } }, after: { a: 3, b: 4 }
  },
  '$max goes by the order of types': {
    before: { a: 5, b: null }, update: { $max: { a: 'x', b: 1 } }, after: { a: 'x', b: 1 }
  },
  '$min with null': { before: { a: 5 }, update: { $min: { a: null } }, after: { a: null } },
  '$max with dates': { before: { a: new Date(5) }, update: { $max: { a: day } }, after: { a: day } },
  '$rename': { before: { a: 1, b: 2 }, update: { $rename: { a: 'c' } }, after: { b: 2, c: 1 } },
  '$rename into a document': {
    before: { a: 1, n: { x: 1 } }, update: { $rename: { a: 'n.y' } }, after: { n: { x: 1, y: 1 } }
  },
  '$rename of what is not there': { before: { a: 1 }, update: { $rename: { b: 'c' } }, after: { a: 1 } },
  '$setOnInsert does nothing to what is there': {
    before: { a: 1 }, update: { $set: { a: 2 }, $setOnInsert: { b: 1 } }, after: { a: 2 }
  },
  'several operators at once': {
    before: { a: 1, b: 'x', c: [1], d: 1 }, update: {
      $set: { b: 'y' }, $inc: { a: 1 }, $push: { c: 2 }, $unset: { d: '' }, $max: { e: 4 }
    }, after: { a: 2, b: 'y', c: [1, 2], e: 4 }
  }
}

const rows = { ...fieldRows, ...arrayRows }

async function updates(ground: Ground, { before, update, after, options, filter = {} }: UpdateRow): Promise<void> {
  const things = await ground.fresh([{ _id: 1, ...before }])
  const { matchedCount } = await things.updateOne(filter, update, options)
  expect(matchedCount).toBe(1)
  expectExactly(await things.findOne({}, { promoteValues: false }), { _id: 1, ...after })
}

const pathOf = (parts: number): string => Array(parts).fill('a').join('.')
// MongoDB guarantees 100 levels and accepts slightly more; it never accepts 200.
const tooDeep = pathOf(201)
/** Nested documents of `levels` levels. */
const deep = (levels: number): AnyDoc => levels === 0 ? {} : { a: deep(levels - 1) }

const refusals: [string, AnyDoc, AnyDoc, number, mongo.UpdateOptions?][] = [
  ['an unknown operator', {}, { $add: { a: 1 } }, 9],
  ['an operator without fields', {}, { $set: 1 }, 9],
  ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
  ['$inc by a string', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$mul of a string', { a: 'x' }, { $mul: { a: 1 } }, 14],
  ['the same path twice', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a path and its parent', {}, { $set: { a: {}, 'a.b': 1 } }, 40],
  ['a change of _id', {}, { $set: { _id: 2 } }, 66],
  ['removing _id', {}, { $unset: { _id: 1 } }, 66],
  ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a path through null', { a: null }, { $set: { 'a.b': 1 } }, 28],
  ['a name into an array', { a: [] }, { $set: { 'a.b': 1 } }, 28],
  ['an empty part in a path', {}, { $set: { 'a..b': 1 } }, 56],
  ['$push onto a number', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$addToSet onto a number', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$pull from a number', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$pullAll of a value', { a: [1] }, { $pullAll: { a: 1 } }, 2],
  ['$pop from a number', { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$pop by two', { a: [1] }, { $pop: { a: 2 } }, 9],
  ['$push with $each of a value', { a: [] }, { $push: { a: { $each: 1 } } }, 2],
  ['$push with an unknown modifier', { a: [] }, { $push: { a: { $each: [], $last: 1 } } }, 2],
  ['$push with $slice of a fraction', { a: [] }, { $push: { a: { $each: [], $slice: 1.5 } } }, 2],
  ['$push with $sort by two', { a: [] }, { $push: { a: { $each: [], $sort: 2 } } }, 2],
  ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['$rename to a number', { a: 1 }, { $rename: { a: 1 } }, 2],
  ['$rename inside an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
  ['the positional operator without a match in an array', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
  ['$[] of what is no array', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
  ['$[] of what is not there', {}, { $set: { 'a.$[]': 1 } }, 2],
  ['a name without its array filter', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  ['an array filter that is not used', { a: [1] }, { $set: { 'a.0': 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
  ['two array filters of a name', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{ x: 1 }, { x: 2 }] }],
  ['$currentDate of a number', {}, { $currentDate: { a: 1 } }, 2],
  [
    'two array filters that take one item', { a: [{ n: 1 }] }, { $inc: { 'a.$[x].n': 1, 'a.$[y].n': 1 } }, 40,
    { arrayFilters: [{ 'x.n': 1 }, { 'y.n': { $gt: 0 } }] }
  ],
  [
    '$[] and an array filter that take one item', { a: [1, 2] }, { $set: { 'a.$[]': 5, 'a.$[x]': 6 } }, 40,
    { arrayFilters: [{ x: 2 }] }
  ],
  [
    'an item and what is in it', { a: [{ n: 1 }] }, { $set: { 'a.$[x]': {}, 'a.$[].n': 6 } }, 40,
    { arrayFilters: [{ 'x.n': 1 }] }
  ],
  [
    'a filter below two filters that take one item', { a: [{ k: 1, b: [] }] },
    { $set: { 'a.$[x].b.$[z]': 5, 'a.$[y].b.$[z]': 6 } }, 40, { arrayFilters: [{ 'x.k': 1 }, { 'y.k': 1 }, { z: 1 }] }
  ],
  [
    'two array filters that take one item under $setOnInsert', { a: [1] },
    { $setOnInsert: { 'a.$[]': 5 }, $set: { 'a.$[x]': 6 } }, 40, { arrayFilters: [{ x: 1 }] }
  ],
  ['$[] and a position in one array', { a: [{ n: 1 }] }, { $set: { 'a.$[].n': 5, 'a.0.n': 6 } }, 40],
  [
    '$[] and a position in one array, though of two fields', { a: [{ n: 1 }] }, { $set: { 'a.$[].n': 5, 'a.0.m': 6 } },
    40
  ],
  ['$rename to a name with a null byte', { b: 1 }, { $rename: { b: 'x\0y' } }, 2],
  ['$set beyond the deepest level', {}, { $set: { [tooDeep]: 1 } }, 15],
  ['$inc beyond the deepest level', {}, { $inc: { [tooDeep]: 1 } }, 15],
  ['$max beyond the deepest level', {}, { $max: { [tooDeep]: 1 } }, 15],
  ['$push beyond the deepest level', {}, { $push: { [tooDeep]: 1 } }, 15],
  ['$currentDate beyond the deepest level', {}, { $currentDate: { [tooDeep]: true } }, 15],
  ['$rename beyond the deepest level', { b: 1 }, { $rename: { b: tooDeep } }, 15],
  ['$set of a document that ends too deep', {}, { $set: { [pathOf(98)]: deep(98) } }, 15],
  ['$push of a document that ends too deep', {}, { $push: { [pathOf(98)]: deep(98) } }, 15],
  ['$addToSet of a document that ends too deep', {}, { $addToSet: { [pathOf(98)]: { $each: [deep(98)] } } }, 15],
  ['$rename of a document that would end too deep', { b: deep(97) }, { $rename: { b: pathOf(98) } }, 15]
]

export const updating: Case[] = [
  ...Object.entries(rows).map(([name, row]) =>
    conforms(`update: ${name}`, [
      'update', ...operatorsIn(row.update), ...row.options?.arrayFilters ? ['update.arrayFilters'] : []
    ], ground => updates(ground, row))),
  ...refusals.map(([name, before, update, code, options]) =>
    conforms(`update refused: ${name}`, ['update', ...operatorsIn(update)], async ground => {
      const things = await ground.fresh([{ _id: 1, ...before }])
      await fails(things.updateOne({}, update, options), { code })
      expectExactly(await things.findOne({}, { promoteValues: false }), { _id: 1, ...before })
    })),
  conforms('update: $currentDate', ['$currentDate'], async ground => {
    const things = await ground.fresh([{ _id: 1 }])
    const before = Date.now()
    await ground.db.command({
      update: things.collectionName, updates: [{ q: {}, u: { $currentDate: { a: true, 'n.b': { $type: 'date' } } } }]
    })
    const after = await things.findOne({})
    for (const made of [after?.a, (after?.n as AnyDoc).b] as Date[]) {
      expect(made.getTime()).toBeGreaterThanOrEqual(before - 1000)
      expect(made.getTime()).toBeLessThanOrEqual(Date.now() + 1000)
    }
  }),
  conforms('update refused: the positional operator and the position it stands for', [
    '$inc', '$set', '$'
  ], async ground => {
    const things = await ground.fresh([{ _id: 1, a: [1, 2] }])
    const { message } =
      await fails(things.updateOne({ a: 2 }, { $inc: { 'a.$': 1 }, $set: { 'a.1': 9 } }), { code: 40 })
    expect(message).toBe("Update created a conflict at 'a.1'")
    await fails(things.updateOne({ a: 2 }, { $inc: { 'a.$': 1 }, $setOnInsert: { 'a.1': 9 } }), { code: 40 })
    await fails(things.updateOne({ a: 2 }, { $set: { 'a.$.b.$': 1 } }), { code: 2 })
    expectExactly(await things.findOne(), { _id: 1, a: [1, 2] })
  }),
  conforms('update refused: the error tells where two changes meet', ['update', '$[]'], async ground => {
    const things = await ground.fresh([{ _id: 1, t: [{ n: 1 }] }])
    const meeting = async (update: AnyDoc, arrayFilters?: AnyDoc[]): Promise<string> =>
      (await fails(things.updateOne({}, update, { arrayFilters }), { code: 40 })).message
    expect(await meeting({ $set: { 'a-b': 1, a: 1, 'a.b.c': 1 } })).toBe(
      "Updating the path 'a.b.c' would create a conflict at 'a'"
    )
    expect(await meeting({ $set: { 'a.b.c': 1 }, $inc: { a: 1 } })).toBe(
      "Updating the path 'a' would create a conflict at 'a'"
    )
    expect(await meeting({ $set: { 't.$[].n': 1, 't.0.m': 1 } })).toBe(
      "Updating the path 't.0.m' would create a conflict at 't'"
    )
    expect(await meeting({ $inc: { 't.$[a].n': 1, 't.$[].n': 1 } }, [{ 'a.n': 1 }])).toBe(
      "Update created a conflict at 't.0.n'"
    )
  }),
  conforms('update: 50,000 fields at once', ['update', '$set'], async ground => {
    const things = await ground.fresh([{ _id: 1 }])
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`f${at}`, at]))
    await things.updateOne({}, { $set: fields })
    expect(Object.keys(await things.findOne() as AnyDoc)).toHaveLength(50_001)
    await fails(things.updateOne({}, { $set: { ...fields, 'f7.x': 1 } }), { code: 40 })
  }),
  conforms('update: what an insert would take is as deep as an update goes', [
    'update', '$set', '$push', '$rename', 'insert'
  ], async ground => {
    const things = await ground.fresh([{ _id: 1, a: deep(97) }])
    await things.updateOne({}, { $rename: { a: 'b.c' } })
    await things.updateOne({}, { $set: { [pathOf(99)]: 1, c: deep(98) }, $push: { d: deep(97) } } as AnyDoc)
    const { _id, ...made } = await things.findOne() as AnyDoc
    expect((await ground.fresh([{ _id: 2, ...made }])).collectionName).not.toBe(things.collectionName)
  }),
  conforms('update: one that changes nothing is matched and not modified', ['update'], async ground => {
    const things = await ground.fresh([{ _id: 1, a: 1 }])
    expect(await things.updateOne({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 })
    expect(await things.updateOne({ a: 9 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 0, modifiedCount: 0, upsertedCount: 0
    })
  })
]
