/**
 * Filters: the matches of each operator among values of every type. The expected results are those of MongoDB's manual.
 */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSameSet, fails } from './case'
import type { Ground, Things } from './ground'
import { operatorsIn } from './tokens'

const id = new mongo.ObjectId('64b000000000000000000001')
const later = new mongo.ObjectId('64b000000000000000000002')
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number))
const bytes = (...values: number[]): mongo.Binary => new mongo.Binary(Buffer.from(values))

const documents: AnyDoc[] = [
  { _id: 1, a: 1, s: 'apple', tags: ['red', 'green'], n: { x: 1, y: 'p' }, at: day(1) },
  { _id: 2, a: 2.5, s: 'Banana', tags: [], n: { x: 2 }, at: day(2) },
  { _id: 3, a: null, s: '樱桃', tags: ['green'], items: [{ k: 1, v: 5 }, { k: 2, v: 9 }] },
  { _id: 4, s: 'date', items: [{ k: 1, v: 9 }, { k: 3, v: 5 }], flag: true },
  { _id: 5, a: [1, 5, 9], s: 'apricot', flag: false, ref: id },
  { _id: 6, a: [], n: { x: null } },
  { _id: 7, a: [[1, 5]], n: { y: 'p', x: 1 }, bin: bytes(1, 2, 3) },
  { _id: 8, a: 'text', items: [], scores: [3, 8, 12] },
  { _id: 9, a: { b: 1 }, scores: [1, 20], ref: later },
  { _id: 10, a: [null, 'text'], items: [{ k: null }, { v: 1 }], s: 'a.p\nline' },
  { _id: 11, a: NaN, n: [{ x: 1 }, { x: 7 }], big: mongo.Long.fromNumber(2 ** 40) }
]

const rows: [string, AnyDoc, number[]][] = [
  ['an empty filter finds everything', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ['equality with a number also looks into arrays', { a: 1 }, [1, 5]],
  ['equality compares numbers by value, not by type', { a: new mongo.Double(1) }, [1, 5]],
  ['equality between a long and a double', { big: 2 ** 40 }, [11]],
  ['$eq says the same as a bare value', { a: { $eq: 2.5 } }, [2]],
  ['$eq on a string that begins with a dollar', { s: { $eq: '$s' } }, []],
  ['equality with null finds null, missing and a null in an array', { a: null }, [3, 4, 10]],
  ['equality with null on a dotted path finds missing', { 'n.x': null }, [3, 4, 5, 6, 8, 9, 10]],
  [
    'equality with null through an array of documents finds the one that lacks the field', { 'items.k': null },
    [1, 2, 5, 6, 7, 9, 10, 11]
  ],
  ['equality with an array finds the whole array or one inside', { a: [1, 5] }, [7]],
  ['equality with an array finds it whole, in its order', { a: [1, 5, 9] }, [5]],
  ['equality with an array in another order finds nothing', { a: [5, 1, 9] }, []],
  ['equality with a document compares fields in order', { n: { x: 1, y: 'p' } }, [1]],
  ['equality with a document wants all its fields', { n: { x: 2 } }, [2]],
  ['equality with a document finds one inside an array', { n: { x: 7 } }, [11]],
  ['equality with a document in an array', { items: { k: 1, v: 9 } }, [4]],
  ['equality with an empty array', { tags: [] }, [2]],
  ['equality with an empty document', { n: {} }, []],
  ['equality with NaN', { a: NaN }, [11]],
  ['$ne leaves out arrays that hold the value', { a: { $ne: 1 } }, [2, 3, 4, 6, 7, 8, 9, 10, 11]],
  ['$ne null', { a: { $ne: null } }, [1, 2, 5, 6, 7, 8, 9, 11]],
  ['$gt stays within numbers', { a: { $gt: 1 } }, [2, 5]],
  [
    '$gte and $lte include the bound, and on an array may be met by different items', { a: { $gte: 2.5, $lte: 2.5 } },
    [2, 5]
  ],
  ['$gt and $lt on an array may be met by different items', { a: { $gt: 5, $lt: 5 } }, [5]],
  ['$lt leaves NaN out', { a: { $lt: 2 } }, [1, 5]],
  ['$lte NaN finds NaN', { a: { $lte: NaN } }, [11]],
  ['$lt NaN finds nothing', { a: { $lt: NaN } }, []],
  ['$gte with infinity', { a: { $gte: -Infinity } }, [1, 2, 5]],
  ['$lte null is null or missing', { a: { $lte: null } }, [3, 4, 10]],
  ['$gte null is null or missing', { a: { $gte: null } }, [3, 4, 10]],
  ['$gt null finds nothing', { a: { $gt: null } }, []],
  ['$gt on strings compares bytes', { s: { $gt: 'apricot' } }, [3, 4]],
  ['$lt on strings: capitals come first', { s: { $lt: 'a' } }, [2]],
  ['$lt on dates', { at: { $lt: day(2) } }, [1]],
  ['$gte on dates', { at: { $gte: day(2) } }, [2]],
  ['$gte and $lt on booleans', { flag: { $gte: true } }, [4]],
  ['$lt on booleans', { flag: { $lt: true } }, [5]],
  ['$gt on ObjectIds', { ref: { $gt: id } }, [9]],
  ['$in with several types', { a: { $in: [2.5, 'text', 9] } }, [2, 5, 8, 10]],
  ['$in with null finds missing', { flag: { $in: [null, true] } }, [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]],
  ['$in with a regular expression', { s: { $in: [/^ap/, 'date'] } }, [1, 4, 5]],
  ['$in with an array finds the whole array', { a: { $in: [[1, 5, 9]] } }, [5]],
  ['$in with a document', { n: { $in: [{ x: 2 }] } }, [2]],
  ['$in with nothing', { a: { $in: [] } }, []],
  ['$in on _id', { _id: { $in: [3, 1, 99, 1] } }, [1, 3]],
  ['$nin', { a: { $nin: [1, null] } }, [2, 6, 7, 8, 9, 11]],
  ['$nin with nothing', { a: { $nin: [] } }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ['$and, $or and $nor', { $and: [{ $or: [{ a: 1 }, { a: 'text' }] }, { $nor: [{ s: 'apple' }] }] }, [5, 8, 10]],
  ['$or beside a field', { $or: [{ 'n.x': 1 }, { flag: true }], s: { $exists: true } }, [1, 4]],
  ['$nor of several', { $nor: [{ a: { $exists: true } }, { flag: true }] }, []],
  ['$not of a range also finds missing', { scores: { $not: { $gt: 10 } } }, [1, 2, 3, 4, 5, 6, 7, 10, 11]],
  ['$not of a regular expression', { s: { $not: /^a/ } }, [2, 3, 4, 6, 7, 8, 9, 11]],
  ['$not of several operators', { 'n.x': { $not: { $gte: 1, $lt: 2 } } }, [2, 3, 4, 5, 6, 8, 9, 10]],
  ['$not of $elemMatch', { items: { $not: { $elemMatch: { v: 9 } } } }, [1, 2, 5, 6, 7, 8, 9, 10, 11]],
  ['$exists true finds null', { a: { $exists: true } }, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]],
  ['$exists false', { a: { $exists: false } }, [4]],
  ['$exists zero is false', { a: { $exists: 0 } }, [4]],
  ['$exists on a path through an array', { 'items.v': { $exists: true } }, [3, 4, 10]],
  [
    '$exists false on a path through an array wants no item to have it', { 'items.k': { $exists: false } },
    [1, 2, 5, 6, 7, 8, 9, 11]
  ],
  ['a dotted path reaches into the documents of an array', { 'items.v': 9 }, [3, 4]],
  ['two conditions on a path may be met by different items', { 'items.k': 1, 'items.v': 9 }, [3, 4]],
  ['$elemMatch must be met by one item', { items: { $elemMatch: { k: 1, v: 9 } } }, [4]],
  ['$elemMatch with operators', { scores: { $elemMatch: { $gt: 4, $lt: 10 } } }, [8]],
  ['$elemMatch with operators does not open an inner array', { a: { $elemMatch: { $eq: 5 } } }, [5]],
  ['$elemMatch in $elemMatch opens an inner array', { a: { $elemMatch: { $elemMatch: { $eq: 5 } } } }, [7]],
  ['$elemMatch with $or', { items: { $elemMatch: { $or: [{ k: 3 }, { v: 1 }] } } }, [4, 10]],
  ['$elemMatch with a missing field', { items: { $elemMatch: { k: null } } }, [10]],
  ['$elemMatch with $in', { tags: { $elemMatch: { $in: ['red'] } } }, [1]],
  ['$elemMatch with $ne finds an array with another item', { tags: { $elemMatch: { $ne: 'green' } } }, [1]],
  ['$elemMatch on what is no array finds nothing', { s: { $elemMatch: { $eq: 'apple' } } }, []],
  ['a position in a path', { 'items.0.v': 9 }, [4]],
  ['a position at the end of a path', { 'scores.1': 20 }, [9]],
  ['$all', { tags: { $all: ['green', 'red'] } }, [1]],
  ['$all with one value also finds a scalar', { a: { $all: [2.5] } }, [2]],
  ['$all with an array finds it whole or inside', { a: { $all: [[1, 5]] } }, [7]],
  ['$all with nothing', { a: { $all: [] } }, []],
  ['$all with $elemMatch', { items: { $all: [{ $elemMatch: { k: 1 } }, { $elemMatch: { v: 9 } }] } }, [3, 4]],
  ['$all with a regular expression', { tags: { $all: [/^gr/, /^r/] } }, [1]],
  ['$size', { tags: { $size: 2 } }, [1]],
  ['$size zero', { tags: { $size: 0 } }, [2]],
  ['$regex with a prefix', { s: { $regex: '^ap' } }, [1, 5]],
  ['$regex with option i', { s: { $regex: 'BAN', $options: 'i' } }, [2]],
  ['$regex by a class and quantifiers', { s: { $regex: '^[a-c]p+[lr].*t?' } }, [1, 5]],
  ['$regex with a quantifier on every character', { s: { $regex: '^a*p{1,2}.?[lr]+x*.{0,3}e$' } }, [1]],
  ['$regex with the end', { s: { $regex: 'e$' } }, [1, 4, 10]],
  ['$regex: the dot stops at a line end', { s: { $regex: 'p.line' } }, []],
  ['$regex with a shorthand', { s: { $regex: 'p\\sl' } }, [10]],
  ['$regex looks into arrays', { tags: /^re/ }, [1]],
  ['a regular expression with an escaped dot', { s: /a\.p/ }, [10]],
  ['a regular expression that counts', { s: /^\w{4}$/ }, [4]],
  ['$regex on Chinese text', { s: { $regex: '^樱' } }, [3]],
  ['$type string looks into arrays', { a: { $type: 'string' } }, [8, 10]],
  ['$type by its number', { a: { $type: 2 } }, [8, 10]],
  ['$type number looks into arrays', { a: { $type: 'number' } }, [1, 2, 5, 11]],
  ['$type int', { a: { $type: 'int' } }, [1, 5]],
  ['$type long', { big: { $type: 'long' } }, [11]],
  ['$type double', { a: { $type: 'double' } }, [2, 11]],
  ['$type array', { a: { $type: 'array' } }, [5, 6, 7, 10]],
  ['$type object', { a: { $type: 'object' } }, [9]],
  [
    '$type date, bool, objectId and binData',
    {
      $or: [
        { at: { $type: 'date' } }, { flag: { $type: 'bool' } }, { ref: { $type: 'objectId' } },
        { bin: { $type: 'binData' } }
      ]
    },
    [1, 2, 4, 5, 7, 9]
  ],
  ['$type null is not missing', { a: { $type: 'null' } }, [3, 10]],
  ['$type with several', { a: { $type: ['object', 'null'] } }, [3, 9, 10]],
  ['equality with an ObjectId', { ref: id }, [5]],
  ['equality with binary data', { bin: bytes(1, 2, 3) }, [7]],
  ['equality with a boolean', { flag: false }, [5]],
  ['equality with a date', { at: day(2) }, [2]],
  ['$expr with an operator on a field', { $expr: { $eq: [{ $size: { $ifNull: ['$tags', []] } }, 2] } }, [1]],
  ['$expr beside other conditions', { flag: { $exists: true }, $expr: { $eq: ['$flag', true] } }, [4]]
]

const comparisons: [string, AnyDoc, number[]][] = [
  [
    '$expr compares two fields: missing is less than anything, an array is greater than a number',
    { $expr: { $gt: ['$n.x', '$a'] } }, [11]
  ],
  ['$expr: types are ordered, not bracketed', { $expr: { $gt: ['$s', 5] } }, [1, 2, 3, 4, 5, 10]],
  ['$expr: a missing field is less than null', { $expr: { $lt: ['$flag', null] } }, [1, 2, 3, 6, 7, 8, 9, 10, 11]]
]

async function found(things: Things, filter: AnyDoc): Promise<unknown[]> {
  return (await things.find(filter).toArray()).map(doc => doc._id)
}

const shared = new WeakMap<Ground, Promise<Things>>()
function sharedThings(ground: Ground): Promise<Things> {
  const things = shared.get(ground) ?? ground.fresh(documents)
  shared.set(ground, things)
  return things
}

const answers = [...rows, ...comparisons].map(([name, filter, ids]) =>
  conforms(`filter: ${name}`, ['find.filter', ...operatorsIn(filter)], async ground => {
    const things = await sharedThings(ground)
    expectSameSet(await found(things, filter), ids)
    expect(await things.countDocuments(filter)).toBe(ids.length)
  }))

const refusals: [string, AnyDoc, number][] = [
  ['an unknown operator', { a: { $larger: 1 } }, 2],
  ['an unknown operator at the top', { $either: [] }, 2],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['$in with an operator inside', { a: { $in: [{ $gt: 1 }] } }, 2],
  ['$nin without an array', { a: { $nin: 1 } }, 2],
  ['an empty $or', { $or: [] }, 2],
  ['$and without an array', { $and: { a: 1 } }, 2],
  ['$or of values', { $or: [1] }, 2],
  ['$all without an array', { a: { $all: 1 } }, 2],
  ['$all with other operators', { a: { $all: [{ $gt: 1 }] } }, 2],
  ['$elemMatch of a value', { a: { $elemMatch: 1 } }, 2],
  ['$not of a value', { a: { $not: 1 } }, 2],
  ['$not of nothing', { a: { $not: {} } }, 2],
  ['$regex of a number', { a: { $regex: 1 } }, 2],
  ['$options alone', { a: { $options: 'i' } }, 2],
  ['$ne of a regular expression', { a: { $ne: /a/ } }, 2],
  ['$size of a fraction', { a: { $size: 1.5 } }, 2],
  ['$size less than zero', { a: { $size: -1 } }, 2],
  ['$size of a string', { a: { $size: 'x' } }, 2],
  ['$type with an unknown name', { a: { $type: 'text' } }, 2],
  ['$type with an unknown number', { a: { $type: 99 } }, 2],
  ['$expr with an unknown operator', { $expr: { $larger: ['$a', 1] } }, 168],
  ['$expr inside $elemMatch', { items: { $elemMatch: { $expr: { $eq: [1, 1] } } } }, 2]
]

const errors = refusals.map(([name, filter, code]) =>
  conforms(`filter refused: ${name}`, ['find.filter', ...operatorsIn(filter)], async ground => {
    await fails(found(await sharedThings(ground), filter), { code })
  }))

export const filters: Case[] = [...answers, ...errors]
