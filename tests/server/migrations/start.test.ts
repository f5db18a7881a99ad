/** This version starts on the data directory of an older version; concerns the embedded store only. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { openDatabase } from '../../../server/database'
import { restore } from '../../../server/embedded/restore'
import { readEnv } from '../../../server/env'
import { createLog } from '../../../server/log'
import { backUpBefore } from '../../../server/migrations/backUpBefore'
import { MIGRATIONS } from '../../../server/migrations/list'
import { openForCommand } from '../../../server/scripts/openForCommand'
import { serve } from '../../../server/serve'
import { signIn } from '../../fixtures/caller'
import { readDump, type Dump } from '../../fixtures/dump'
import { dataDirectory, fill, inStore, keyringOf, ownDatabase, type Doc, type OlderHome } from './older'

const log = createLog('silent')
let home: OlderHome
afterEach(() => home.remove())

const backupsOf = ({ directory }: OlderHome): string[] =>
  existsSync(join(directory, 'backups')) ? readdirSync(join(directory, 'backups')) : []
const open = (changes: object = {}) =>
  openDatabase({ dataDir: home.directory, ...changes }, log, { fields: () => Promise.resolve(keyringOf(home)) })
const documentsOf = (dump: Dump, name: string): Doc[] => dump.collections.find(one => one.name === name)!.documents
const readAll = (directory: string, name: string) =>
  inStore(directory, db => db.collection(name).find({}).sort({ _id: 1 }).toArray() as Promise<Doc[]>)
const byId = (documents: readonly Doc[]): Doc[] =>
  [...documents].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))

test.each(['0562066-unsealed', '0fba400-serviceRequests'])(
  'from %s: people sign in and read what they read before',
  async name => {
    const dump = readDump(name)
    home = await dataDirectory(dump)
    const { address, stop } = await serve({ DATA_DIR: home.directory, PORT: '0', LOG_LEVEL: 'silent' })
    try {
      for (const { phone, detail } of dump.answers.matters) {
        const caller = await signIn(address, phone)
        const { actions: _actions, urgency: _urgency, declined, ...told } = detail
        expect(await caller.get(`/service-requests/${detail.id}`)).toMatchObject({
          ...told,
          // Where to complain is a setting, not data.
          declined: declined && { ...(declined as object), complaint: expect.any(String) }
        })
      }
      const { family, photo, voice } = dump.answers
      expect((await (await signIn(address, family.phone)).get('/beneficiaries')).items).toMatchObject(family.items)
      expect((await (await signIn(address, photo.phone)).bytes(`/attachments/${photo.id}`)).toString('base64')).toBe(
        photo.bytes
      )
      expect(voice === null).toBe(name === '0562066-unsealed')
    } finally {
      await stop()
    }
  }
)

test('a backup is made before, restorable into the older version; the next start makes none', async () => {
  const dump = readDump('0562066-unsealed')
  home = await dataDirectory(dump)
  await (await open()).close()
  await (await open()).close()
  const [name, ...more] = backupsOf(home)
  expect(more).toEqual([])
  expect(name).toMatch(/^before-0001-seal-people-and-words-\d{4}-\d\d-\d\dT\d{6}$/)
  const restored = mkdtempSync(join(tmpdir(), 'restored-'))
  try {
    await restore(join(home.directory, 'backups', name!), join(restored, 'store'))
    for (const collection of ['people', 'serviceRequests', 'auditEntries']) {
      expect(await readAll(restored, collection)).toEqual(byId(documentsOf(dump, collection)))
    }
  } finally {
    rmSync(restored, { recursive: true, force: true })
  }
})

test('where no backup can be made nothing is changed, unless the operator has one', async () => {
  const dump = readDump('0562066-unsealed')
  home = await dataDirectory(dump)
  writeFileSync(join(home.directory, 'backups'), 'in the way')
  await expect(open()).rejects.toThrow(
    /^No backup could be made before the data are migrated: .* Nothing was changed\. Put that right, or start with MIGRATE=yes/
  )
  expect(await readAll(home.directory, 'people')).toEqual(byId(documentsOf(dump, 'people')))
  expect(await readAll(home.directory, 'migrations')).toEqual([])
  await (await open({ migrate: true })).close()
  expect(await readAll(home.directory, 'migrations')).toHaveLength(MIGRATIONS.length)
  expect(readFileSync(join(home.directory, 'backups'), 'utf8')).toBe('in the way')
})

test('a disk without room is told with both sizes, and keeps nothing of the attempt', async () => {
  home = await dataDirectory(readDump('0562066-unsealed'))
  await expect(backUpBefore('0001-x', home.directory, () => Promise.resolve(4096))).rejects.toThrow(
    /has room for 1 MB, and \d+ MB are needed/
  )
  expect(backupsOf(home)).toEqual([])
})

test('a command on data of an older version is refused in a sentence, with nothing changed', async () => {
  const dump = readDump('0fba400-serviceRequests')
  home = await dataDirectory(dump)
  const env = readEnv({ DATA_DIR: home.directory, LOG_LEVEL: 'silent' })
  await expect(openForCommand(env, '')).rejects.toThrow(
    /are of an older version and haven't been migrated: .* Start the server once, or run `npm run migrate`/
  )
  expect(await readAll(home.directory, 'migrations')).toEqual([])
  expect(await readAll(home.directory, 'serviceRequests')).toEqual(byId(documentsOf(dump, 'serviceRequests')))
})

test('data in a MongoDB are migrated when the operator says so, and not before', async () => {
  const dump = readDump('0fba400-serviceRequests')
  home = await dataDirectory(dump)
  const own = await ownDatabase()
  await fill(own.db, dump)
  await mongoose.disconnect()
  await expect(open({ mongodbUri: own.uri })).rejects.toThrow(
    /Nothing was changed\. Stop every process of the older version, make a backup \(mongodump\), then run `npm run migrate` once, or start with MIGRATE=yes\./
  )
  const database = await open({ mongodbUri: own.uri, migrate: true })
  expect(await mongoose.connection.collection('migrations').countDocuments()).toBe(MIGRATIONS.length)
  await mongoose.connection.dropDatabase()
  await database.close()
})
