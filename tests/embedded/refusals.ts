/** The features of MongoDB that the embedded store lacks: each must be refused with an error that names it. */
import { mongo } from 'mongoose'
import type { AnyDoc } from './target'

const { Long, Decimal128, Timestamp, MinKey, MaxKey, Code, BSONRegExp, BSONSymbol, DBRef } = mongo

const beyond = Long.fromString('9007199254740993')

/** [what, command, what the message must name] */
export type Refusal = [what: string, command: AnyDoc, named: RegExp]

const find = (filter: AnyDoc, options: AnyDoc = {}): AnyDoc => ({ find: 'things', filter, ...options })
const update = (u: unknown, options: AnyDoc = {}): AnyDoc => ({ update: 'things', updates: [{ q: {}, u, ...options }] })
const insert = (doc: AnyDoc): AnyDoc => ({ insert: 'things', documents: [doc] })
const aggregate = (pipeline: unknown[], options: AnyDoc = {}): AnyDoc => ({
  aggregate: 'things', pipeline, cursor: {}, ...options
})
const index = (key: AnyDoc, options: AnyDoc = {}): AnyDoc => ({
  createIndexes: 'things', indexes: [{ key, name: 'x', ...options }]
})
const named = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))

const topOperators = ['$where', '$text', '$jsonSchema', '$comment', '$alwaysTrue', '$sampleRate']
const fieldOperators = [
  '$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$mod', '$bitsAllSet', '$bitsAnySet', '$bitsAllClear',
  '$bitsAnyClear', '$jsonSchema', '$expr', '$rand'
]
const updateOperators = ['$bit', '$pushAll', '$addFields', '$setUnion', '$isolated']
const stages = [
  '$bucket', '$bucketAuto', '$changeStream', '$collStats', '$densify', '$documents', '$fill', '$geoNear',
  '$graphLookup', '$indexStats', '$listSessions', '$merge', '$out',
  '$planCacheStats', '$redact', '$sample', '$search', '$searchMeta', '$setWindowFields', '$unionWith', '$vectorSearch',
  '$currentOp', '$rankFusion'
]
const expressions = [
  '$accumulator', '$acos', '$allElementsTrue', '$anyElementTrue', '$arrayToObject', '$asin', '$atan2', '$avgN',
  '$binarySize', '$bitAnd', '$bsonSize', '$convert', '$cos', '$dateAdd', '$dateDiff',
  '$dateFromParts', '$dateFromString', '$dateSubtract', '$dateToParts', '$dateTrunc', '$dayOfYear', '$exp', '$firstN',
  '$function', '$getField', '$indexOfArray', '$indexOfBytes', '$indexOfCP',
  '$isNumber', '$isoDayOfWeek', '$isoWeek', '$isoWeekYear', '$lastN', '$ln', '$log', '$log10', '$ltrim', '$maxN',
  '$meta', '$millisecond', '$minN', '$objectToArray', '$pow', '$rand', '$range',
  '$reduce', '$regexFind', '$regexFindAll', '$regexMatch', '$replaceAll', '$replaceOne', '$reverseArray', '$round',
  '$rtrim', '$setDifference', '$setEquals', '$setField', '$setIntersection',
  '$setIsSubset', '$setUnion', '$sin', '$slice', '$sortArray', '$split', '$sqrt', '$stdDevPop', '$strLenBytes',
  '$strLenCP', '$strcasecmp', '$substr', '$substrBytes', '$substrCP', '$tan', '$toBool',
  '$toDate', '$toDecimal', '$toDouble', '$toInt', '$toLong', '$toObjectId', '$trim', '$trunc', '$tsSecond',
  '$unsetField', '$week', '$zip', '$sampleRate'
]
const accumulators = [
  '$accumulator', '$bottom', '$bottomN', '$firstN', '$lastN', '$maxN', '$median', '$mergeObjects', '$minN',
  '$percentile', '$stdDevPop', '$stdDevSamp', '$top', '$topN', '$rank'
]
const values: [string, unknown][] = [
  ['Decimal128', Decimal128.fromString('1.5')], ['Timestamp', new Timestamp({ t: 1, i: 1 })], ['MinKey', new MinKey()],
  ['MaxKey', new MaxKey()], ['Code', new Code('f()')],
  ['Symbol', new BSONSymbol('x')], ['DBRef', new DBRef('other', new mongo.ObjectId())], ['int64', beyond]
]
const commands = [
  'mapReduce', 'collMod', 'renameCollection', 'convertToCapped', 'startSession', 'commitTransaction',
  'abortTransaction', 'replSetGetStatus', 'fsync', 'shutdown', 'eval', 'collStats', 'dbStats',
  'compact', 'reIndex', 'createUser', 'saslStart', 'currentOp', 'killOp', 'profile', 'bulkWrite', 'geoNear', 'top',
  'createSearchIndexes'
]
const findOptions: AnyDoc = {
  collation: { locale: 'zh' }, let: { x: 1 }, tailable: true, awaitData: true, returnKey: true, showRecordId: true,
  min: { a: 1 }, max: { a: 1 }, allowPartialResults: true, oplogReplay: true
}
const indexOptions: AnyDoc = {
  collation: { locale: 'zh' }, hidden: true, wildcardProjection: { a: 1 }, weights: { a: 1 }, default_language: 'zh',
  language_override: 'l', textIndexVersion: 3, '2dsphereIndexVersion': 3, bits: 26,
  min: 0, max: 1, bucketSize: 1, storageEngine: {}, prepareUnique: true, clustered: true
}
const createOptions: AnyDoc = {
  capped: true, size: 1000, max: 5, validator: { a: 1 }, validationLevel: 'strict', validationAction: 'warn',
  viewOn: 'x', pipeline: [], timeseries: { timeField: 't' }, clusteredIndex: { key: { _id: 1 }, unique: true },
  expireAfterSeconds: 5, collation: { locale: 'zh' }, changeStreamPreAndPostImages: { enabled: true },
  storageEngine: {}, indexOptionDefaults: {}
}
const regexes: [string, string][] = [
  ['(', '(a)'], ['|', 'a|b'], ['(', '(?=a)'], ['\\b', '\\ba'], ['\\1', 'a\\1'], ['\\x', '\\x41'], ['\\p', '\\p{Han}'],
  ['[', '[[:alpha:]]'], ['*', '*a'], ['2000', 'a{1000}b{0,1001}'], ['invalid', '[z-a]'], ['invalid', 'a{5,2}']
]

/**
 * Each operation makes a document one level deeper than an insert may (the document itself is the first of 100 levels).
 */
const deepPath = Array(100).fill('a').join('.')
const deepUnder = (levels: number): AnyDoc => Array.from({ length: levels }).reduce<AnyDoc>(inner => ({ a: inner }), {})
const deepUpdates: [string, AnyDoc][] = [
  ...[
    '$set', '$setOnInsert', '$inc', '$mul', '$min', '$max', '$push', '$addToSet'
  ].map((name): [string, AnyDoc] => [`${name} of a path`, { [name]: { [deepPath]: 1 } }]),
  ['$currentDate of a path', { $currentDate: { [deepPath]: true } }],
  ['$rename to a path', { $rename: { n: deepPath } }],
  ['$unset of a path', { $unset: { [Array(60_000).fill('a').join('.')]: 1 } }],
  ['$set of a document', { $set: { b: deepUnder(99) } }], ['$push of a document', { $push: { b: deepUnder(98) } }],
  ['$addToSet of documents', { $addToSet: { b: { $each: [1, deepUnder(98)] } } }]
]

export const refusals: Refusal[] = [
  ...topOperators.map((name): Refusal => [`filter ${name}`, find({ [name]: 'x' }), named(name)]),
  ...fieldOperators.map((name): Refusal => [`filter on a field ${name}`, find({ a: { [name]: [1, 2] } }), named(name)]),
  ...values.flatMap(([name, value]): Refusal[] => [
    [`equality with ${name}`, find({ a: value }), named(name)],
    [`$in with ${name}`, find({ a: { $in: [value] } }), named(name)],
    [`a range with ${name}`, find({ a: { $gt: value } }), /./],
    [`storing ${name}`, insert({ a: value }), named(name)],
    [`storing ${name} inside`, insert({ a: [{ b: value }] }), named(name)],
    [`$set of ${name}`, update({ $set: { a: value } }), named(name)],
    [`$push of ${name}`, update({ $push: { a: value } }), named(name)],
    [`${name} in an expression`, aggregate([{ $project: { x: { $eq: ['$a', value] } } }]), named(name)]
  ]),
  ['storing a regular expression', insert({ a: new BSONRegExp('x') }), /regular expression/],
  ['$eq of a regular expression', find({ a: { $eq: /x/ } }), /regular expression/],
  ['$inc by Decimal128', update({ $inc: { a: Decimal128.fromString('1') } }), /\$inc|increment/],
  ['$inc beyond 2^53', update({ $inc: { n: Long.fromString('9007199254740991') } }), /2\^53/],
  ['a range with an array', find({ a: { $gt: [1] } }), /\$gt with an array/],
  ['a range with a document', find({ a: { $lte: { b: 1 } } }), /\$lte with an array or a document/],
  ['storing a field with a dollar', insert({ $a: 1 }), /\$a/],
  ['storing a field with a dot', insert({ 'a.b': 1 }), /a\.b/],
  ...[
    'm', 's', 'x', 'u'
  ].map((flag): Refusal => [`$options ${flag}`, find({ s: { $regex: 'a', $options: flag } }), named(`'${flag}'`)]),
  ...regexes.map(([name, pattern]): Refusal =>
    [`$regex ${pattern}`, find({ s: { $regex: pattern } }), name === '[' ? /character class/ : named(name)]),
  ...Object.entries(findOptions).map(([name, value]): Refusal =>
    [`find with ${name}`, find({}, { [name]: value }), named(name)]),
  ['find sorted by $meta', find({}, { sort: { score: { $meta: 'textScore' } } }), /\$meta/],
  ['find sorted by $natural', find({}, { sort: { $natural: -1 } }), /\$natural/],
  ['find with $natural backwards', find({}, { hint: { $natural: -1 } }), /\$natural/],
  ['projection by $meta', find({}, { projection: { s: { $meta: 'textScore' } } }), /\$meta/],
  ['projection by position', find({ a: 1 }, { projection: { 'a.$': 1 } }), /a\.\$/],
  ['projection with $slice of a path', find({}, { projection: { 'n.a': { $slice: 1 } } }), /\$slice/],
  ...updateOperators.map((name): Refusal => [`update ${name}`, update({ [name]: { a: 1 } }), named(name)]),
  ['update by a pipeline', update([{ $set: { a: 1 } }]), /pipeline/],
  ['update with collation', update({ $set: { a: 1 } }, { collation: { locale: 'zh' } }), /collation/],
  ['update with let', { ...update({ $set: { a: 1 } }), let: { x: 1 } }, /let/],
  ['update with constants', update({ $set: { a: 1 } }, { c: { x: 1 } }), /'c'/],
  ['$currentDate with a timestamp', update({ $currentDate: { a: { $type: 'timestamp' } } }), /timestamp/],
  [
    'arrayFilters with $or', update({ $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ $or: [{ x: 1 }, { x: 2 }] }] }),
    /\$or/
  ],
  ...deepUpdates.map(([name, u]): Refusal => [`${name} beyond 100 levels`, update(u), /100 levels/]),
  ['$rename to a name with a null byte', update({ $rename: { n: 'x\0y' } }), /null byte/],
  ['a delete without a limit', { delete: 'things', deletes: [{ q: {} }] }, /'limit'/],
  [
    'a delete with a limit that is no number', { delete: 'things', deletes: [{ q: {}, limit: true }] },
    /'delete\.deletes\.limit'/
  ],
  [
    'delete with collation', { delete: 'things', deletes: [{ q: {}, limit: 1, collation: { locale: 'zh' } }] },
    /collation/
  ],
  [
    'findAndModify with collation', { findAndModify: 'things', query: {}, remove: true, collation: { locale: 'zh' } },
    /collation/
  ],
  ['findAndModify by a pipeline', { findAndModify: 'things', query: {}, update: [{ $set: { a: 1 } }] }, /pipeline/],
  ['count with collation', { count: 'things', collation: { locale: 'zh' } }, /collation/],
  ['distinct with collation', { distinct: 'things', key: 'a', collation: { locale: 'zh' } }, /collation/],
  ...stages.map((name): Refusal => [`stage ${name}`, aggregate([{ [name]: {} }]), named(name)]),
  ...expressions.map((name): Refusal =>
    [`expression ${name}`, aggregate([{ $match: { $expr: { [name]: '$a' } } }]), named(name)]),
  ...accumulators.map((name): Refusal =>
    [`accumulator ${name}`, aggregate([{ $group: { _id: null, x: { [name]: '$a' } } }]), named(name)]),
  [
    '$lookup with a pipeline', aggregate([{ $lookup: { from: 'x', let: {}, pipeline: [], as: 'y' } }]),
    /'let' of \$lookup/
  ],
  [
    '$lookup with a dotted as', aggregate([{ $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'y.z' } }]),
    /'as' of \$lookup/
  ],
  [
    '$filter with a limit', aggregate([{ $project: { x: { $filter: { input: '$a', cond: true, limit: 1 } } } }]),
    /limit/
  ],
  ['$$CLUSTER_TIME', aggregate([{ $project: { x: '$$CLUSTER_TIME' } }]), /CLUSTER_TIME/],
  ['$$SEARCH_META', aggregate([{ $project: { x: '$$SEARCH_META' } }]), /SEARCH_META/],
  ['a pipeline without a collection', { aggregate: 1, pipeline: [], cursor: {} }, /without a collection/],
  ['aggregate with collation', aggregate([], { collation: { locale: 'zh' } }), /collation/],
  ['aggregate with let', aggregate([], { let: { x: 1 } }), /let/],
  ['an index by hashes', index({ a: 'hashed' }), /hashed/],
  ['a text index', index({ a: 'text' }), /text/],
  ['a 2dsphere index', index({ a: '2dsphere' }), /2dsphere/],
  ['a 2d index', index({ a: '2d' }), /2d/],
  ['a columnstore index', index({ '$**': 'columnstore' }), /columnstore/],
  ['a wildcard index', index({ '$**': 1 }), /\$\*\*/],
  ['a wildcard index below a path', index({ 'a.$**': 1 }), /\$\*\*/],
  ['an index on a position', index({ 'a.0': 1 }), /a\.0/],
  ...Object.entries(indexOptions).map(([name, value]): Refusal =>
    [`an index with ${name}`, index({ a: 1 }, { [name]: value }), named(name)]),
  ...['$ne', '$nin', '$not', '$regex', '$nor', '$elemMatch', '$size'].map((name): Refusal => [
    `a partial index by ${name}`,
    index({
      a: 1
    },
    {
      partialFilterExpression: name === '$nor'
        ? { $nor: [{ a: 1 }] }
        : {
          a: {
            [name]: ['$nin'].includes(name) ? [1]
              : name === '$not' || name === '$elemMatch' ? { $gt: 1 }
              : name === '$size' ? 1
              : 'x'
          }
        }
    }),
    /partial index/
  ]),
  ...Object.entries(createOptions).map(([name, value]): Refusal =>
    [`create with ${name}`, { create: 'made', [name]: value }, named(name)]),
  ...commands.map((name): Refusal => [`command ${name}`, { [name]: 1 }, named(name)]),
  ['a transaction', {
    insert: 'things', documents: [{ a: 1 }], txnNumber: Long.fromNumber(1), startTransaction: true, autocommit: false
  }, /[Tt]ransaction/],
  ['a retryable write', { insert: 'things', documents: [{ a: 1 }], txnNumber: Long.fromNumber(1) }, /[Tt]ransaction/],
  ['readConcern snapshot', find({}, { readConcern: { level: 'snapshot' } }), /snapshot/],
  ['readConcern linearizable', find({}, { readConcern: { level: 'linearizable' } }), /linearizable/],
  ['a write concern of two', { ...insert({ a: 1 }), writeConcern: { w: 2 } }, /'w'/],
  ['a write concern by tag', { ...insert({ a: 1 }), writeConcern: { w: 'farAway' } }, /farAway/],
  // JavaScript objects place whole-number names before all other names, whatever the order of insertion.
  ['a sort by a whole number after another field', find({}, { sort: new Map([['b', 1], ['2024', 1]]) }), /'2024'/],
  ['$sort by a whole number among others', aggregate([{ $sort: new Map([['b', 1], ['0', -1]]) }]), /'0'/],
  [
    '$push sorted by a whole number among others',
    update({ $push: { a: { $each: [], $sort: new Map([['b', 1], ['7', 1]]) } } }), /'7'/
  ],
  ['an index on a whole number after another field', index(new Map([['b', 1], ['7', 1]]) as unknown as AnyDoc), /'7'/],
  ['a computed field named by a whole number', find({}, { projection: { a: 1, 7: '$n' } }), /'7'/],
  ['$elemMatch on a whole number', find({}, { projection: { 7: { $elemMatch: { a: 1 } } } }), /'7'/],
  ['$addFields with a whole number on the path', aggregate([{ $addFields: { 'a.7': 1 } }]), /'7'/],
  [
    'a projection without end',
    find({}, {
      projection: Object.fromEntries(Array.from({ length: 5050 }, (_, at) => [`${'a.'.repeat(198)}f${at}`, 1]))
    }),
    /1000000 names/
  ],
  ['a document with a whole number beside _id', insert({ 7: 1, a: 1 }), /'7'/],
  ['a replacement with a whole number beside _id', update({ 7: 1, a: 1 }), /'7'/],
  ['a document with a whole number after another field inside', insert({ n: new Map([['b', 1], ['7', 1]]) }), /'7'/],
  ['whole numbers inside that descend', insert({ n: [new Map([['9', 1], ['8', 1]])] }), /'8'/],
  ['an _id with a whole number after another field', insert({ _id: new Map([['b', 1], ['1', 2]]) }), /'1'/],
  ['a filter by a document with a whole number after another field', find({ a: new Map([['b', 1], ['1', 2]]) }), /'1'/],
  ['$set of a new field named by a whole number', update({ $set: { 7: 1 } }), /'7'/],
  ['an option nobody knows', find({}, { frobnicate: 1 }), /frobnicate/]
]
