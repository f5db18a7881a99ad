import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import supertest from 'supertest'
import { PRIVACY_VERSIONS } from '../../src/contract/privacy'
import { createAudit } from '../../server/audit/audit'
import { createApp, type App } from '../../server/app'
import { makeIndexes } from '../../server/database'
import type { Deps } from '../../server/deps'
import { createKeyring } from '../../server/fieldEncryption/keyring'
import { openMasterKeys } from '../../server/fieldEncryption/masterKeys'
import { createGround } from '../../server/ground/ground'
import { Metrics } from '../../server/health/metrics'
import { createLog } from '../../server/log'
import { recordFresh } from '../../server/migrations/ledger'
import { MIGRATIONS } from '../../server/migrations/list'
import { createNotices } from '../../server/notices/notices'
import { Numbers } from '../../server/numbers/numbers'
import { Person } from '../../server/people/model'
import { phoneIndexOf } from '../../server/people/sealing'
import { readSettings } from '../../server/settings'
import { createSms } from '../../server/sms/client'
import { FAKE_GATEWAY, FAKE_TEXTS, startFakeSms, type FakeSms } from '../../server/sms/fake'
import { propertyOf } from '../../server/thrown'
import { createWechat } from '../../server/wechat/client'
import { startFakeWechat } from '../../server/wechat/fake'
import { readCalendar } from '../../server/workingTime/calendar'
import { useFields } from './fields'
import { misfits } from './misfits'
import { TEST_NOW } from './testNow'

/** A master key for tests. */
export const TEST_KEYS = { fieldKeys: { key: Buffer.alloc(32, 7).toString('base64') }, dataDir: '' }

/** A clock that stands still until a test moves it. Instants in ms since 1970. */
export class Clock {
  constructor(public ms = TEST_NOW) {}
  now = (): number => this.ms
  set(iso: string): void { this.ms = Date.parse(iso) }
  advance(ms: number): void { this.ms += ms }
}

export interface TestApp {
  app: App
  deps: Deps
  clock: Clock
  fakeWechat: Awaited<ReturnType<typeof startFakeWechat>>
  fakeSms: FakeSms
  http: ReturnType<typeof supertest>
  /** Signs in by phone as the demo login does, with both consents given; returns the Authorization header's value. */
  signIn(phone: string): Promise<string>
  /** As `signIn`, without any consent. */
  signInNew(phone: string): Promise<string>
  /** Drops the database. @throws Error when a stored matter does not fit the model of its kind */
  stop(): Promise<void>
}

/**
 * The real app on a database of its own and with a fake WeChat and a fake SMS gateway; `stop` checks the stored matters
 * and drops the database. Rate limits are very high unless a test sets them. A second process shares the database
 * named by TEST_DB_NAME.
 */
export async function buildApp(
  overrides: Partial<Deps> & { clock?: Clock; monitorCommands?: boolean } = {}
): Promise<TestApp> {
  const { clock = new Clock(), monitorCommands = false, ...given } = overrides
  await connect(monitorCommands)
  const log = given.log ?? createLog('silent')
  const fakeWechat = await startFakeWechat({ now: clock.now })
  const fakeSms = await startFakeSms()
  const settings = readSettings()
  settings.texts = { ...FAKE_TEXTS, url: fakeSms.url }
  // Sessions last long, because tests move their clock by years.
  settings.session = { days: 36500 }
  settings.rateLimits = { perAddress: 1e6, perPerson: 1e6, signInsPerAddress: 1e6 }
  settings.looks = { perPersonAnHour: 1e6 }
  const fields =
    given.fields ??
    createKeyring({ masterKeys: openMasterKeys(TEST_KEYS), cipher: settings.fieldCipher, now: clock.now })
  useFields(fields)
  const parts: Omit<Deps, 'notices'> = {
    production: false,
    sessionSecret: 'a-secret-for-tests-that-is-long-enough',
    settings,
    calendar: readCalendar(),
    wechat: createWechat({
      appId: 'wx0123456789abcdef',
      secret: 'fake-secret-of-tests',
      api: fakeWechat.url,
      log,
      now: clock.now,
      demo: true
    }),
    sms: createSms({ ...FAKE_GATEWAY, url: fakeSms.url }),
    fields,
    ground: createGround({ fields, log, elapsed: clock.now }),
    audit: createAudit({ fields, now: clock.now, log }),
    numbers: new Numbers(),
    demo: true,
    now: clock.now,
    log,
    metrics: new Metrics(),
    trustProxy: false,
    h5Dir: null,
    ...given
  }
  const deps: Deps = { ...parts, notices: given.notices ?? createNotices(parts) }
  const app = createApp(deps)
  const http = supertest(app.koa.callback())
  const signInNew = async (phone: string): Promise<string> => {
    const answer = await http
      .post('/api/v1/session')
      .send({ code: `demo:${phone}` })
      .expect(200)
    return `Bearer ${answer.body.token as string}`
  }
  return {
    app,
    deps,
    clock,
    fakeWechat,
    fakeSms,
    http,
    async signIn(phone) {
      const token = await signInNew(phone)
      await Person.updateOne(
        {
          phoneIndex: await phoneIndexOf(fields, phone)
        },
        { $set: { agreed: { ...PRIVACY_VERSIONS } } }
      )
      return token
    },
    signInNew,
    async stop() {
      await deps.notices.settled()
      await deps.audit.settled()
      const unfit = await misfits()
      await mongoose.connection.dropDatabase()
      await mongoose.disconnect()
      await fakeWechat.stop()
      await fakeSms.stop()
      if (unfit.length > 0) throw new Error(unfit.slice(0, 5).join('\n'))
    }
  }
}

async function connect(monitorCommands: boolean): Promise<void> {
  const uri = process.env.TEST_MONGODB_URI
  if (!uri) throw new Error('TEST_MONGODB_URI is unset: the global set-up did not run.')
  const dbName = process.env.TEST_DB_NAME ?? `test_${randomBytes(6).toString('hex')}`
  await mongoose.connect(uri, { dbName, autoIndex: false, monitorCommands })
  await recordFresh(mongoose.connection.db!, MIGRATIONS, Date.now())
  await makeIndexes()
  await keepWhatExpires()
}

/**
 * Tests have a clock of their own: by the machine's clock the database would delete documents that haven't expired by
 * the tests' clock.
 */
async function keepWhatExpires(): Promise<void> {
  for (const { schema, collection } of Object.values(mongoose.models)) {
    for (const [key, { expireAfterSeconds, name }] of schema.indexes()) {
      if (expireAfterSeconds === undefined) continue
      // Another process on the same database may have dropped the index at this moment.
      await collection.dropIndex(name ?? Object.entries(key).flat().join('_')).catch((error: unknown) => {
        if (propertyOf(error, 'codeName') !== 'IndexNotFound') throw error
      })
    }
  }
}
