import { Writable } from 'node:stream'
import { pino } from 'pino'
import { AppError } from '../../../server/errors'
import { createWechat, type Wechat, type WechatOptions } from '../../../server/wechat/client'
import { startFakeWechat, type FakeWechat } from '../../../server/wechat/fake'
import { Clock } from '../../setup/app'

export const CREDENTIALS = { appId: 'wx00000000000000aa', secret: 'an-invented-secret-of-tests' }

export interface TestWechat {
  fake: FakeWechat
  wechat: Wechat
  clock: Clock
  /** The pauses, in ms, that the client asked for between its attempts; the test does not wait for them. */
  pauses: number[]
  /** Everything logged so far, without redaction. */
  logged(): string
}

/** The real client against a fake WeChat of its own. */
export async function buildWechat(options: Partial<WechatOptions> = {}): Promise<TestWechat> {
  const clock = new Clock()
  const pauses: number[] = []
  const lines: string[] = []
  const log = pino({ level: 'trace' }, new Writable({
    write(chunk, _encoding, done) { lines.push(String(chunk)); done() }
  }))
  const fake = await startFakeWechat({ now: clock.now, credentials: CREDENTIALS })
  const wechat = createWechat({
    ...CREDENTIALS, api: fake.url, log, now: clock.now,
    ...options,
    patience: { pause: async ms => { pauses.push(ms) }, ...options.patience }
  })
  return { fake, wechat, clock, pauses, logged: () => lines.join('') }
}

/** The AppError with which a call fails; fails the test when the call succeeds or fails otherwise. */
export async function appErrorOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(() => 'it succeeded', (error: unknown) => error)
  if (!(outcome instanceof AppError)) throw new Error('an AppError was expected', { cause: outcome })
  return outcome
}
