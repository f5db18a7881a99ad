/**
 * Queries that would block the thread or fill the memory until the other clients had left: each is answered, or refused
 * by name, after a bounded amount of computing.
 */
import { mongo } from 'mongoose'
import { type AnyDoc, failure } from './target'
import { someOf } from '../setup/endurance'
import { besieged } from './witness'

type Thing = AnyDoc & { _id: number }
/** In multiples of the known question of `Effort`. */
const mostEffort = 100
const longestWait = 40
let client: mongo.MongoClient
// Must run before the store ends.
afterAll(() => client.close())
const siege = besieged(longestWait)
let db: mongo.Db

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

beforeAll(async () => {
  client = await new mongo.MongoClient(siege.child.uri).connect()
  db = client.db('queries')
  await db.collection<Thing>('one').insertOne({
    _id: 1, s: 'a'.repeat(60), long: 'a'.repeat(5000), huge: 'a'.repeat(8_000_000), x: 1, a: upTo(1000)
  })
  await db.collection<Thing>('arrays').insertOne({ _id: 1, a: upTo(1000), b: upTo(1000), c: upTo(1000) })
  await db.collection<Thing>('big').insertMany(upTo(15).map(_id => ({ _id, by: 1, text: 'x'.repeat(7_000_000) })))
  await db.collection<Thing>('indexed').insertMany(upTo(50).map(_id => ({ _id, x: _id % 5, y: _id % 7, z: _id })))
  await db.collection('indexed').createIndexes([{ key: { x: 1 } }, { key: { y: 1 } }])
})

async function bounded<T>(run: () => Promise<T>): Promise<T> {
  const before = siege.effort.soFar()
  const answer = await run()
  expect(siege.effort.soFar() - before).toBeLessThan(mostEffort)
  return answer
}

const one = (filter: AnyDoc): AnyDoc => ({ find: 'one', filter, projection: { _id: 1 } })
const pipeline = (from: string, ...stages: AnyDoc[]): AnyDoc => ({ aggregate: from, pipeline: stages, cursor: {} })
const setting = (from: string, v: unknown): AnyDoc => pipeline(from, { $project: { v } })
const mapOver = (input: string, body: unknown, as: string): AnyDoc => ({ $map: { input, as, in: body } })
const thrice = (input: string, body: unknown): AnyDoc =>
  mapOver(input, mapOver(input, mapOver(input, body, 'k'), 'j'), 'i')
const twice = (times: number, stage: AnyDoc): AnyDoc[] => Array.from({ length: times }, () => stage)
const unwound = ['$a', '$b', '$c'].map(path => ({ $unwind: path }))
const eitherOften = (count: number): AnyDoc => ({
  $and: Array.from({ length: count }, () => ({ $or: [{ x: 1 }, { y: 1 }] }))
})

const answers: [string, AnyDoc, number][] = [
  ['a pattern of ranges', one({ s: { $regex: `^${'a{0,60}'.repeat(8)}b` } }), 0],
  ['a pattern of ranges that fits', one({ s: { $regex: `^${'a{0,60}'.repeat(8)}$` } }), 1],
  ['a pattern of three stars', one({ long: { $regex: 'a*a*a*b' } }), 0],
  ['a pattern of question marks', one({ long: { $regex: `${'a?'.repeat(300)}${'a'.repeat(300)}b` } }), 0],
  ['one star over a long text', one({ huge: { $regex: 'a*b' } }), 0],
  ['a long literal over a long text', one({ huge: { $regex: `${'a'.repeat(30)}b` } }), 0],
  ['22 times $or on one document', { ...one(eitherOften(22)), limit: 1 }, 1],
  ['22 times $or on an index', { find: 'indexed', filter: eitherOften(22), projection: { _id: 1 }, limit: 1 }, 1],
  ['$or in $or in $or', {
    find: 'indexed', filter: upTo(200).reduce<AnyDoc>(inner => ({ $or: [inner, { x: 99 }, eitherOften(2)] }), { x: 1 }),
    limit: 1
  }, 1],
  ['$or of two times 20,000 fields', {
    find: 'indexed',
    filter: { $or: ['p', 'q'].map(name => Object.fromEntries(upTo(20_000).map(at => [`${name}${at}`, 1]))) }
  }, 0],
  [
    '$or of 20,000 branches beside 1000 fields',
    { find: 'indexed', filter: { $and: [{ $or: upTo(20_000).map(x => ({ x })) }, ...upTo(1000).map(z => ({ z }))] } }, 0
  ],
  [
    '$lookup of much that is only counted',
    pipeline('indexed', { $match: { z: 3 } }, { $set: { wanted: [1, 2, 3] } }, {
      $lookup: { from: 'big', localField: 'wanted', foreignField: '_id', as: 'found' }
    }, { $project: { many: { $size: '$found' } } }),
    1
  ],
  [
    'the first of more than may be sorted in memory',
    { find: 'big', sort: { text: 1 }, projection: { _id: 1 }, limit: 1 }, 1
  ],
  [
    '$sort and $limit of a million rows',
    pipeline('arrays', {
      $project: { a: 1, b: 1 }
    }, ...unwound.slice(0, 2), { $sort: { a: -1, b: -1 } }, { $limit: 1 }),
    1
  ]
]
it.each(someOf(answers, 4))('answers %s', async (_name, command, found) => {
  const { cursor } = await bounded(() => db.command(command)) as { cursor: { firstBatch: unknown[] } }
  expect(cursor.firstBatch).toHaveLength(found)
})

const sized = 'BSONObjectTooLarge'
const noRoom = 'QueryExceededMemoryLimitNoDiskUseAllowed'
const late = 'MaxTimeMSExpired'
const refused: [string, AnyDoc, string, RegExp][] = [
  ['a class from z to a', one({ s: { $regex: '[z-a]' } }), 'Location51091', /Regular expression is invalid/],
  ['a quantifier from 5 to 2', one({ s: { $regex: 'a{5,2}' } }), 'Location51091', /Regular expression is invalid/],
  ['a pattern beyond MongoDB\'s limit', one({ s: { $regex: 'a'.repeat(33_000) } }), 'Location51091', /longer than/],
  ['a long pattern on a long text', one({ huge: { $regex: `${'a'.repeat(32_000)}b` } }), 'NotImplemented', /steps/],
  ['$map in $map in $map', setting('one', thrice('$a', '$$k')), 'NotImplemented', /expressions .* steps/],
  ['$map in $map in $map in time', { ...setting('one', thrice('$a', '$$k')), maxTimeMS: 100 }, late, /time limit/],
  ['$map in $map in $map in a filter', one({ $expr: { $eq: [thrice('$a', '$$k'), 1] } }), 'NotImplemented', /steps/],
  [
    'the same in a count, in time',
    { count: 'one', query: { $expr: { $eq: [thrice('$a', '$$k'), 1] } }, maxTimeMS: 100 }, late, /time limit/
  ],
  [
    '$filter that compares documents', setting('one', mapOver('$a', mapOver('$a', { $eq: ['$a', '$a'] }, 'j'), 'i')),
    'NotImplemented', /steps/
  ],
  [
    'an array doubled 20 times', pipeline('one', ...twice(20, { $set: { a: { $concatArrays: ['$a', '$a'] } } })), sized,
    /16777216/
  ],
  [
    'an array doubled in one expression',
    setting(
      'one',
      upTo(30).reduce<unknown>(inner => ({ $let: { vars: { v: inner }, in: { $concatArrays: ['$$v', '$$v'] } } }), '$a')
    ),
    sized, /16777216/
  ],
  [
    'an array nested twice in itself 60 times', pipeline('one', ...twice(60, { $set: { a: ['$a', '$a'] } })), sized,
    /16777216/
  ],
  [
    'a text doubled 20 times', pipeline('one', ...twice(20, { $set: { long: { $concat: ['$long', '$long'] } } })),
    sized, /16777216/
  ],
  [
    'a document nested twice in itself as a group',
    pipeline('one', ...twice(12, { $set: { a: ['$a', '$a'] } }), {
      $project: { p: '$a', q: '$a', r: '$a', s: '$a' }
    }, { $group: { _id: '$$ROOT' } }),
    sized, /16777216/
  ],
  [
    'more documents than may be sorted in memory', { find: 'big', sort: { text: 1 }, projection: { _id: 1 } }, noRoom,
    /^Sort exceeded memory limit of 104857600 bytes/
  ],
  ['rows beyond the memory to sort', pipeline('arrays', ...unwound, { $sort: { a: 1 } }), noRoom, /^Sort exceeded/],
  [
    'a thousand million rows to sort, in time',
    { ...pipeline('arrays', ...unwound, { $sort: { a: 1 } }, { $limit: 1 }), maxTimeMS: 500 }, late, /time limit/
  ],
  [
    'groups beyond the memory', pipeline('arrays', ...unwound, { $group: { _id: { a: '$a', b: '$b', c: '$c' } } }),
    noRoom, /^\$group exceeded/
  ],
  [
    '$push beyond the memory', pipeline('arrays', ...unwound, { $group: { _id: null, all: { $push: '$$ROOT' } } }),
    noRoom, /^\$group exceeded/
  ],
  [
    '$addToSet beyond the memory',
    pipeline('arrays', ...unwound, { $group: { _id: null, all: { $addToSet: '$$ROOT' } } }), noRoom, /^\$group exceeded/
  ],
  [
    '$first of documents beyond the memory',
    pipeline('arrays', {
      $unwind: '$a'
    }, { $unwind: '$b' }, { $group: { _id: { a: '$a', b: '$b' }, all: { $first: '$c' } } }),
    noRoom, /^\$group exceeded/
  ],
  [
    '$facet beyond the memory', pipeline('arrays', ...unwound, { $facet: { all: [{ $match: {} }] } }), noRoom,
    /^\$facet exceeded/
  ],
  ['a $facet that makes rows', pipeline('arrays', { $facet: { all: unwound } }), noRoom, /^\$facet exceeded/],
  [
    '$lookup beyond the memory',
    pipeline('one', { $lookup: { from: 'big', localField: 'x', foreignField: 'by', as: 'found' } }), 'Location4568',
    /\$lookup stage exceeds 104857600 bytes/
  ],
  [
    '$lookup of more than a document may hold',
    pipeline('indexed', { $match: { z: 3 } }, {
      $set: { wanted: [1, 2, 3] }
    }, { $lookup: { from: 'big', localField: 'wanted', foreignField: '_id', as: 'found' } }),
    sized, /16777216/
  ],
  [
    '$push of more than a document may hold',
    pipeline('big', { $limit: 3 }, { $group: { _id: null, all: { $push: '$text' } } }), sized, /16777216/
  ]
]
it.each(someOf(refused, 5, 1))('refuses %s', async (_name, command, codeName, said) => {
  const { message, codeName: named } = await bounded(() => failure(db.command(command)))
  expect(message).toMatch(said)
  expect(named).toBe(codeName)
})

it('keeps to the order of the rows where it sorts many of them', async () => {
  const rows = await db.collection('arrays').aggregate([
    { $unwind: '$a' }, { $unwind: '$b' }, { $match: { b: { $lt: 3 } } }, { $project: { _id: 0, a: 1, b: 1 } },
    { $sort: { b: -1 } }
  ]).toArray()
  expect(rows).toEqual([2, 1, 0].flatMap(b => upTo(1000).map(a => ({ a, b }))))
  const some = await db.collection('arrays').aggregate([
    { $unwind: '$a' }, { $unwind: '$b' }, { $project: { _id: 0, a: 1, b: 1 } }, { $sort: { b: -1 } }, { $skip: 2 },
    { $limit: 2 }
  ]).toArray()
  expect(some).toEqual([{ a: 2, b: 999 }, { a: 3, b: 999 }])
})

it('finds by an index for each branch of an $or, nested or beside another', async () => {
  const stages = async (filter: AnyDoc): Promise<string> =>
    JSON.stringify(await db.collection('indexed').find(filter).explain('queryPlanner'))
  expect(await stages({ $or: [{ x: 1 }, { $or: [{ y: 2 }, { x: 3 }] }] })).toContain('"stage":"OR"')
  expect(await stages({ $and: [{ $or: [{ z: 1 }, { z: 2 }] }, { $or: [{ x: 1 }, { y: 2 }] }] })).toContain(
    '"stage":"OR"'
  )
  expect(await db.collection('indexed').countDocuments({ $or: [{ x: 1 }, { $or: [{ y: 2 }, { x: 3 }] }] })).toBe(
    upTo(50).filter(at => at % 5 === 1 || at % 7 === 2 || at % 5 === 3).length
  )
})

it('knows no variables but those of the pipeline', async () => {
  expect(await failure(db.command(setting('one', '$$constructor')))).toMatchObject({ code: 17276 })
})

it('bounds what all open cursors keep to be sorted, and has it back as soon as one is killed', async () => {
  const sorting = {
    find: 'big', filter: { _id: { $lt: 14 } }, sort: { by: 1, _id: -1 }, projection: { _id: 1 }, batchSize: 1
  }
  const begin = async (): Promise<unknown> =>
    ((await db.command(sorting, { promoteLongs: false })) as { cursor: { id: unknown } }).cursor.id
  const end = (...cursors: unknown[]): Promise<unknown> => db.command({ killCursors: 'big', cursors })
  const open = [await begin(), await begin(), await begin(), await begin()]
  for (let times = 0; times < 10; times += 1) {
    expect(await failure(begin())).toMatchObject({
      codeName: noRoom, message: expect.stringMatching(/419430400 bytes for all queries together/) as string
    })
    await end(open.shift())
    open.push(await begin())
  }
  await end(...open)
})

it('forgets what a pipeline kept when it is over, however it ended', async () => {
  for (let times = 0; times < 5; times += 1) {
    await failure(db.command(pipeline('arrays', ...unwound, { $sort: { a: 1 } })))
    const [made] = await db.collection('arrays')
      .aggregate([{ $unwind: '$a' }, { $group: { _id: '$a', all: { $push: '$$ROOT' } } }, { $count: 'many' }])
      .toArray()
    expect(made).toEqual({ many: 1000 })
  }
})
