import { WECHAT_PATHS } from '../../../server/wechat/client'
import { appErrorOf, buildWechat, type TestWechat } from './build'

const { token, phone } = WECHAT_PATHS
const FIFTY = Array.from({ length: 50 }, (_, n) => `139${String(n).padStart(8, '0')}`)

let t: TestWechat
beforeEach(async () => { t = await buildWechat({ patience: { timeoutMs: 10_000 } }) })
afterEach(() => t.fake.stop())

const askAll = (): Promise<string[]> => Promise.all(FIFTY.map(number => t.wechat.phoneNumber(`demo:${number}`)))

it('is fetched once for fifty calls at once', async () => {
  let goOn = (): void => undefined
  t.fake.misbehave(token, { until: new Promise<void>(resolve => { goOn = resolve }) })
  const all = askAll()
  goOn()
  expect(await all).toEqual(FIFTY)
  expect([t.fake.calls(token), t.fake.calls(phone)]).toEqual([1, 50])
})

it('is replaced once when WeChat no longer takes it, and the fifty calls are repeated', async () => {
  await t.wechat.phoneNumber('demo:13900000001')
  t.fake.expireTokens()
  expect(await askAll()).toEqual(FIFTY)
  expect([t.fake.calls(token), t.fake.calls(phone)]).toEqual([2, 101])
})

it.each([[40001], [40014], [42001]])('is replaced on %i', async errcode => {
  t.fake.misbehave(phone, { errcode })
  expect(await t.wechat.phoneNumber('demo:13900000001')).toBe('13900000001')
  expect([t.fake.calls(token), t.fake.calls(phone)]).toEqual([2, 2])
})

it('is replaced only once for one call', async () => {
  t.fake.misbehave(phone, { errcode: 42001 }, { errcode: 42001 })
  expect((await appErrorOf(t.wechat.phoneNumber('demo:13900000001'))).code).toBe('wechatUnavailable')
  expect([t.fake.calls(token), t.fake.calls(phone)]).toEqual([2, 2])
  expect(JSON.parse(t.logged())).toMatchObject({ level: 50, errcode: 42001 })
})

it('is kept until five minutes before its end', async () => {
  await t.wechat.phoneNumber('demo:13900000001')
  t.clock.advance((7200 - 300) * 1000 - 1)
  await t.wechat.phoneNumber('demo:13900000001')
  expect(t.fake.calls(token)).toBe(1)
  t.clock.advance(1)
  await t.wechat.phoneNumber('demo:13900000001')
  expect(t.fake.calls(token)).toBe(2)
})

it('that can not be fetched fails everybody who waits, and is asked for anew by the next', async () => {
  t.fake.misbehave(token, { errcode: 40125 })
  const failures = await Promise.all(FIFTY.map(number => appErrorOf(t.wechat.phoneNumber(`demo:${number}`))))
  expect(new Set(failures.map(failure => failure.code))).toEqual(new Set(['wechatUnavailable']))
  expect([t.fake.calls(token), t.fake.calls(phone)]).toEqual([1, 0])
  expect(await t.wechat.phoneNumber('demo:13900000001')).toBe('13900000001')
})

it.each([
  ['{}'], ['{"access_token":"","expires_in":7200}'], ['{"access_token":"a","expires_in":"7200"}']
])('is not %s', async raw => {
  t.fake.misbehave(token, { raw })
  expect((await appErrorOf(t.wechat.phoneNumber('demo:13900000001'))).code).toBe('wechatUnavailable')
  expect(t.fake.calls(phone)).toBe(0)
})
