import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { Person } from '../../../server/people/model'
import { pathOf } from '../../../src/contract/endpoints'
import { buildPerson, withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.60'
const ANDROID = 'Mozilla/5.0 (Linux; Android 9; JKM-AL00) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.60'
const COMPUTER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36'

let app: TestApp
let phone: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  phone = (await buildPerson()).phone
})
afterAll(() => app.stop())

const begin = async (userAgent: string): Promise<string> => {
  const { body } = await app.http
    .post('/api/v1/session')
    .set('User-Agent', userAgent)
    .send({ code: `demo:${phone}` })
    .expect(200)
  return `Bearer ${body.token as string}`
}
const list = async (token: string) =>
  (await app.http.get(pathOf('listMySessions')).set('Authorization', token).expect(200)).body.items as object[]
const end = (token: string, which: string) =>
  app.http.delete(pathOf('endMySessions')).query({ which }).set('Authorization', token)
const me = (token: string) => app.http.get('/api/v1/me').set('Authorization', token)

it('tells where and when one signed in, the day of the last call, and which one this is', async () => {
  await begin(ANDROID)
  app.clock.advance(3600_000)
  await begin(COMPUTER)
  app.clock.advance(3600_000)
  const token = await begin(IPHONE)
  app.clock.set('2026-11-26T20:00:00+08:00')
  expect(await list(token)).toEqual([
    {
      id: expect.stringMatching(/^[\w-]{12}$/),
      client: 'wechat',
      device: 'apple',
      startedAt: '2026-11-24T03:02:00.000Z',
      seenOn: '2026-11-26',
      current: true
    },
    {
      id: expect.any(String),
      client: 'browser',
      device: 'computer',
      startedAt: '2026-11-24T02:02:00.000Z',
      seenOn: '2026-11-24',
      current: false
    },
    {
      id: expect.any(String),
      client: 'wechat',
      device: 'android',
      startedAt: '2026-11-24T01:02:00.000Z',
      seenOn: '2026-11-24',
      current: false
    }
  ])
})

it('nobody sees the sessions of others, nor anything to sign in with', async () => {
  const token = await begin(IPHONE)
  await app.signIn((await buildPerson()).phone)
  const items = await list(token)
  expect(items).toHaveLength(1)
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string }
  expect(JSON.stringify(items)).not.toContain(sid)
})

it('ends all others at once, on every process, and leaves this one and everybody else’s', async () => {
  const [old, lost, token] = [await begin(ANDROID), await begin(COMPUTER), await begin(IPHONE)]
  const neighbour = await app.signIn((await buildPerson()).phone)
  const second = supertest(createApp(app.deps).koa.callback())
  await second.get('/api/v1/me').set('Authorization', lost).expect(200)
  await end(token, 'others').expect(204)
  for (const ended of [old, lost]) await second.get('/api/v1/me').set('Authorization', ended).expect(401)
  await me(token).expect(200)
  await me(neighbour).expect(200)
  expect(await list(token)).toHaveLength(1)
})

it('ends all, this one too', async () => {
  const [old, token] = [await begin(ANDROID), await begin(IPHONE)]
  await end(token, 'all').expect(204)
  for (const ended of [old, token]) await me(ended).expect(401)
})

it('ends the others where nothing is said', async () => {
  const [old, token] = [await begin(ANDROID), await begin(IPHONE)]
  await app.http.delete(pathOf('endMySessions')).set('Authorization', token).expect(204)
  await me(old).expect(401)
  await me(token).expect(200)
})

it('takes no other word for which', async () => {
  const token = await begin(IPHONE)
  await end(token, 'everybody').expect(400)
  await me(token).expect(200)
})

it('somebody who left the service is out on every phone', async () => {
  const tokens = [await begin(ANDROID), await begin(IPHONE)]
  await Person.updateOne(await withPhone(phone), { $set: { active: false } })
  for (const token of tokens) await me(token).expect(401)
})
