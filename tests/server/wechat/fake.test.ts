import { readEnv } from '../../../server/env'
import { startFakeWechat, type FakeWechat } from '../../../server/wechat/fake'
import { Clock } from '../../setup/app'

const FIVE_MINUTES = 5 * 60 * 1000

let clock: Clock
let fake: FakeWechat
beforeEach(async () => {
  clock = new Clock()
  fake = await startFakeWechat({ now: clock.now })
})
afterEach(() => fake.stop())

it('takes a code once, for five minutes', async () => {
  const late = fake.issueCode('ann')
  const code = fake.issueCode('ann')
  expect(await login(code)).toHaveProperty('openid')
  expect(await login(code)).toMatchObject({ errcode: 40163 })
  clock.advance(FIVE_MINUTES)
  expect(await login(late)).toMatchObject({ errcode: 40029 })
})

it('counts the five minutes of a code it did not issue from when it first saw it', async () => {
  expect(await login('code:ben')).toHaveProperty('openid')
  expect(await login('code:ben')).toMatchObject({ errcode: 40163 })
  clock.advance(FIVE_MINUTES)
  expect(await login('code:ben')).toMatchObject({ errcode: 40029 })
  expect(await login('code:ben:again')).toHaveProperty('openid')
})

it.each([
  [''], ['anything'], ['demo:1390000000'], ['demo:139000000012'], ['code:'], ['code:a:b:c']
])('does not know the code %p', async code => {
  expect(await login(code)).toMatchObject({ errcode: 40029 })
})

it('answers a demo login with the phone, always the same openid', async () => {
  const first = await login('demo:13900000001')
  expect(first).toMatchObject({ demo_phone: '13900000001', openid: expect.stringMatching(/^demo-/) })
  expect((await login('demo:13900000001')).openid).toBe(first.openid)
  expect((await login('demo:13900000002')).openid).not.toBe(first.openid)
  expect(first.openid).not.toContain('13900000001')
})

it('keeps one access token until shortly before its end', async () => {
  const first = await issueToken()
  expect(first.expires_in).toBe(7200)
  clock.advance(60_000)
  expect(await issueToken()).toEqual({ access_token: first.access_token, expires_in: 7140 })
  clock.advance((7140 - 300) * 1000)
  const second = await issueToken()
  expect(second.access_token).not.toBe(first.access_token)
  expect(await phone(first.access_token)).toMatchObject({ errcode: 0 })
  clock.advance(300 * 1000)
  expect(await phone(first.access_token)).toMatchObject({ errcode: 42001 })
  expect(await phone(second.access_token))
    .toMatchObject({ errcode: 0, phone_info: { purePhoneNumber: '13900000001', countryCode: '86' } })
  expect(await phone('made-up')).toMatchObject({ errcode: 40001 })
})

it('answers what it does not know as WeChat does', async () => {
  expect((await fetch(`${fake.url}/cgi-bin/other`)).status).toBe(404)
  expect(await ask('/cgi-bin/stable_token', '{')).toMatchObject({ errcode: 47001 })
  const token = (body: object) => ask('/cgi-bin/stable_token', JSON.stringify(body))
  expect(await token({ grant_type: 'password' })).toMatchObject({ errcode: 40002 })
  expect(await token({ grant_type: 'client_credential', appid: 'wx1', secret: 's' })).toMatchObject({ errcode: 40013 })
  expect(await token({ grant_type: 'client_credential', appid: 'wx00000000000000aa' })).toMatchObject({
    errcode: 40125
  })
})

it('can not be had in production', async () => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await expect(startFakeWechat({ now: Date.now })).rejects.toThrow('production')
  } finally {
    process.env.NODE_ENV = before
  }
  const secret = { NODE_ENV: 'production', SESSION_SECRET: 'a-secret-that-is-long-enough-to-pass' }
  expect(() => readEnv(secret)).toThrow('WECHAT_APPID')
  const credentials = { WECHAT_APPID: 'wx00000000000000aa', WECHAT_SECRET: 'an-invented-secret' }
  expect(() => readEnv({ ...secret, ...credentials, WECHAT_API: fake.url })).toThrow('WECHAT_API')
})

type Answer = Record<string, unknown>

async function login(code: string): Promise<Answer> {
  const query = new URLSearchParams({
    appid: 'wx00000000000000aa', secret: 'an-invented-secret', js_code: code, grant_type: 'authorization_code'
  })
  return await (await fetch(`${fake.url}/sns/jscode2session?${query.toString()}`)).json() as Answer
}

async function issueToken(): Promise<{ access_token: string; expires_in: number }> {
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: 'wx00000000000000aa',
    secret: 'an-invented-secret'
  })
  return await ask('/cgi-bin/stable_token', body) as { access_token: string; expires_in: number }
}

function phone(token: string): Promise<Answer> {
  return ask(`/wxa/business/getuserphonenumber?access_token=${token}`, '{"code":"demo:13900000001"}')
}

async function ask(path: string, body: string): Promise<Answer> {
  return await (await fetch(fake.url + path, { method: 'POST', body })).json() as Answer
}
