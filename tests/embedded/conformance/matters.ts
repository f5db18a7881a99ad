/**
 * The operations on one collection for all kinds of matter: named indexes, one read for session and person, conditional
 * writes.
 */
import mongoose, { Schema } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSame, fails } from './case'
import type { Ground, Things } from './ground'

interface Told { queryPlanner: { winningPlan: AnyDoc }, executionStats: AnyDoc }

/** The innermost stage of a plan: the one that reads an index or the collection. */
const scanOf = (plan: AnyDoc): AnyDoc =>
  plan.inputStage === undefined || plan.stage === 'IXSCAN' ? plan : scanOf(plan.inputStage as AnyDoc)

async function planOf(told: Promise<unknown>): Promise<{ scan: AnyDoc, sorts: boolean, examined: unknown[] }> {
  const { queryPlanner: { winningPlan }, executionStats } = await told as Told
  const examined = [executionStats.nReturned, executionStats.totalKeysExamined, executionStats.totalDocsExamined]
  return { scan: scanOf(winningPlan), sorts: JSON.stringify(winningPlan).includes('"SORT"'), examined }
}

const inboxKey = { offeredTo: 1, open: 1, dueAt: 1, _id: 1 } as const
const stationKey = { station: 1, status: 1, createdAt: -1, _id: -1 } as const

/** 60 matters of three kinds, with an index for the inbox and one for the list of a station. */
async function inbox({ fresh }: Ground): Promise<Things> {
  const things = await fresh(Array.from({ length: 60 }, (_, _id) => ({
    _id, kind: `kind${_id % 3}`, offeredTo: [`o${_id % 2}`, 'all'], open: _id % 5 !== 0,
    dueAt: new Date(_id % 7 * 1000),
    station: `s${_id % 2}`, status: _id % 4 ? 'assigned' : 'accepted', createdAt: new Date(_id * 1000), version: 1
  })))
  await things.createIndexes([{ key: inboxKey, name: 'inbox' }, { key: stationKey, name: 'station' }])
  return things
}

const named: Case[] = [
  conforms('named index: listed and dropped by its name', [
    'index.name', 'listIndexes', 'dropIndexes', '.dropIndex()', '.indexes()'
  ], async ground => {
    const things = await inbox(ground)
    const names = async (): Promise<unknown[]> => (await things.indexes()).map(({ name }) => name)
    expect(await names()).toEqual(['_id_', 'inbox', 'station'])
    await fails(things.dropIndex('offeredTo_1_open_1_dueAt_1__id_1'), { code: 27, codeName: 'IndexNotFound' })
    await things.dropIndex('inbox')
    expect(await names()).toEqual(['_id_', 'station'])
    await things.createIndex(inboxKey, { name: 'inboxOfKinds' })
    expect(await names()).toEqual(['_id_', 'station', 'inboxOfKinds'])
  }),
  conforms('named index: the same again changes nothing', ['index.name', 'createIndexes'], async ground => {
    const things = await inbox(ground)
    expect(await things.createIndex(inboxKey, { name: 'inbox' })).toBe('inbox')
    expect(await things.indexes()).toHaveLength(3)
  }),
  conforms('named index: the same keys under another name', ['index.name', 'createIndexes'], async ground => {
    const things = await inbox(ground)
    const conflict = { code: 85, codeName: 'IndexOptionsConflict' }
    const thrown = await fails(things.createIndex(inboxKey), conflict)
    expect(thrown.message).toContain('Index already exists with a different name: inbox')
    await fails(
      things.createIndexes([{ key: { kind: 1 }, name: 'kind' }, { key: stationKey, name: 'stationList' }]), conflict
    )
    expect((await things.indexes()).map(({ name }) => name)).not.toContain('stationList')
  }),
  conforms('named index: the same name for other keys', ['index.name', 'createIndexes'], async ground => {
    const things = await inbox(ground)
    await fails(things.createIndex({ kind: 1 }, { name: 'inbox' }), { code: 86, codeName: 'IndexKeySpecsConflict' })
  }),
  conforms('named index: two partial indexes over the same keys', [
    'index.name', 'index.partialFilterExpression', 'explain'
  ], async ground => {
    const things = await inbox(ground)
    await things.createIndex({ dueAt: 1 }, { name: 'overdueAssigned', partialFilterExpression: { status: 'assigned' } })
    await things.createIndex({ dueAt: 1 }, { name: 'overdueAccepted', partialFilterExpression: { status: 'accepted' } })
    const overdue = (status: string): Promise<unknown> =>
      things.find({ status, dueAt: { $lt: new Date(2000) } }).sort({ dueAt: 1 }).explain('executionStats')
    expect((await planOf(overdue('assigned'))).scan.indexName).toBe('overdueAssigned')
    expect((await planOf(overdue('accepted'))).scan.indexName).toBe('overdueAccepted')
  }),
  conforms('named index: a unique one is told in the error by its name', [
    'index.name', 'index.unique'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, number: 'N1' }])
    await things.createIndex({ number: 1 }, { name: 'number', unique: true })
    const thrown = await fails(things.insertOne({ _id: 2, number: 'N1' }), { code: 11000, keyPattern: { number: 1 } })
    expect(thrown.message).toMatch(/index: number dup key: \{ number: "N1" \}/)
  }),
  conforms('named index: explain names it for filter, range and sort', ['explain', 'index.name'], async ground => {
    const things = await inbox(ground)
    const page =
      things.find({ offeredTo: 'o1', open: true, dueAt: { $gte: new Date(2000) } }).sort({ dueAt: 1, _id: 1 }).limit(5)
    const { scan, sorts, examined } = await planOf(page.explain('executionStats'))
    expect(scan).toMatchObject({ stage: 'IXSCAN', indexName: 'inbox', keyPattern: inboxKey, direction: 'forward' })
    expect([sorts, ...examined]).toEqual([false, 5, 5, 5])
  }),
  conforms('named index: explain names it for several statuses in one order', [
    'explain', 'index.name', '$in'
  ], async ground => {
    const things = await inbox(ground)
    const list = things.find({ station: 's1', status: { $in: ['assigned', 'accepted'] } })
      .sort({ createdAt: -1, _id: -1 })
      .limit(4)
    const { scan, sorts } = await planOf(list.explain('executionStats'))
    expect(scan).toMatchObject({ stage: 'IXSCAN', indexName: 'station', direction: 'forward' })
    expect(sorts).toBe(false)
    expect((await list.clone().toArray()).map(({ _id }) => _id)).toEqual([59, 57, 55, 53])
  }),
  conforms('named index: hint by name', ['find.hint', 'index.name'], async ground => {
    const things = await inbox(ground)
    expect(await things.find({ offeredTo: 'o1' }).hint('inbox').toArray()).toHaveLength(30)
    const { scan } = await planOf(things.find({ offeredTo: 'o1' }).hint('inbox').explain('executionStats'))
    expect(scan.indexName).toBe('inbox')
  })
]

/** Sessions, the people they belong to, and one document of settings, in three collections. */
async function sessions({ fresh }: Ground): Promise<{ things: Things, people: Things, settings: Things }> {
  const people = await fresh([{ _id: 'p1', name: 'Ana', role: 'officer' }, { _id: 'p2', name: 'Bo', role: 'resident' }])
  const settings = await fresh([{ _id: 'versions', places: 4, catalogue: 7 }])
  const things =
    await fresh([{ _id: 'token1', person: 'p1' }, { _id: 'token2', person: 'p2' }, { _id: 'token3', person: 'gone' }])
  return { things, people, settings }
}

const oneRead: Case[] = [
  conforms('one read: session, person and a row of another collection by a constant', [
    'aggregate', '$match', '$addFields', '$lookup'
  ], async ground => {
    const { things, people, settings } = await sessions(ground)
    const read = (token: string): Promise<AnyDoc[]> => things.aggregate([
      { $match: { _id: token } }, { $addFields: { versionsId: 'versions' } },
      { $lookup: { from: people.collectionName, localField: 'person', foreignField: '_id', as: 'people' } },
      { $lookup: { from: settings.collectionName, localField: 'versionsId', foreignField: '_id', as: 'versions' } }
    ]).toArray()
    const versions = [{ _id: 'versions', places: 4, catalogue: 7 }]
    expectSame(await read('token1'), [
      {
        _id: 'token1', person: 'p1', versionsId: 'versions', people: [{ _id: 'p1', name: 'Ana', role: 'officer' }],
        versions
      }
    ])
    expectSame(await read('token3'), [{ _id: 'token3', person: 'gone', versionsId: 'versions', people: [], versions }])
    expect(await read('token9')).toEqual([])
  }),
  conforms('one read: through mongoose, in the order of its limit', [
    '.aggregate()', '$lookup', '$limit', '$unset'
  ], async ground => {
    const { things, people } = await sessions(ground)
    const connection = await ground.mongoose()
    const Session = connection.model(
      'SessionOfOneRead', new Schema({ _id: String, person: String }), things.collectionName
    )
    expectSame(await Session.aggregate([
      { $match: { _id: { $in: ['token1', 'token2'] } } }, { $sort: { _id: -1 } }, { $limit: 1 },
      { $addFields: { wanted: { $literal: 'p2' } } },
      { $lookup: { from: people.collectionName, localField: 'wanted', foreignField: '_id', as: 'people' } },
      { $unset: 'wanted' }
    ]), [{ _id: 'token2', person: 'p2', people: [{ _id: 'p2', name: 'Bo', role: 'resident' }] }])
  }),
  conforms('one read: the head of the pipeline is an index scan of _id', [
    'explain', '$lookup', '$addFields'
  ], async ground => {
    const { things, people } = await sessions(ground)
    const told = await things.aggregate([
      { $match: { _id: 'token1' } }, { $addFields: { wanted: 'p1' } },
      { $lookup: { from: people.collectionName, localField: 'wanted', foreignField: '_id', as: 'people' } }
    ]).explain()
    expect(JSON.stringify(told)).toMatch(/"indexName":"_id_"|"stage":"(EXPRESS_)?IDHACK"|"EXPRESS_IXSCAN"/)
  })
]

const base = new Schema({
  number: String, status: String, version: Number, handled: [String]
}, { discriminatorKey: 'kind', strict: 'throw' })
base.index({ number: 1 }, { name: 'number', unique: true })
base.index({ kind: 1, status: 1 }, { name: 'kindAndStatus' })

let models = 0
async function kinds(ground: Ground): Promise<Record<'Matter' | 'Quarrel' | 'Task', mongoose.Model<AnyDoc>>> {
  models += 1
  const connection = await ground.mongoose()
  const Matter: mongoose.Model<AnyDoc> = connection.model<AnyDoc>(`Spine${models}`, base.clone(), `spine${models}`)
  const Quarrel = Matter.discriminator<AnyDoc>(`Quarrel${models}`, new Schema({ parties: [String] }), 'quarrel')
  const Task = Matter.discriminator<AnyDoc>(`Task${models}`, new Schema({ hours: Number }), 'task')
  await Matter.createIndexes()
  return { Matter, Quarrel, Task }
}

const conditional: Case[] = [
  conforms('kinds: one collection, each kind by its own model', [
    '.discriminator()', '.create()', '.find()', 'insert', 'find'
  ], async ground => {
    const { Matter, Quarrel } = await kinds(ground)
    const Errand = Matter.discriminator<AnyDoc>('Errand', new Schema({ hours: Number }), 'errand')
    await Quarrel.create({ number: 'Q1', status: 'open', version: 1, parties: ['p1'] })
    await Errand.create({ number: 'E1', status: 'open', version: 1, hours: 2 })
    expect(
      (await Matter.find({ status: 'open' }).sort({ number: 1 }).lean()).map(({ kind }) => kind as string)
    ).toEqual(['errand', 'quarrel'])
    expect(await Errand.countDocuments({})).toBe(1)
    expect(await Quarrel.findOne({ number: 'E1' }).lean()).toBeNull()
    await expect(Errand.create({ number: 'Q1' })).rejects.toMatchObject({ code: 11000 })
  }),
  conforms('kinds: a plan is written when the version is the one it was made from', [
    'findAndModify', '$inc', '$set', '$push', '.findOneAndUpdate()'
  ], async ground => {
    const { Matter, Task } = await kinds(ground)
    const { _id } = await Task.create({ number: 'T1', status: 'open', version: 1, hours: 2 })
    const write = (by: string): Promise<AnyDoc | null> => Matter.findOneAndUpdate({ _id, version: 1 },
      { $set: { status: 'done' }, $push: { handled: by }, $inc: { version: 1 } },
      { returnDocument: 'after' }).lean<AnyDoc>().exec()
    const written = await Promise.all(['o1', 'o2', 'o3'].map(write))
    expect(written.filter(Boolean)).toMatchObject([{ status: 'done', version: 2, kind: 'task', hours: 2 }])
    expect((await Matter.findById(_id).lean())?.handled).toHaveLength(1)
  }),
  conforms('kinds: one update over many of several kinds', [
    '.updateMany()', 'update.multi', '$unset', '$inc'
  ], async ground => {
    const { Matter, Quarrel, Task } = await kinds(ground)
    await Matter.insertMany(
      ['1', '2', '3'].map(at => ({ kind: at === '3' ? 'task' : 'quarrel', number: at, status: 'open', version: 1 }))
    )
    const cut = await Quarrel.updateMany({ status: 'open' }, { $unset: { number: 1 }, $inc: { version: 1 } })
      .catch((thrown: unknown) => thrown)
    expect(cut).toMatchObject({ code: 11000 })
    expect(
      await Matter.updateMany({ status: 'open' }, { $set: { status: 'cut' }, $inc: { version: 1 } })
    ).toMatchObject({ modifiedCount: 3 })
    expect(await Task.findOne({ status: 'cut' }).lean()).toMatchObject({ version: 2 })
  }),
  conforms('kinds: a document is inserted as it stands, its kind with it', ['.insertOne()', 'insert'], async ground => {
    const { Matter, Task } = await kinds(ground)
    const _id = new mongoose.Types.ObjectId()
    await Matter.collection.insertOne({ _id, kind: 'task', number: 'T9', status: 'open', version: 1, hours: 3 })
    expect(await Task.findById(_id).lean()).toEqual({
      _id, kind: 'task', number: 'T9', status: 'open', version: 1, hours: 3
    })
  })
]

export const matters: Case[] = [...named, ...oneRead, ...conditional]
