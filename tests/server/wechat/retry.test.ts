import { WECHAT_PATHS } from '../../../server/wechat/client'
import { appErrorOf, buildWechat, type TestWechat } from './build'

const { login } = WECHAT_PATHS

let t: TestWechat
beforeEach(async () => { t = await buildWechat({ patience: { timeoutMs: 10_000 } }) })
afterEach(() => t.fake.stop())

it.each([
  ['the connection is cut', { drop: true }], ['WeChat is busy', { errcode: -1 }], ['its gateway fails', { status: 502 }]
] as const)('tries again when %s, each time after a longer pause', async (_what, failure) => {
  t.fake.misbehave(login, failure, failure)
  expect(await t.wechat.code2Session(t.fake.issueCode('ann'))).toHaveProperty('openid')
  expect(t.fake.calls(login)).toBe(3)
  const [first = 0, second = 0] = t.pauses
  expect(t.pauses).toHaveLength(2)
  expect(first).toBeGreaterThanOrEqual(100)
  expect(first).toBeLessThanOrEqual(200)
  expect(second).toBeGreaterThanOrEqual(200)
  expect(second).toBeLessThanOrEqual(400)
})

it.each([
  ['the connection is cut', { drop: true }], ['WeChat is busy', { errcode: -1 }], ['its gateway fails', { status: 503 }]
] as const)('gives up after three tries when %s, with a warning in the log', async (_what, failure) => {
  t.fake.misbehave(login, failure, failure, failure)
  expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe('wechatUnavailable')
  expect(t.fake.calls(login)).toBe(3)
  expect(JSON.parse(t.logged())).toMatchObject({ level: 40, path: login })
})

it('does not pause the same every time', async () => {
  for (let round = 0; round < 8; round++) {
    t.fake.misbehave(login, { drop: true })
    await t.wechat.code2Session(t.fake.issueCode('ann'))
  }
  expect(new Set(t.pauses).size).toBeGreaterThan(1)
})

it.each([
  ['text', { raw: 'bad gateway' }], ['a list', { raw: '[]' }], ['null', { raw: 'null' }], ['no openid', { raw: '{}' }],
  ['an odd errcode', { raw: '{"errcode":"40029"}' }], ['an HTTP refusal', { status: 403 }]
] as const)('takes %s for no answer, and does not ask for it again', async (_what, failure) => {
  t.fake.misbehave(login, failure)
  expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe('wechatUnavailable')
  expect(t.fake.calls(login)).toBe(1)
})

it('lets a silent WeChat go after the time-out', async () => {
  await t.fake.stop()
  t = await buildWechat({ patience: { timeoutMs: 2000, tries: 2 } })
  const never = new Promise<void>(() => undefined)
  t.fake.misbehave(login, { until: never }, { until: never })
  expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe('wechatUnavailable')
  expect(t.fake.calls(login)).toBe(2)
  expect(JSON.parse(t.logged())).toMatchObject({ failure: 'TimeoutError' })
})

it('finds nobody at the address', async () => {
  await t.fake.stop()
  expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe('wechatUnavailable')
  expect(t.pauses).toHaveLength(2)
})
