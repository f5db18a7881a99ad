/**
 * Aggregation expressions: the values and types of their results, for operands that are present, null, missing or of a
 * wrong type.
 */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectExactly, fails } from './case'
import { dateRows } from './dateRows'
import { operatorsIn } from './tokens'

const { Double, Long } = mongo
const long = (value: number): mongo.Long => Long.fromNumber(value)
const double = (value: number): mongo.Double => new Double(value)
const day = new Date(Date.UTC(2026, 2, 5, 20, 7, 9, 45))

export const subject: AnyDoc = {
  _id: 1, i: 7, d: 2.5, neg: -7, l: long(2 ** 40), s: 'Straße村', u: 'MiXed', t: true, z: 0, nil: null, at: day, e: [],
  a: [3, 1, 2], docs: [{ k: 1, v: 2 }, { k: 5 }, 9],
  n: { x: 1, y: { z: 'deep' } }, id: new mongo.ObjectId('64b000000000000000000001')
}
/** Means a missing value. */
export const nothing = undefined

const rows: [string, unknown, unknown][] = [
  ['a path', '$n.y.z', 'deep'],
  ['a path that leads nowhere', '$n.q.z', nothing],
  ['a path through an array gives an array', '$docs.k', [1, 5]],
  ['a path into numbers of an array gives nothing of them', '$a.k', []],
  ['$literal', { $literal: '$i' }, '$i'],
  ['$$ROOT', { $type: '$$ROOT' }, 'object'],
  ['a document', { p: '$i', q: '$none' }, { p: 7 }],
  ['$eq of an int and a double', { $eq: ['$i', double(7)] }, true],
  ['$eq of missing and null', { $eq: ['$none', null] }, false],
  ['$ne', { $ne: ['$i', 8] }, true],
  ['$gt across types', { $gt: ['$s', '$i'] }, true],
  ['$gte', { $gte: ['$i', 7] }, true],
  ['$lt: missing is less than null', { $lt: ['$none', '$nil'] }, true],
  ['$lte', { $lte: ['$d', 2] }, false],
  ['$cmp', { $cmp: ['$i', 9] }, -1],
  ['$and with null and zero', { $and: ['$t', '$z'] }, false],
  ['$and of nothing', { $and: [] }, true],
  ['$or', { $or: ['$nil', '$none', 'x'] }, true],
  ['$or of nothing', { $or: [] }, false],
  ['$not of an empty array', { $not: ['$e'] }, false],
  ['$not of missing', { $not: ['$none'] }, true],
  ['$cond as a list', { $cond: [{ $gt: ['$i', 5] }, 'big', 'small'] }, 'big'],
  ['$cond as a document', { $cond: { if: '$z', then: 1, else: '$none' } }, nothing],
  ['$ifNull takes the first that is there', { $ifNull: ['$none', '$nil', '$i', 1] }, 7],
  ['$ifNull without any', { $ifNull: ['$none', '$nil'] }, null],
  ['$ifNull keeps false and zero', { $ifNull: ['$z', 5] }, 0],
  ['$switch', { $switch: { branches: [{ case: '$z', then: 'a' }, { case: '$t', then: 'b' }], default: 'c' } }, 'b'],
  ['$switch by default', { $switch: { branches: [{ case: '$z', then: 'a' }], default: 'c' } }, 'c'],
  ['$let', { $let: { vars: { x: { $add: ['$i', 1] }, y: 2 }, in: { $multiply: ['$$x', '$$y'] } } }, 16],
  ['$map', { $map: { input: '$a', as: 'one', in: { $add: ['$$one', 10] } } }, [13, 11, 12]],
  ['$map with this', { $map: { input: '$docs', in: '$$this.v' } }, [2, null, null]],
  ['$map of null', { $map: { input: '$nil', in: 1 } }, null],
  ['$filter', { $filter: { input: '$a', as: 'one', cond: { $gte: ['$$one', 2] } } }, [3, 2]],
  ['$filter of missing', { $filter: { input: '$none', cond: true } }, null],
  ['$in', { $in: [2, '$a'] }, true],
  ['$in compares numbers by value', { $in: [double(3), '$a'] }, true],
  ['$add of ints', { $add: ['$i', 1, 2] }, 10],
  ['$add of an int and a double', { $add: ['$i', '$d'] }, 9.5],
  ['$add of an int and a long', { $add: ['$i', long(1)] }, long(8)],
  ['$add beyond 32 bits', { $add: [2147483647, 1] }, long(2147483648)],
  ['$add with null', { $add: ['$i', '$nil'] }, null],
  ['$add to a date', { $add: ['$at', 1000] }, new Date(day.getTime() + 1000)],
  ['$subtract', { $subtract: ['$i', 9] }, -2],
  ['$subtract of dates gives a long', { $subtract: ['$at', new Date(0)] }, long(day.getTime())],
  ['$subtract from a date', { $subtract: ['$at', 1000] }, new Date(day.getTime() - 1000)],
  ['$subtract with missing', { $subtract: ['$i', '$none'] }, null],
  ['$multiply', { $multiply: ['$i', '$d'] }, 17.5],
  ['$multiply of ints', { $multiply: ['$i', 2, 3] }, 42],
  ['$divide gives a double', { $divide: ['$i', 7] }, double(1)],
  ['$divide with null', { $divide: ['$nil', 0] }, null],
  ['$mod keeps the sign of the first', { $mod: ['$neg', 4] }, -3],
  ['$mod of doubles', { $mod: ['$d', 2] }, 0.5],
  ['$abs', { $abs: '$neg' }, 7],
  ['$abs of null', { $abs: '$nil' }, null],
  ['$ceil', { $ceil: '$d' }, double(3)],
  ['$floor', { $floor: '$d' }, double(2)],
  ['$floor of an int', { $floor: '$i' }, 7],
  ['$concat', { $concat: ['$s', '-', '$u'] }, 'Straße村-MiXed'],
  ['$concat with null', { $concat: ['$s', '$nil'] }, null],
  ['$toLower changes ASCII only', { $toLower: 'ÀBC' }, 'Àbc'],
  ['$toUpper', { $toUpper: '$u' }, 'MIXED'],
  ['$toUpper of missing', { $toUpper: '$none' }, ''],
  ['$toString of an int', { $toString: '$i' }, '7'],
  ['$toString of a double', { $toString: '$d' }, '2.5'],
  ['$toString of a boolean', { $toString: '$t' }, 'true'],
  ['$toString of a date', { $toString: '$at' }, '2026-03-05T20:07:09.045Z'],
  ['$toString of an ObjectId', { $toString: '$id' }, '64b000000000000000000001'],
  ['$toString of null', { $toString: '$nil' }, null],
  [
    '$type',
    { $map: { input: ['$i', '$d', '$l', '$s', '$t', '$nil', '$at', '$a', '$n', '$id'], in: { $type: '$$this' } } },
    ['int', 'double', 'long', 'string', 'bool', 'null', 'date', 'array', 'object', 'objectId']
  ],
  ['$type of missing', { $type: '$none' }, 'missing'],
  ['$isArray', { $isArray: '$a' }, true],
  ['$isArray of missing', { $isArray: '$none' }, false],
  ['$size', { $size: '$docs' }, 3],
  ['$arrayElemAt', { $arrayElemAt: ['$a', 1] }, 1],
  ['$arrayElemAt from the end', { $arrayElemAt: ['$a', -1] }, 2],
  ['$arrayElemAt beyond', { $arrayElemAt: ['$a', 9] }, nothing],
  ['$arrayElemAt of null', { $arrayElemAt: ['$nil', 0] }, null],
  ['$first and $last of an array', [{ $first: '$a' }, { $last: '$a' }], [3, 2]],
  ['$first of an empty array', { $first: '$e' }, nothing],
  ['$concatArrays', { $concatArrays: ['$a', ['x'], '$e'] }, [3, 1, 2, 'x']],
  ['$concatArrays with missing', { $concatArrays: ['$a', '$none'] }, null],
  [
    '$mergeObjects: the last wins, in its first place', { $mergeObjects: ['$n', { x: 9 }, null, { w: 1 }] },
    { x: 9, y: { z: 'deep' }, w: 1 }
  ],
  ['$mergeObjects of nothing', { $mergeObjects: ['$none'] }, {}],
  ['$sum of an array', { $sum: '$a' }, 6],
  ['$sum of several', { $sum: ['$i', '$d', 'x'] }, 9.5],
  ['$sum keeps what additions round away', { $sum: Array.from({ length: 10 }, () => 0.1) }, double(1)],
  ['$avg', { $avg: '$a' }, double(2)],
  ['$avg of nothing', { $avg: '$e' }, null],
  ['$min and $max', [{ $min: '$a' }, { $max: ['$i', '$s', '$nil'] }], [1, 'Straße村']],
  ['$min without any', { $min: ['$nil', '$none'] }, null]
]

const refusals: [string, AnyDoc, number][] = [
  ['$add of a string', { $add: ['$s', 1] }, 14],
  ['$subtract of a string', { $subtract: ['$s', 1] }, 14],
  ['$multiply of a string', { $multiply: ['$s', 1] }, 14],
  ['$divide by zero', { $divide: ['$i', '$z'] }, 2],
  ['$mod by zero', { $mod: ['$i', '$z'] }, 16610],
  ['$concat of a number', { $concat: ['$i'] }, 16702],
  ['$size of a number', { $size: '$i' }, 17124],
  ['$in without an array', { $in: [1, '$i'] }, 40081],
  ['$arrayElemAt of a number', { $arrayElemAt: ['$i', 0] }, 28689],
  ['$map of a number', { $map: { input: '$i', in: 1 } }, 16883],
  ['$filter of a number', { $filter: { input: '$i', cond: true } }, 28651],
  ['$concatArrays of a number', { $concatArrays: ['$i'] }, 28664],
  ['$mergeObjects of a number', { $mergeObjects: ['$i'] }, 40400],
  ['$switch without a match', { $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
  ['two operators at once', { $add: [1], $abs: 1 }, 15983],
  ['$cond of two', { $cond: [1, 2] }, 16020],
  ['$dateToString of a string', { $dateToString: { date: '$s' } }, 16006],
  ['$dateToString in an unknown zone', { $dateToString: { date: '$at', timezone: 'Mars/Olympus' } }, 40485],
  ['$dateToString with an unknown letter', { $dateToString: { date: '$at', format: '%Q' } }, 18536]
]

export const expressions: Case[] = [
  ...[...rows, ...dateRows].map(([name, expression, expected]) => conforms(`expression: ${name}`, [
    'aggregate', ...operatorsIn(expression)
  ], async ground => {
    const things = await ground.fresh([subject])
    const [made] = await things.aggregate([{ $project: { _id: 0, v: expression } }], { promoteValues: false }).toArray()
    expectExactly(made, expected === nothing ? {} : { v: expected })
  })),
  ...refusals.map(([name, expression, code]) => conforms(`expression refused: ${name}`, [
    'aggregate', ...operatorsIn(expression)
  ], async ground => {
    const things = await ground.fresh([subject])
    await fails(things.aggregate([{ $project: { v: expression } }]).toArray(), { code })
  }))
]
