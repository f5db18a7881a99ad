/**
 * Random documents, filters, sorts, projections, updates and pipelines of the accepted grammar. `common` restricts them
 * to what the independent server answers like MongoDB (its differences are in independentSkips.ts).
 */
import fc from 'fast-check'
import { mongo } from 'mongoose'
import type { AnyDoc } from './target'

type Arb<T> = fc.Arbitrary<T>
export interface Question {
  filter: AnyDoc
  sort: [string, 1 | -1][]
  skip: number
  limit: number
  projection: AnyDoc | undefined
}
export interface Change { filter: AnyDoc, update: AnyDoc, kind: 'many' | 'one' | 'delete' }
export interface World {
  docs: AnyDoc[]
  indexes: mongo.IndexDescription[]
  questions: Question[]
  pipelines: AnyDoc[][]
  changes: Change[]
}

const day = (at: number): Date => new Date(Date.UTC(2026, 0, at))
const numbers = fc.constantFrom<unknown>(-1, 0, 1, 2, 3)
const strings = fc.constantFrom('', 'a', 'ab', 'b', 'B', '村子')
const plain = fc.oneof({ weight: 4, arbitrary: numbers }, {
  weight: 3, arbitrary: strings
}, { weight: 1, arbitrary: fc.boolean() }, { weight: 1, arbitrary: fc.constantFrom(day(1), day(2)) })
const odd = fc.constantFrom<unknown>(
  null, new mongo.Double(1), new mongo.Double(0.5), NaN, -Infinity, mongo.Long.fromNumber(2),
  mongo.Long.fromNumber(2 ** 40), new mongo.ObjectId('64b000000000000000000001'), {}, { x: 1 }, { y: 1, x: 2 }
)
const scalar = (common: boolean): Arb<unknown> =>
  common ? plain : fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: odd })

function anyValue(common: boolean): Arb<unknown> {
  const item = scalar(common)
  const list = fc.array(common
    ? item
    : fc.oneof({ weight: 4, arbitrary: item }, { weight: 1, arbitrary: fc.array(item, { maxLength: 2 }) }),
    { maxLength: 3 })
  return fc.oneof({ weight: 3, arbitrary: item }, { weight: 1, arbitrary: list })
}

/** Field `a` has any type, `b` is a scalar, `n` a document, `items` an array of documents, `tags` an array. */
function document(common: boolean): Arb<AnyDoc> {
  const small = fc.record({ x: scalar(common), y: numbers }, { requiredKeys: [] })
  const items = fc.array(fc.record({
    k: numbers, v: common ? numbers : anyValue(false)
  }, { requiredKeys: common ? ['k', 'v'] : [] }), { maxLength: 3 })
  const n = common
    ? small
    : fc.oneof({
      weight: 4, arbitrary: small
    }, { weight: 1, arbitrary: fc.array(small, { maxLength: 2 }) }, { weight: 1, arbitrary: scalar(false) })
  const mostly = <T>(value: Arb<T>): Arb<T | undefined> => fc.option(value, { nil: undefined, freq: 6 })
  const fields = {
    a: mostly(anyValue(common)), b: mostly(scalar(common)), n: mostly(n), items: mostly(items),
    tags: mostly(fc.array(strings, { maxLength: 3 }))
  }
  return fc.record(fields).map(doc =>
    Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== undefined)))
}

const documents = (common: boolean): Arb<AnyDoc[]> =>
  fc.array(document(common), { minLength: 4, maxLength: 14 }).map(docs => docs.map((doc, _id) => ({ _id, ...doc })))

// Values that occur several times are the keys of most indexes.
const leafPaths = [
  'a', 'a', 'a', 'b', 'b', 'b', 'b', 'n.x', 'n.y', 'n.y', 'n.y', 'items.k', 'items.k', 'items.v', 'tags', 'tags'
]
const paths = (common: boolean): Arb<string> =>
  fc.constantFrom(...leafPaths, ...common ? [] : ['n', 'items', 'a.0', 'items.0.k', '_id', 'q', 'a.x'])
const ranged = fc.constantFrom('$gt', '$gte', '$lt', '$lte')

function condition(common: boolean): Arb<unknown> {
  const value = common
    ? plain
    : fc.oneof({
      weight: 5, arbitrary: scalar(false)
    }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyValue(false) })
  const bound = common
    ? plain
    : fc.oneof({
      weight: 5, arbitrary: plain
    }, { weight: 1, arbitrary: fc.constantFrom<unknown>(null, NaN, new mongo.Double(1.5), -Infinity) })
  const range = fc.tuple(ranged, bound).map(([operator, operand]) => ({ [operator]: operand }))
  const list = fc.array(value, { maxLength: 3 })
  const simple = fc.oneof(
    { weight: 3, arbitrary: value }, { weight: 5, arbitrary: range }, value.map(one => ({ $ne: one })),
    { weight: 2, arbitrary: list.map(all => ({ $in: all })) }, list.map(all => ({ $nin: all })),
    fc.boolean().map(on => ({ $exists: common || on })),
    fc.constantFrom('^a', '^ab', 'b', '^村', ...common ? [] : ['^']).map($regex => ({ $regex })),
    fc.nat(3).map($size => ({ $size })),
    fc.constantFrom('string', 'number', 'bool', 'date').map($type => ({ $type }))
  )
  if (common) return simple
  const between = fc.tuple(plain, plain).map(([from, to]) => ({ $gte: from, $lte: to }))
  const negated = range.map(inner => ({ $not: inner }))
  const items = fc.tuple(range, range).map(([one, other]) => ({ $elemMatch: { ...one, ...other } }))
  const inner = fc.tuple(numbers, range).map(([k, v]) => ({ $elemMatch: { k, v } }))
  return fc.oneof(
    { weight: 8, arbitrary: simple }, { weight: 2, arbitrary: between }, negated, items, inner,
    fc.array(value, { minLength: 1, maxLength: 2 }).map($all => ({ $all })), fc.constant({ $regex: 'A', $options: 'i' })
  )
}

function filter(common: boolean, depth = 2): Arb<AnyDoc> {
  const field = fc.tuple(paths(common), condition(common)).map(([path, value]) => ({ [path]: value }))
  const several = fc.array(field, { minLength: common ? 1 : 0, maxLength: common ? 1 : 3 }).map(all =>
    Object.assign({}, ...all) as AnyDoc)
  if (depth === 0) return several
  const deeper = fc.array(filter(common, depth - 1), { minLength: 1, maxLength: 3 })
  const junction = fc.tuple(fc.constantFrom('$and', '$or', '$nor'), deeper).map(([name, all]) => ({ [name]: all }))
  return fc.oneof({ weight: 4, arbitrary: several }, {
    weight: 1, arbitrary: junction
  }, { weight: 1, arbitrary: fc.tuple(several, junction).map(([one, other]) => ({ ...one, ...other })) })
}

function order(common: boolean): Arb<[string, 1 | -1][]> {
  const key = fc.tuple(
    fc.constantFrom('b', 'n.y', ...common ? [] : ['a', 'n.x', 'items.k', 'items.v']), fc.constantFrom<1 | -1>(1, -1)
  )
  return fc.uniqueArray(key, { maxLength: 3, selector: ([path]) => path })
}

const projections = fc.constantFrom<AnyDoc | undefined>(undefined, { a: 1 }, { 'n.x': 1, _id: 0 }, {
  items: 0, tags: 0
}, { 'items.k': 1, b: 1 }, { n: 0, a: 0 }, { tags: { $slice: -1 } }, { items: { $elemMatch: { k: { $gt: 0 } } } })

function question(common: boolean): Arb<Question> {
  return fc.record({
    filter: filter(common), sort: order(common), skip: fc.constantFrom(0, 0, 1, 3), limit: fc.constantFrom(0, 0, 1, 4),
    projection: common ? fc.constant(undefined) : projections
  })
}

function update(common: boolean): Arb<AnyDoc> {
  const value = common ? plain : anyValue(false)
  const path = fc.constantFrom('a', 'b', 'n.y', 'z', ...common ? [] : ['n.x', 'items.0.k', 'q.r'])
  const one = fc.oneof(
    fc.tuple(path, value).map(([at, to]) => ({ $set: { [at]: to } })), path.map(at => ({ $unset: { [at]: '' } })),
    fc.tuple(fc.constantFrom('n.y', 'count'), fc.constantFrom(1, -2, 7)).map(([at, by]) => ({ $inc: { [at]: by } })),
    fc.tuple(fc.constantFrom('$min', '$max'), fc.constantFrom('b', 'z'), plain)
      .map(([name, at, to]) => ({ [name]: { [at]: to } })),
    strings.map(tag => ({ $push: { tags: tag } })), strings.map(tag => ({ $addToSet: { tags: tag } })),
    strings.map(tag => ({ $pull: { tags: tag } })),
    fc.tuple(fc.array(strings, { maxLength: 2 }), fc.constantFrom(-2, 2)).map(([$each, $slice]) => ({
      $push: { tags: { $each, $slice } }
    })), fc.constantFrom(1, -1).map(end => ({ $pop: { tags: end } }))
  )
  return one as Arb<AnyDoc>
}

const change = (common: boolean): Arb<Change> => fc.record({
  filter: filter(common, 1), update: update(common),
  kind: fc.constantFrom<Change['kind']>('many', 'many', 'one', 'delete')
})

function pipeline(common: boolean): Arb<AnyDoc[]> {
  const group = fc.constantFrom<AnyDoc>(
    { $group: { _id: '$b', n: { $sum: 1 }, sum: { $sum: '$n.y' } } },
    { $group: { _id: null, least: { $min: '$n.y' }, most: { $max: '$n.y' }, mean: { $avg: '$n.y' } } },
    { $count: 'many' },
    ...common ? [] : [
      { $group: { _id: { t: { $type: '$a' } }, n: { $sum: 1 } } },
      { $group: { _id: { $ifNull: ['$n.x', 'none'] }, n: { $sum: { $cond: [{ $gt: ['$b', 1] }, 1, 0] } } } }
    ]
  )
  const shape = fc.constantFrom<AnyDoc[]>(
    [], [{ $unwind: '$tags' }],
    ...common ? [] : [
      [{ $unwind: { path: '$items', preserveNullAndEmptyArrays: true } }],
      [{ $addFields: { b: { $ifNull: ['$n.y', '$b'] } } }]
    ]
  )
  return fc.tuple(filter(common, 1), shape, group).map(([$match, middle, last]) => [{ $match }, ...middle, last])
}

// Every sort ends in _id, which makes it a total order; the indexes that end in _id can give this order.
const indexChoices: mongo.IndexDescription[] = [
  { key: { b: 1, _id: 1 } }, { key: { b: -1, _id: 1 } }, { key: { 'n.y': 1, b: -1, _id: 1 } },
  { key: { b: 1, 'n.y': 1, _id: 1 } }, { key: { 'n.y': -1, _id: 1 } }, { key: { a: 1, _id: 1 } },
  { key: { a: 1 } }, { key: { b: 1 } }, { key: { b: -1, 'n.y': 1 } }, { key: { a: 1, b: 1, _id: 1 } },
  { key: { b: 1, a: -1 } }, { key: { 'n.x': 1, b: 1 } }, { key: { 'items.k': 1, b: 1 } },
  { key: { 'items.k': 1, 'items.v': 1 } },
  { key: { tags: 1, b: -1 } }, { key: { b: 1, tags: 1, 'n.y': -1 } }, { key: { 'n.y': 1 }, sparse: true },
  { key: { a: 1, 'n.y': 1 }, sparse: true }, { key: { n: 1 } }, { key: { items: 1 } },
  { key: { b: 1, a: 1, _id: 1 }, partialFilterExpression: { 'n.y': { $gte: 1 } } },
  { key: { 'n.y': 1, b: 1 }, partialFilterExpression: { a: { $exists: true } } },
  { key: { a: -1, _id: -1 }, partialFilterExpression: { b: { $in: [1, 'a', true] } } }
]

/** A world: documents, indexes, queries and changes. */
export function worlds(common: boolean): Arb<World> {
  return fc.record({
    docs: documents(common), indexes: fc.uniqueArray(fc.constantFrom(...indexChoices), { minLength: 2, maxLength: 6 }),
    questions: fc.array(question(common), { minLength: 4, maxLength: 8 }),
    pipelines: fc.array(pipeline(common), { maxLength: 2 }), changes: fc.array(change(common), { maxLength: 3 })
  })
}
