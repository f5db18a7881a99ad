/** The operations of the application through mongoose and the sign-in limiter, in the application's own form. */
import type mongoose from 'mongoose'
import { Schema, Types } from 'mongoose'
import { RateLimiterMongo } from 'rate-limiter-flexible'
import { type Case, conforms } from './case'
import type { Ground } from './ground'

const entry = new Schema({ kind: String, at: Date }, { _id: false })
const offer = new Schema({ person: String, from: Date }, { _id: false })
const schema = new Schema({
  number: { type: String, required: true }, status: { type: String, required: true }, open: Boolean,
  dueAt: { type: Date, default: null },
  concerns: [String], offeredTo: [offer], timeline: [entry], assignee: { person: String },
  handsetAt: { type: Date, default: null }
}, { timestamps: true, strict: 'throw' })
schema.index({ number: 1 }, { unique: true })
schema.index({ concerns: 1, createdAt: -1, _id: -1 })
schema.index({ 'offeredTo.person': 1, open: 1, dueAt: 1, _id: 1 })
schema.index({ dueAt: 1 }, { expireAfterSeconds: 100_000_000 })

let models = 0
/** A model of its own for each case: one collection each. */
async function matters(ground: Ground, length = 0): Promise<mongoose.Model<mongoose.InferSchemaType<typeof schema>>> {
  models += 1
  const connection = await ground.mongoose()
  const made = connection.model(`Matter${models}`, schema, `matters${models}`)
  await made.createIndexes()
  const now = Date.UTC(2026, 0, 1)
  if (length > 0) {
    await made.insertMany(Array.from({ length }, (_, at) => ({
      number: `N${String(at).padStart(3, '0')}`, status: at % 2 ? 'accepted' : 'waiting', open: at % 5 !== 0,
      concerns: [`p${at % 4}`, 'all'],
      offeredTo: [{ person: 'o1', from: new Date(now + at * 1000) }, { person: `o${at % 3 + 2}`, from: new Date(now) }],
      dueAt: new Date(now + (at % 7) * 60_000), assignee: { person: `o${at % 2}` }
    })))
  }
  return made as unknown as mongoose.Model<mongoose.InferSchemaType<typeof schema>>
}

export const application: Case[] = [
  conforms('application: create, findById, findOne, exists', [
    '.create()', '.findById()', '.findOne()', '.exists()', '.lean()', 'insert'
  ], async ground => {
    const Matter = await matters(ground)
    const made = await Matter.create({ number: 'N1', status: 'waiting', open: true, concerns: ['p1'] })
    expect((await Matter.findById(made._id).lean())?.number).toBe('N1')
    expect(await Matter.exists({ number: 'N1' })).toEqual({ _id: made._id })
    expect(await Matter.exists({ number: 'N2' })).toBeNull()
    expect(await Matter.findOne({ number: 'N2' }).lean()).toBeNull()
    await expect(Matter.create({ number: 'N1', status: 'waiting' })).rejects.toMatchObject({
      code: 11000, message: expect.stringContaining('number_1') as string
    })
  }),
  conforms('application: a move is one conditional write', [
    '.findOneAndUpdate()', '$set', '$push', '$inc', '$each', '$slice', 'findAndModify'
  ], async ground => {
    const Matter = await matters(ground, 1)
    const move = (
      from: string, to: string
    ): Promise<unknown> => Matter.findOneAndUpdate({ number: 'N000', status: from },
      {
        $set: { status: to }, $push: { timeline: { $each: [{ kind: to, at: new Date(0) }], $slice: -2 } },
        $inc: { __v: 1 }
      }, { returnDocument: 'after' }).lean().exec()
    expect(await move('waiting', 'accepted')).toMatchObject({
      status: 'accepted', timeline: [{ kind: 'accepted' }], __v: 1
    })
    expect(await move('waiting', 'accepted')).toBeNull()
    const won = await Promise.all(Array.from({ length: 20 }, () => move('accepted', 'done')))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect((await Matter.findOne({ number: 'N000' }))?.timeline.map(({ kind }) => kind)).toEqual(['accepted', 'done'])
  }),
  conforms('application: updateOne with a condition on null', ['.updateOne()', '$set'], async ground => {
    const Matter = await matters(ground, 2)
    const mark = async (): Promise<number> =>
      (await Matter.updateOne({
        number: 'N001', 'assignee.person': 'o1', handsetAt: null
      }, { $set: { handsetAt: new Date(0) } })).modifiedCount
    expect([await mark(), await mark()]).toEqual([1, 0])
  }),
  conforms('application: an inbox page by page', [
    '$elemMatch', '$lte', '$nin', '$or', '$gt', '.sort()', '.limit()', '.lean()', '.find()'
  ], async ground => {
    const Matter = await matters(ground, 40)
    const scope = {
      'offeredTo.person': 'o1',
      offeredTo: { $elemMatch: { person: 'o1', from: { $lte: new Date(Date.UTC(2026, 0, 1) + 30_000) } } },
      concerns: { $nin: ['p1'] }, open: true
    }
    const page = (after: object = {}): Promise<{ _id: unknown, dueAt?: Date | null, number: string }[]> =>
      Matter.find({ ...scope, ...after }).sort({ dueAt: 1, _id: 1 }).limit(5).lean().exec()
    const seen: string[] = []
    for (let rows = await page(); rows.length > 0;) {
      seen.push(...rows.map(({ number }) => number))
      const last = rows.at(-1)
      rows = await page({ $or: [{ dueAt: { $gt: last?.dueAt } }, { dueAt: last?.dueAt, _id: { $gt: last?._id } }] })
    }
    const expected = Array.from({ length: 40 }, (_, at) => at)
      .filter(at => at <= 30 && at % 4 !== 1 && at % 5 !== 0)
      .sort((a, b) => a % 7 - b % 7 || a - b)
    expect(seen).toEqual(expected.map(at => `N${String(at).padStart(3, '0')}`))
  }),
  conforms('application: mine, newest first, by array member', [
    '$in', '$lt', '.find()', '.sort()', '.limit()'
  ], async ground => {
    const Matter = await matters(ground, 30)
    const rows = await Matter.find({ concerns: { $in: ['p1', 'p3'] }, number: { $lt: 'N020' } })
      .sort({ number: -1, _id: -1 })
      .limit(4)
      .lean()
    expect(rows.map(({ number }) => number)).toEqual(['N019', 'N017', 'N015', 'N013'])
  }),
  conforms('application: counts, selections, deletes and sizes', [
    '.countDocuments()', '.select()', '.deleteOne()', '.deleteMany()', '$size', '$all', '$exists', '.distinct()'
  ], async ground => {
    const Matter = await matters(ground, 12)
    expect(await Matter.countDocuments({ open: true })).toBe(9)
    expect(
      await Matter.find({ concerns: { $size: 2, $all: ['all', 'p1'] }, handsetAt: { $exists: true } })
        .select({ number: 1, _id: 0 })
        .sort({ number: 1 })
        .lean()
    ).toEqual([{ number: 'N001' }, { number: 'N005' }, { number: 'N009' }])
    expect((await Matter.distinct('status')).sort()).toEqual(['accepted', 'waiting'])
    expect((await Matter.deleteOne({ number: 'N001' })).deletedCount).toBe(1)
    expect((await Matter.deleteMany({ open: true })).deletedCount).toBe(8)
  }),
  conforms('application: rows of an import in one bulkWrite', [
    '.bulkWrite()', 'update.upsert', '$setOnInsert'
  ], async ground => {
    const Matter = await matters(ground, 3)
    const result = await Matter.bulkWrite(['N001', 'N900'].map(number => ({
      updateOne: { filter: { number }, update: { $set: { status: 'done' } }, upsert: true }
    })), { ordered: false })
    expect([result.matchedCount, result.upsertedCount]).toEqual([1, 1])
    expect(await Matter.countDocuments({ status: 'done' })).toBe(2)
  }),
  conforms('application: new rows of an import bring their own id, old ones keep theirs', [
    '.bulkWrite()', 'update.upsert', '$setOnInsert'
  ], async ground => {
    const Matter = await matters(ground, 2)
    const [before, fresh] = [await Matter.findOne({ number: 'N001' }).lean(), new Types.ObjectId()]
    const row = (number: string): object => ({
      updateOne: {
        filter: { number }, update: { $set: { status: 'done' }, $setOnInsert: { _id: fresh, open: true } }, upsert: true
      }
    })
    await Matter.bulkWrite(['N001', 'N900'].map(row) as never)
    expect(await Matter.find({ status: 'done' }).sort({ number: 1 }).select({ _id: 1 }).lean()).toEqual([
      { _id: before?._id }, { _id: fresh }
    ])
  }),
  conforms('application: one value in a list is replaced while it stands where it was read', [
    '.updateOne()', '$set', '.findOne()'
  ], async ground => {
    const Matter = await matters(ground, 1)
    const stored = (await ground.mongoose()).collection(Matter.collection.name)
    await stored.updateOne({ number: 'N000' }, { $set: { timeline: [{ kind: 'a' }, { kind: 'b' }] } })
    const replace = async (at: number, from: string): Promise<number> =>
      (await stored.updateOne({
        number: 'N000', [`timeline.${at}.kind`]: from
      }, { $set: { [`timeline.${at}.kind`]: 'c' } })).modifiedCount
    expect([await replace(1, 'a'), await replace(1, 'b'), await replace(1, 'b')]).toEqual([0, 1, 0])
    expect(await stored.findOne({ number: 'N000' }, { projection: { 'timeline.kind': 1, _id: 0 } })).toEqual({
      timeline: [{ kind: 'a' }, { kind: 'c' }]
    })
  }),
  conforms('application: whoever lacks a field is found by null', ['.findOne()'], async ground => {
    const Matter = await matters(ground, 1)
    await Matter.collection.insertOne({ number: 'N1' } as never)
    expect(await Matter.collection.findOne({ status: null } as never)).toMatchObject({ number: 'N1' })
  }),
  conforms('application: save changes what has changed', ['.save()', 'update'], async ground => {
    const Matter = await matters(ground, 1)
    const doc = await Matter.findOne({ number: 'N000' })
    doc?.set('status', 'done')
    doc?.concerns.push('late')
    await doc?.save()
    expect(await Matter.findOne({ number: 'N000' }).lean()).toMatchObject({
      status: 'done', concerns: ['p0', 'all', 'late']
    })
  }),
  conforms('application: two saves of one version collide', ['.save()', 'update'], async ground => {
    const Matter = await matters(ground, 1)
    const [one, other] = [await Matter.findOne({ number: 'N000' }), await Matter.findOne({ number: 'N000' })]
    one?.set('concerns', ['only'])
    await one?.save()
    other?.set('concerns', ['another'])
    await expect(other?.save()).rejects.toThrow(/No matching document/)
  }),
  conforms('application: a serial number under a race', [
    '.findOneAndUpdate()', '$inc', 'findAndModify.upsert', 'findAndModify.new'
  ], async ground => {
    const connection = await ground.mongoose()
    const Serial = connection.model('Serial', new Schema({ _id: String, last: Number }))
    await Serial.findOneAndUpdate({ _id: 'd' }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' })
    const numbers = await Promise.all(Array.from({ length: 30 }, async () =>
      (await Serial.findOneAndUpdate({ _id: 'd' }, { $inc: { last: 1 } }, { returnDocument: 'after' }))?.last))
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 30 }, (_, at) => at + 2))
  }),
  conforms('application: the sign-in limiter counts and refuses', [
    'findAndModify.upsert', '$setOnInsert', '$inc', '$gt', '$eq', '$or'
  ], async ground => {
    const connection = await ground.mongoose()
    const limiter = new RateLimiterMongo({
      storeClient: connection, points: 2, duration: 60, tableName: 'counts', keyPrefix: 'm',
      disableIndexesCreation: true
    })
    await connection.collection('counts').createIndex({ key: 1 }, { unique: true })
    expect((await limiter.consume('a')).remainingPoints).toBe(1)
    expect((await limiter.consume('a')).remainingPoints).toBe(0)
    await expect(limiter.consume('a')).rejects.toMatchObject({ remainingPoints: 0 })
    expect((await limiter.consume('b')).remainingPoints).toBe(1)
  })
]
