import mongoose from 'mongoose'
import { LEASE_COLLECTION, Lease } from '../../../server/migrations/lease'
import { LEDGER_COLLECTION, readLedger } from '../../../server/migrations/ledger'
import { MIGRATIONS } from '../../../server/migrations/list'
import { migrate } from '../../../server/migrations/migrate'
import { walk, type Migration, type MigrationContext } from '../../../server/migrations/migration'
import { collectionNames, keyHome, keyringOf, optionsFor, ownDatabase, type OlderHome } from './older'

const KEY = Buffer.alloc(32, 3).toString('base64')
let home: OlderHome
let own: Awaited<ReturnType<typeof ownDatabase>>
beforeEach(async () => {
  home = keyHome({ fieldKeys: `test ${KEY}\n` })
  own = await ownDatabase()
})
afterEach(async () => {
  await own.leave()
  home.remove()
})

const optionsOf = (changes = {}) => optionsFor(own.db, keyringOf(home), changes)
/** Adds 1 to `steps.n` once per document; the document records the name of the migration. */
function adding(id: string, ran: string[] = []): Migration {
  return {
    id, what: `adds ${id}`,
    async run(context) {
      ran.push(id)
      await walk(context, 'things', ({ _id, done }) =>
        Promise.resolve(
          (done as string[]).includes(id)
            ? null
            : {
                updateOne: {
                  filter: { _id, done: { $ne: id } } as object,
                  update: { $push: { done: id }, $inc: { n: 1 } } as object
                }
              }
        )
      )
    }
  }
}
const addThings = (count: number) =>
  own.db.collection('things').insertMany(Array.from({ length: count }, () => ({ n: 0, done: [] })))
const totals = async () => (await own.db.collection('things').find({}).toArray()).map(({ n }) => n as number)
const everything = async () => {
  const names = await collectionNames(own.db)
  return Promise.all(names.map(async name => [name, await own.db.collection(name).find({}).sort({ _id: 1 }).toArray()]))
}

test('an empty database records every migration as done and runs none', async () => {
  const ran: string[] = []
  await migrate([adding('0001-a', ran), adding('0002-b', ran)], optionsOf({ refusal: () => 'no' }))
  expect(ran).toEqual([])
  const entries = await readLedger(own.db)
  expect(entries.map(({ _id, backup }) => [_id, backup])).toEqual([['0001-a', null], ['0002-b', null]])
  expect(entries.every(({ finishedAt }) => finishedAt instanceof Date)).toBe(true)
})

test('what is due runs in order, once, and is recorded with the version that ran it', async () => {
  await addThings(7)
  const ran: string[] = []
  const list = [adding('0001-a', ran), adding('0002-b', ran)]
  await migrate(list.slice(0, 1), optionsOf({ batch: 3 }))
  await migrate(list, optionsOf({ batch: 3 }))
  await migrate(list, optionsOf({ batch: 3, refusal: () => 'nothing is due, so nobody is asked' }))
  expect(ran).toEqual(['0001-a', '0002-b'])
  expect(await totals()).toEqual(Array(7).fill(2))
  expect(await readLedger(own.db)).toEqual(list.map(({ id }) => expect.objectContaining({ _id: id, version: '0.1.0' })))
  expect(await own.db.collection(LEASE_COLLECTION).countDocuments()).toBe(0)
})

test('a newer database is refused in a sentence, with nothing written', async () => {
  await addThings(2)
  await migrate([adding('0001-a'), adding('0009-later')], optionsOf())
  const before = await everything()
  await expect(migrate([adding('0001-a'), adding('0002-b')], optionsOf())).rejects.toThrow(
    /^These data are of a newer version: they record 0009-later by version 0\.1\.0, which this version .* doesn't know\. Nothing was changed\./
  )
  expect(await everything()).toEqual(before)
})

test('one that a newer version only began is refused too', async () => {
  await addThings(1)
  const broken: Migration = { id: '0009-later', what: 'breaks', run: () => Promise.reject(new Error('broken off')) }
  await expect(migrate([broken], optionsOf())).rejects.toThrow('broken off')
  await expect(migrate([], optionsOf())).rejects.toThrow('0009-later')
})

test('whoever may not change data is told what is due, and nothing is written', async () => {
  await addThings(1)
  const before = await everything()
  await expect(
    migrate(
      [adding('0001-a')],
      optionsOf({ refusal: (due: readonly Migration[]) => `due: ${due.map(({ what }) => what).join()}` })
    )
  ).rejects.toThrow('due: adds 0001-a')
  expect(await everything()).toEqual(before)
})

test('the backup comes before anything is written; one that fails leaves everything as it was', async () => {
  await addThings(1)
  const before = await everything()
  const unchanged = async () =>
    (await everything()).filter(([name]) => name !== LEASE_COLLECTION && name !== 'dataKeys')
  await expect(
    migrate([adding('0001-a')], optionsOf({ backUp: () => Promise.reject(new Error('the disk is full')) }))
  ).rejects.toThrow('the disk is full')
  expect(await unchanged()).toEqual(before)
  const backUp = async (id: string): Promise<string> => {
    expect(await unchanged()).toEqual(before)
    return `/backups/${id}`
  }
  await migrate([adding('0001-a')], optionsOf({ backUp }))
  expect(await readLedger(own.db)).toMatchObject([{ _id: '0001-a', backup: '/backups/0001-a' }])
})

test('one that was broken off keeps the backup from before it', async () => {
  await addThings(1)
  const broken: Migration = { id: '0001-a', what: 'breaks', run: () => Promise.reject(new Error('broken off')) }
  await expect(migrate([broken], optionsOf({ backUp: () => Promise.resolve(home.directory) }))).rejects.toThrow(
    'broken off'
  )
  const backUp = jest.fn()
  await migrate([adding('0001-a')], optionsOf({ backUp }))
  expect(backUp).not.toHaveBeenCalled()
  expect(await readLedger(own.db)).toMatchObject([{ backup: home.directory }])
})

test('of several that start at once one works, the others wait and find it done', async () => {
  await addThings(20)
  const ran: string[] = []
  await Promise.all([1, 2, 3].map(() => migrate([adding('0001-a', ran)], optionsOf({ batch: 2 }))))
  expect(ran).toEqual(['0001-a'])
  expect(await totals()).toEqual(Array(20).fill(1))
})

test('a lease that a dead process left runs out, and is taken away at once where no other process can be', async () => {
  await addThings(1)
  const held = { _id: 'migrations' as never, holder: 'elsewhere 7 x', until: new Date(Date.now() + 3_600_000) }
  await own.db.collection(LEASE_COLLECTION).insertOne(held)
  await expect(migrate([adding('0001-a')], optionsOf({ waitMs: 0 }))).rejects.toThrow(
    /^elsewhere, process 7 has been migrating the data for 0 minutes/
  )
  await migrate([adding('0001-a')], optionsOf({ exclusive: true, waitMs: 0 }))
  await own.db.collection(LEASE_COLLECTION).insertOne({ ...held, until: new Date(Date.now() - 1) })
  await migrate([adding('0001-a'), adding('0002-b')], optionsOf({ waitMs: 0 }))
  expect(await totals()).toEqual([2])
})

test('a process that was held up beyond its lease writes no more', async () => {
  await addThings(1)
  let ms = Date.now()
  const slow: Migration = {
    ...adding('0001-a'),
    async run(context: MigrationContext) {
      await own.db.collection(LEASE_COLLECTION).updateOne({}, { $set: { holder: 'another 1 y' } })
      ms += 3_600_000
      await adding('0001-a').run(context)
    }
  }
  await expect(migrate([slow], optionsOf({ now: () => ms }))).rejects.toThrow('held up for too long')
  expect(await totals()).toEqual([0])
  expect(await Lease.holder(own.db)).toBe('another, process 1')
  expect(await readLedger(own.db)).toMatchObject([{ finishedAt: null }])
})

test('ids are unique, in order, and never those of another list', () => {
  const ids = MIGRATIONS.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(ids.every((id, index) => id.startsWith(`${String(index + 1).padStart(4, '0')}-`))).toBe(true)
  expect(mongoose.modelNames()).not.toContain(LEDGER_COLLECTION)
})
