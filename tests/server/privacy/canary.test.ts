/**
 * Personal data are sent to a running server through everything that it accepts, and searched for wherever it writes or
 * answers. A new kind of personal data needs one more line in PLANTED and its use in canaryLife.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { ACTIONS, type Action } from '../../../src/contract/serviceRequest'
import { startEmbedded } from '../../../server/embedded'
import { waitFor } from '../../setup/waitFor'
import { failUntilLocked, failWith } from './canaryFaults'
import { Caller, live, type Values } from './canaryLife'
import { filesOf, formsOf, leaksIn, type Heap, type Planted } from './canarySearch'
import { startRecordedWechat, startServer, WECHAT } from './canaryServer'

const NOWHERE = {}
const said = (action: Action): string =>
  `暗号${[...action].map(letter => '子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸金木水火'[letter.toLowerCase().charCodeAt(0) - 97]).join('')}`
const VALUES = {
  applicantPhone: '19912345671',
  elderPhone: '19923456782',
  familyPhone: '19934567893',
  leaverPhone: '19945678904',
  wrongPhone: '19956789015',
  contactPhone: '19967890126',
  address: '金丝雀巷槐树底下第七家',
  familyAddress: '金丝雀坡石磨东边',
  remark: '金丝雀晚上才叫，来前打个招呼',
  idNumber: '11010519491231002X',
  exif: 'canary-was-here-7731',
  voice: 'canary-said-so-4417',
  name: '欧阳金丝',
  said
} satisfies Values

/** Every planted value, with the places where it may be readable, and why. */
const PLANTED: Planted[] = [
  ...(
    [
      'applicantPhone',
      'elderPhone',
      'familyPhone',
      'leaverPhone',
      'wrongPhone',
      'contactPhone',
      'address',
      'familyAddress',
      'remark',
      'idNumber',
      'exif',
      'voice'
    ] as const
  ).map(what => ({ what, value: VALUES[what], places: NOWHERE })),
  ...ACTIONS.map(action => ({ what: `said at ${action}`, value: said(action), places: NOWHERE })),
  {
    what: 'name',
    value: VALUES.name,
    places: { data: 'Names stay plain: timelines and lists name people, and nobody is looked up by a name.' }
  }
]

let directory: string
let dataDir: string
const heaps: Heap[] = []
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'canary-'))
  dataDir = join(directory, 'data')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const asLeaks = (found: readonly Heap[]) =>
  leaksIn(found, PLANTED).map(({ what, form, where }) => `${what} as ${form} in ${where}`)

/** Changes the stored data directly, while no server runs. */
async function inStore<T>(work: (db: mongo.Db) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ dataDir: join(dataDir, 'store') })
  const client = await mongo.MongoClient.connect(store.uri)
  try {
    return await work(client.db('backpack'))
  } finally {
    await client.close()
    await store.stop()
  }
}

test('the search finds every form of every value, and a name where names lie', () => {
  for (const one of PLANTED) {
    for (const [form, bytes] of Object.entries(formsOf(one.value))) {
      const heap = {
        place: 'logs' as const,
        name: 'noise',
        bytes: Buffer.concat([Buffer.from('{"msg":"'), bytes, Buffer.from('"}')])
      }
      expect(leaksIn([heap], [one])).toContainEqual({ what: one.what, form, where: 'noise' })
    }
    for (const before of ['', 'x', 'xx']) {
      const bytes = Buffer.from(Buffer.from(`${before}${one.value}yy`).toString('base64'))
      expect(leaksIn([{ place: 'logs', name: 'noise', bytes }], [one])).not.toEqual([])
    }
  }
})

test('nothing personal lies anywhere but in its place, whatever is done and whatever goes wrong', async () => {
  const wechat = await startRecordedWechat()
  const settingsFile = join(directory, 'settings.json')
  writeFileSync(
    settingsFile,
    JSON.stringify({ rateLimits: { perAddress: 1e6, perPerson: 1e6, signInsPerAddress: 150 } })
  )
  const env = {
    DATA_DIR: dataDir,
    SETTINGS_FILE: settingsFile,
    WECHAT_APPID: WECHAT.appId,
    WECHAT_SECRET: WECHAT.secret,
    WECHAT_API: wechat.url,
    SESSION_SECRET: 'a-secret-of-the-canary-that-is-long-enough'
  }
  const server = await startServer(env)
  const caller = new Caller(server.address)
  const lived = await live(caller, VALUES)
  // `live` sends the text of each move in its own field; in wrong places one of these texts stands for all.
  const misplaced = [
    ...PLANTED.filter(({ what }) => !what.startsWith('said')).map(({ value }) => value),
    said('decline')
  ]
  for (const value of misplaced) await failWith(caller, value, lived)
  await failUntilLocked(caller, lived.number, VALUES.wrongPhone)
  for (const path of ['/metrics', '/openapi.json', '/healthz', '/readyz']) await caller.fetch(path, {}, 'openPages')
  await server.stop()
  heaps.push(...caller.heaps, { place: 'logs', name: 'log', bytes: server.said() })
  const statuses = new Set(caller.heaps.map(({ name }) => name.slice(-3)))
  for (const status of ['400', '401', '404', '405', '409', '415', '429']) expect(statuses).toContain(status)
  expect(server.said().toString()).toContain('"level":30')
  expect(asLeaks(filesOf(dataDir))).toEqual([])

  // Years later the personal data of closed matters are removed when the server starts.
  await inStore(async db =>
    db.collection('matters').updateMany({ open: false }, { $set: { closedAt: new Date('2020-01-01T00:00:00Z') } })
  )
  const later = await startServer(env)
  const cut = await waitFor(() => /"cut":(\d+)/.exec(later.said().toString())?.[1], { what: 'the sweep' })
  expect(Number(cut)).toBeGreaterThan(0)
  const again = new Caller(later.address)
  await again.call('exportMe', { token: lived.applicant })
  await again.call('deleteMe', { token: lived.elder })
  await later.stop()
  await wechat.stop()

  heaps.push(...again.heaps, ...wechat.heaps, ...filesOf(dataDir), {
    place: 'logs',
    name: 'log of the second day',
    bytes: later.said()
  })
  expect(new Set(heaps.map(({ place }) => place))).toEqual(new Set(['data', 'logs', 'wechat', 'errors', 'openPages']))
  expect(asLeaks(heaps)).toEqual([])
  // The permitted places do contain the values, which proves that the search reads what the server writes.
  expect(heaps.some(({ place, bytes }) => place === 'data' && bytes.includes(VALUES.name))).toBe(true)
})

test('one unsealed write is found in the raw files, one careless line in the log', async () => {
  await inStore(async db => db.collection('matters').updateOne({}, { $set: { remark: VALUES.remark } }))
  expect(asLeaks(filesOf(dataDir))).toContainEqual(expect.stringMatching(/^remark as UTF-8 in store\//))
  const log = heaps.find(({ name }) => name === 'log')!
  const careless = Buffer.from(`${JSON.stringify({ level: 30, msg: `took ${VALUES.elderPhone}` })}\n`)
  expect(asLeaks([{ ...log, bytes: Buffer.concat([log.bytes, careless]) }])).toEqual(['elderPhone as UTF-8 in log'])
})
