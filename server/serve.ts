import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp } from './app'
import { keepSweeping } from './attachments/sweep'
import { createAudit } from './audit/audit'
import { openDatabase } from './database'
import type { Deps } from './deps'
import { readEnv, type Env } from './env'
import type { Keyring } from './fieldEncryption/keyring'
import { openKeyring } from './fieldEncryption/openKeyring'
import { createGround } from './ground/ground'
import { Metrics } from './health/metrics'
import { httpServer } from './httpServer'
import { createLog, type Log } from './log'
import { createNotices, keepTelling } from './notices/notices'
import { Numbers } from './numbers/numbers'
import { sweepDaily } from './retention/daily'
import { readSettings, type Settings } from './settings'
import { createSms } from './sms/client'
import { createWechat } from './wechat/client'
import { coverageEnds, readCalendar } from './workingTime/calendar'
import { DAY_MS } from '../src/contract/day'

const H5_DIR = join(__dirname, '..', 'dist', 'h5')
/** How long running calls may take to finish after the process is told to stop, in ms. */
const GRACE_MS = 10_000
/** The warning about the end of the holiday calendar starts this many days before it. */
const WARN_DAYS = 60

export interface Serving {
  fields: Keyring
  /** The address of the server, e.g. http://127.0.0.1:3000. */
  address: string
  demo: boolean
  /** Refuses new calls, lets running calls finish, then closes the database. May be called twice. */
  stop(): Promise<void>
}

/**
 * env → database → listen; when a step fails, everything started before is stopped again.
 * @throws EnvError with a sentence for each fault; Error with a sentence when the database or the port is not available
 */
export async function serve(
  source: Record<string, string | undefined>, prepare?: (fields: Keyring) => Promise<void>
): Promise<Serving> {
  const env = readEnv(source)
  const settings = readSettings(env.settingsFile)
  const log = createLog(env.logLevel)
  const closers: Array<() => Promise<void>> = []
  const stopAll = once(async () => { for (const close of closers.reverse()) await close() })
  try {
    const keyring = once(() => openKeyring(env, settings.fieldCipher))
    const database = await openDatabase(env, log, { fields: keyring })
    closers.push(() => database.close())
    const fields = await keyring()
    const audit = createAudit({ fields, now: Date.now, log })
    closers.push(() => audit.settled())
    await prepare?.(fields)
    const wechat = await openWechat(env, log, closers)
    const ground = createGround({ fields, log, elapsed: () => performance.now() })
    const sms = await openSms(env, settings, log, closers)
    const parts = { ...staticDeps(env, log), settings, wechat, sms, fields, ground, audit }
    const deps: Deps = { ...parts, notices: createNotices(parts) }
    const { koa } = createApp(deps)
    closers.push(keepSweeping(deps))
    const server = httpServer(koa)
    const address = await listen(server, env)
    closers.push(() => drain(server))
    closers.push(sweepDaily(deps))
    // Also delivers what the previous process did not deliver.
    closers.push(keepTelling(deps))
    // Audit entries that the previous process did not copy.
    audit.nudge()
    log.info({ demo: env.wechat === null }, 'listening')
    return { fields, address, demo: env.wechat === null, stop: stopAll }
  } catch (error) {
    await stopAll()
    throw error
  }
}

function staticDeps(env: Env, log: Log): Omit<Deps, 'settings' | 'wechat' | 'sms' | 'fields' | 'ground' | 'audit' | 'notices'> {
  const calendar = readCalendar()
  const ends = coverageEnds(calendar)
  if (Date.parse(ends) - Date.now() < WARN_DAYS * DAY_MS) {
    log.warn({ ends }, 'the holiday calendar runs out soon: deadlines beyond it are left open, not guessed')
  }
  if (env.production && env.publicUrl === null) {
    log.warn('PUBLIC_URL is unset: the QR codes of slips hold the number alone')
  }
  return {
    production: env.production,
    // Without a configured secret (never in production) sessions end with the process.
    sessionSecret: env.sessionSecret ?? randomBytes(32).toString('base64url'),
    calendar,
    numbers: new Numbers(),
    demo: env.wechat === null,
    now: Date.now,
    log,
    metrics: new Metrics(),
    trustProxy: env.trustProxy,
    publicUrl: env.publicUrl,
    h5Dir: existsSync(join(H5_DIR, 'index.html')) ? H5_DIR : null
  }
}

/**
 * The real WeChat when there are credentials, otherwise the fake WeChat; readEnv excludes the fake WeChat in
 * production.
 */
async function openWechat(env: Env, log: Log, closers: Array<() => Promise<void>>): Promise<Deps['wechat']> {
  if (env.wechat) {
    const { appId, secret, api } = env.wechat
    return createWechat({ appId, secret, ...(api && { api }), log, now: Date.now, demo: false })
  }
  const { startFakeWechat } = await import('./wechat/fake')
  const fake = await startFakeWechat({ now: Date.now })
  closers.push(() => fake.stop())
  return createWechat({
    appId: 'wx0000000000000000', secret: 'secret-of-the-fake', api: fake.url, log, now: Date.now, demo: true
  })
}

/** The gateway that the settings name; in a trial without one the fake gateway, so that nobody has to be called. */
async function openSms(
  env: Env, settings: Settings, log: Log, closers: Array<() => Promise<void>>
): Promise<Deps['sms']> {
  const { texts } = settings
  if (texts && env.smsKey) return createSms({ ...texts, key: env.smsKey })
  if (texts) throw new Error('SMS_KEY is needed: the settings name an SMS gateway.')
  if (env.smsKey) log.warn('SMS_KEY is set, but the settings name no SMS gateway (texts)')
  if (env.wechat) return null
  const { startFakeSms, FAKE_GATEWAY, FAKE_TEXTS } = await import('./sms/fake')
  const fake = await startFakeSms()
  closers.push(() => fake.stop())
  settings.texts = { ...FAKE_TEXTS, url: fake.url }
  return createSms({ ...FAKE_GATEWAY, url: fake.url })
}

function listen(server: Server, { port, host }: Env): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: end what runs there, or choose another with PORT.`
      : `Can't listen on ${host}:${port}: ${error.message}`)))
    server.listen(port, host, () => {
      const { address, family, port: taken } = server.address() as AddressInfo
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`)
    })
  })
}

/** Idle connections are closed at once, busy connections when their call ends or the grace period is over. */
function drain(server: Server): Promise<void> {
  return new Promise(resolve => {
    const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => { clearTimeout(deadline); resolve() })
    server.closeIdleConnections()
  })
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => (running ??= run())
}
