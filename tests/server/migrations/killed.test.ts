import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Keyring } from '../../../server/fieldEncryption/keyring'
import { LEASE_COLLECTION } from '../../../server/migrations/lease'
import { readLedger } from '../../../server/migrations/ledger'
import { readDump } from '../../fixtures/dump'
import {
  collectionNames,
  fill,
  keyHome,
  keyringOf,
  opened,
  ownDatabase,
  stampsHold,
  type Doc,
  type OlderHome
} from './older'

const dump = readDump('0562066-unsealed')
/** Enough documents for a killed process to have done something new each time. */
const MOST_RUNS = 60
let home: OlderHome
let own: Awaited<ReturnType<typeof ownDatabase>>
let fields: Keyring
beforeEach(async () => {
  home = keyHome(dump)
  own = await ownDatabase()
  fields = keyringOf(home)
  await fill(own.db, dump)
})
afterEach(async () => {
  await own.leave()
  home.remove()
})

/** @returns how the process ended: `done`, `killed`, or its error message */
function migrateInProcess(killAt: number | null): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'migrateProcess.ts')], {
    env: {
      ...process.env,
      DB_URI: process.env.TEST_MONGODB_URI,
      DB_NAME: own.name,
      KEY_FILE: home.keyFile,
      KILL_AT: killAt === null ? '' : String(killAt)
    },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let complaint = ''
  child.stderr.on('data', (piece: Buffer) => { complaint += piece.toString('utf8') })
  return new Promise(resolve =>
    child.once('close', (code, signal) => resolve(signal === 'SIGKILL' ? 'killed' : code === 0 ? 'done' : complaint))
  )
}

/**
 * The whole database in a comparable form: sealed values, which differ in each run, are opened, and times of runs are
 * left out.
 */
async function readable(): Promise<Doc> {
  const matters = await opened(own.db, fields, 'matters')
  expect(new Set(await stampsHold(matters, fields))).toEqual(new Set([true]))
  const people = await own.db.collection('people').find({}).sort({ _id: 1 }).toArray()
  const phones = await Promise.all(people.map(async ({ _id, phone }) =>
    phone === null ? null : fields.open(phone as string, { collection: 'people', id: String(_id), path: 'phone' })))
  const others = ['catalogueItems', 'beneficiaries', 'sessions', 'auditEntries', 'consentVoices']
  return {
    matters: [...matters.values()].map(
      ({ applicant, beneficiary, address, remark, materialAsked, declined, rating, ...rest }) => rest
    ),
    people: people.map(({ phone: _phone, ...rest }, index) => ({ ...rest, phone: phones[index] })),
    others: await Promise.all(others.map(name => own.db.collection(name).find({}).sort({ _id: 1 }).toArray())),
    left: (await collectionNames(own.db)).filter(name => name === 'serviceRequests')
  }
}

test.each([6, 7])(
  'killed at every %s. write and started again until it is done, nothing is lost or doubled',
  async nth => {
    // Hashes of phones are compared, so both runs use the same data keys.
    const keys = own.db.collection('dataKeys')
    expect(await migrateInProcess(null)).toBe('done')
    const whole = await readable()
    const made = await keys.find({}).toArray()
    await own.db.dropDatabase()
    await fill(own.db, dump)
    await keys.deleteMany({})
    await keys.insertMany(made)
    const ends: string[] = []
    while (ends.at(-1) !== 'done' && ends.length < MOST_RUNS) {
      ends.push(await migrateInProcess(nth))
      // The process is dead; that its lease expires is tested in migrate.test.ts, without waiting here.
      await own.db.collection(LEASE_COLLECTION).deleteMany({})
    }
    expect(ends.filter(end => end !== 'killed')).toEqual(['done'])
    expect(ends.length).toBeGreaterThan(3)
    expect(await readable()).toEqual(whole)
    expect((await readLedger(own.db)).map(({ finishedAt }) => finishedAt !== null)).toEqual([true, true])
  }
)

test('two processes that start at once make of the data what one does', async () => {
  expect(await Promise.all([migrateInProcess(null), migrateInProcess(null)])).toEqual(['done', 'done'])
  const { matters, people, left } = await readable()
  expect({ matters: (matters as Doc[]).length, people: (people as Doc[]).length, left }).toEqual({
    matters: dump.answers.matters.length,
    people: dump.collections.find(({ name }) => name === 'people')!.documents.length,
    left: []
  })
  expect(await readLedger(own.db)).toHaveLength(2)
})
