/** TTL indexes: expired documents are deleted without a command, and no others. */
import { rmSync } from 'node:fs'
import { Cursors } from '../../server/embedded/cursors'
import { startExpiry } from '../../server/embedded/expiry'
import { Store } from '../../server/embedded/store'
import { waitFor } from '../setup/waitFor'
import { type Target, embeddedTarget, temporaryDirectory } from './target'

interface Note { _id: string, at?: unknown, done?: boolean, kind?: string }

let target: Target
beforeAll(async () => {
  target = await embeddedTarget()
  await target.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 })
})
afterAll(() => target.close())

const ago = (seconds: number): Date => new Date(Date.now() - 1000 * seconds)

it('takes away what is older than the index allows, by the earliest date of several, and leaves the ' +
  'rest with its entries', async () => {
  const { client } = target
  const notes = client.db('d').collection<Note>('notes')
  const kept = client.db('d').collection<Note>('kept')
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 3600 })
  const fresh: Note[] = [
    { _id: 'a minute old', at: ago(60) }, { _id: 'ahead', at: ago(-7200) }, { _id: 'no date' }, {
      _id: 'null', at: null
    }, { _id: 'a number', at: 0 }, { _id: 'text', at: '2020-01-01' }, { _id: 'no dates', at: [] }
  ]
  const old: Note[] = [
    { _id: 'two hours old', at: ago(7200) }, { _id: 'before 1970', at: new Date(-1) },
    { _id: 'one of two', at: [ago(60), ago(7200)] }
  ]
  await notes.insertMany([...fresh, ...old])
  await kept.insertMany(old)
  await waitFor(async () => await notes.countDocuments({ _id: { $in: old.map(({ _id }) => _id) } }) === 0, {
    what: 'a sweep'
  })
  expect((await notes.find().toArray()).map(({ _id }) => _id).sort()).toEqual(fresh.map(({ _id }) => _id).sort())
  expect((await client.db('d').command({ validate: 'notes' })).errors).toEqual([])
  expect(await kept.countDocuments()).toBe(old.length)
})

/** Filters of partial indexes: for one the planner can prove that a query implies it, for two it can't. */
const partial: [string, object][] = [
  [
    'an equality', { done: true }
  ], ['a type', { kind: { $type: 'string' } }], ['either of two', { $or: [{ done: true }, { kind: 'x' }] }]
]

const byPartialIndex = 'takes away by a partial index (%s) only what passes its filter, and goes on to the next index'
it.each(partial)(byPartialIndex, async (name, partialFilterExpression) => {
  const database = target.client.db(`partial_${name.replaceAll(' ', '_')}`)
  const notes = database.collection<Note>('notes')
  const next = database.collection<Note>('next')
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 3600, partialFilterExpression })
  await next.createIndex({ at: 1 }, { expireAfterSeconds: 3600 })
  await notes.insertMany([
    { _id: 'old and passes', at: ago(7200), done: true, kind: 'x' }, {
      _id: 'old', at: ago(7200), done: false
    }, { _id: 'passes', at: ago(60), done: true, kind: 'x' }, { _id: 'passes, no date', done: true, kind: 'x' }
  ])
  await next.insertOne({ _id: 'old', at: ago(7200) })
  await waitFor(async () => await next.countDocuments() === 0, { what: 'a sweep of the index after it' })
  await waitFor(async () => await notes.countDocuments() === 3, { what: 'a sweep of the partial index' })
  expect((await notes.find().toArray()).map(({ _id }) => _id).sort()).toEqual(['old', 'passes', 'passes, no date'])
  expect((await database.command({ validate: 'notes' })).errors).toEqual([])
})

it('goes on to the next index when one fails, and tells of it', async () => {
  const directory = temporaryDirectory()
  const store = Store.open(directory)
  await store.write(() => {
    for (const namespace of ['d.broken', 'd.notes']) {
      const collection = store.ensure(namespace)
      collection.addIndex({ v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 3600 })
      collection.insert({ _id: namespace, at: ago(7200) })
    }
  })
  const broken = store.collections.get('d.broken')
  const read = jest.spyOn(broken as NonNullable<typeof broken>, 'read')
    .mockImplementation(() => { throw new Error('this one fails') })
  const problems: unknown[] = []
  const stop = startExpiry({
    store, cursors: new Cursors(), startedAt: 0, parameters: { ttlMonitorSleepSecs: 1 }
  }, problem => problems.push(problem))
  await waitFor(() => store.collections.get('d.notes')?.count === 0, { what: 'a sweep of the second index' })
  expect(problems[0]).toEqual(new Error('this one fails'))
  expect(broken?.count).toBe(1)
  stop()
  read.mockRestore()
  await store.close()
  rmSync(directory, { recursive: true })
})
