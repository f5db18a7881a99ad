import { WECHAT_PATHS, createWechat } from '../../../server/wechat/client'
import { CREDENTIALS, appErrorOf, buildWechat, type TestWechat } from './build'

let t: TestWechat
beforeEach(async () => { t = await buildWechat() })
afterEach(() => t.fake.stop())

describe('code2Session', () => {
  it('tells the openid of a code and nothing else', async () => {
    const first = await t.wechat.code2Session(t.fake.issueCode('ann'))
    const again = await t.wechat.code2Session(t.fake.issueCode('ann'))
    const other = await t.wechat.code2Session(t.fake.issueCode('ben'))
    expect(Object.keys(first)).toEqual(['openid'])
    expect(first.openid).toMatch(/^[\w-]{28}$/)
    expect(again).toEqual(first)
    expect(other.openid).not.toBe(first.openid)
  })

  it('passes the unionid on', async () => {
    t.fake.misbehave(WECHAT_PATHS.login, { raw: '{"openid":"o1","unionid":"u1","session_key":"k"}' })
    expect(await t.wechat.code2Session('any')).toEqual({ openid: 'o1', unionid: 'u1' })
  })

  it('believes the phone of a demo login only when told that WeChat is the fake one', async () => {
    const demo = createWechat({ ...CREDENTIALS, api: t.fake.url, log: silent(), now: t.clock.now, demo: true })
    const openid = expect.stringMatching(/^demo-/) as string
    expect(await demo.code2Session('demo:13900000001')).toEqual({ openid, phone: '13900000001' })
    expect(await t.wechat.code2Session('demo:13900000001')).toEqual({ openid })
  })

  it('refuses to honour demo logins in production', () => {
    inProduction(() => {
      expect(() => createWechat({ ...CREDENTIALS, log: silent(), now: t.clock.now, demo: true })).toThrow('production')
    })
  })

  it('escapes whatever stands in a code', async () => {
    const failure = await appErrorOf(t.wechat.code2Session('x&appid=wx1111111111111111&js_code=demo:13900000001'))
    expect(failure.code).toBe('wechatCodeInvalid')
  })
})

describe('phoneNumber', () => {
  it('tells the mobile behind a code', async () => {
    expect(await t.wechat.phoneNumber('demo:13900000002')).toBe('13900000002')
  })

  it.each([
    ['a foreign number', { purePhoneNumber: '4155550100', countryCode: '1' }],
    ['a foreign number of 11 digits', { purePhoneNumber: '15555550100', countryCode: '44' }],
    ['no number', undefined]
  ])('refuses %s in words', async (_what, phoneInfo) => {
    t.fake.misbehave(WECHAT_PATHS.phone, { raw: JSON.stringify({ errcode: 0, phone_info: phoneInfo }) })
    const failure = await appErrorOf(t.wechat.phoneNumber('demo:13900000002'))
    expect(failure).toMatchObject({ code: 'validationFailed', message: expect.stringContaining('手机号') })
  })

  it('takes a country code written as a number', async () => {
    const raw = '{"errcode":0,"phone_info":{"purePhoneNumber":"13900000003","countryCode":86}}'
    t.fake.misbehave(WECHAT_PATHS.phone, { raw })
    expect(await t.wechat.phoneNumber('any')).toBe('13900000003')
  })
})

describe('error codes of WeChat', () => {
  it.each([
    [40029, 'wechatCodeInvalid'], [40163, 'wechatCodeInvalid'], [45011, 'tooManyRequests'], [40226, 'forbidden']
  ])('%i is about the caller: %s, once and unlogged', async (errcode, code) => {
    t.fake.misbehave(WECHAT_PATHS.login, { errcode })
    expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe(code)
    t.fake.misbehave(WECHAT_PATHS.phone, { errcode })
    expect((await appErrorOf(t.wechat.phoneNumber('any'))).code).toBe(code)
    expect([t.fake.calls(WECHAT_PATHS.login), t.fake.calls(WECHAT_PATHS.phone)]).toEqual([1, 1])
    expect(t.logged()).toBe('')
  })

  it('says in words that an account is at risk', async () => {
    t.fake.misbehave(WECHAT_PATHS.login, { errcode: 40226 })
    expect((await appErrorOf(t.wechat.code2Session('any'))).message).toContain('风险')
  })

  it.each([
    [40013], [40125], [45009], [40164], [99999]
  ])('%i is ours: unavailable, once, with an error in the log', async errcode => {
    t.fake.misbehave(WECHAT_PATHS.login, { errcode })
    expect((await appErrorOf(t.wechat.code2Session('any'))).code).toBe('wechatUnavailable')
    expect(t.fake.calls(WECHAT_PATHS.login)).toBe(1)
    expect(JSON.parse(t.logged())).toMatchObject({ level: 50, path: WECHAT_PATHS.login, errcode, rid: 'fake-planned' })
  })

  it.each([
    ['another appid', { appId: 'wx00000000000000bb' }, 40013],
    ['another secret', { secret: 'another-invented-secret' }, 40125]
  ])('%s is unavailable, with an error in the log', async (_what, wrong, errcode) => {
    const misconfigured = await buildWechat({ ...wrong, api: t.fake.url })
    await misconfigured.fake.stop()
    expect((await appErrorOf(misconfigured.wechat.code2Session('demo:13900000001'))).code).toBe('wechatUnavailable')
    expect((await appErrorOf(misconfigured.wechat.phoneNumber('demo:13900000001'))).code).toBe('wechatUnavailable')
    const lines = misconfigured
      .logged()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as object)
    expect(lines).toEqual([
      expect.objectContaining({ level: 50, errcode }),
      expect.objectContaining({ level: 50, errcode })
    ])
  })
})

it('logs neither secret, code, openid, session key nor phone, whatever fails', async () => {
  const told = { errmsg: `bad ${CREDENTIALS.secret} 13900000009`, openid: 'o-private', session_key: 'k-private' }
  const cut = { drop: true } as const
  t.fake.misbehave(
    WECHAT_PATHS.login,
    { raw: JSON.stringify({ errcode: 40013, ...told }) },
    cut,
    cut,
    cut,
    { status: 404 },
    { raw: 'o-private' },
    { errcode: 40013 }
  )
  for (let calls = 0; calls < 5; calls++) await appErrorOf(t.wechat.code2Session('demo:13900000009'))
  await t.fake.stop()
  await appErrorOf(t.wechat.code2Session('demo:13900000009'))
  await appErrorOf(t.wechat.phoneNumber('demo:13900000009'))
  expect(t.logged().trim().split('\n')).toHaveLength(7)
  expect(t.logged()).not.toMatch(/13900000009|private|invented-secret|js_code/)
})

function silent(): Parameters<typeof createWechat>[0]['log'] {
  return { warn: () => undefined, error: () => undefined } as unknown as Parameters<typeof createWechat>[0]['log']
}

function inProduction(check: () => void): void {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    check()
  } finally {
    process.env.NODE_ENV = before
  }
}
