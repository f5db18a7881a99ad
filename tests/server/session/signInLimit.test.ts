import mongoose from 'mongoose'
import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { createLog } from '../../../server/log'
import { readSettings } from '../../../server/settings'
import { WECHAT_PATHS } from '../../../server/wechat/client'
import { buildApp, type TestApp } from '../../setup/app'

const counts = () => mongoose.connection.collection('signInCounts')

const log = createLog('silent')
const warned = jest.spyOn(log, 'warn')
let t: TestApp
beforeAll(async () => {
  const settings = readSettings()
  settings.rateLimits.signInsPerAddress = 3
  t = await buildApp({ settings, log })
})
beforeEach(() => counts().deleteMany({}))
afterAll(() => t.stop())

const signIn = (http = t.http) => http.post('/api/v1/session').send({ code: 'demo:13900005001' })

it('lets an address sign in three times a minute, counted over all processes', async () => {
  const other = supertest(createApp(t.deps).koa.callback())
  const asked = t.fakeWechat.calls(WECHAT_PATHS.login)
  await signIn().expect(200)
  await signIn(other).expect(200)
  await signIn().expect(200)
  for (const http of [t.http, other]) {
    const { body, headers } = await signIn(http).expect(429)
    expect(body.error.code).toBe('tooManyRequests')
    expect(Number(headers['retry-after'])).toBeGreaterThan(1)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
  }
  expect(t.fakeWechat.calls(WECHAT_PATHS.login) - asked).toBe(3)
})

it('counts every one of many at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn()))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(9)
})

it('counts bindings apart from sign-ins', async () => {
  const { body } = await t.http.post('/api/v1/session').send({ code: t.fakeWechat.issueCode('ann') }).expect(200)
  let token = body.token as string
  const bind = () =>
    t.http.post('/api/v1/session/phone').set('Authorization', `Bearer ${token}`).send({ code: 'demo:13900005002' })
  for (let bindings = 0; bindings < 3; bindings++) token = (await bind().expect(200)).body.token as string
  expect((await bind().expect(429)).headers).toHaveProperty('retry-after')
  await signIn().expect(200)
})

it('lets the minute pass', async () => {
  for (let signIns = 0; signIns < 3; signIns++) await signIn().expect(200)
  await signIn().expect(429)
  await counts().updateMany({}, { $set: { expire: new Date(Date.now() - 1) } })
  await signIn().expect(200)
})

it('counts in memory when the shared count can not be written', async () => {
  await signIn().expect(200)
  await counts().updateMany({}, { $set: { points: 'not a number' } })
  const answers = []
  for (let signIns = 0; signIns < 4; signIns++) answers.push((await signIn()).status)
  expect(answers).toEqual([200, 200, 200, 429])
  expect(warned).toHaveBeenCalledWith({ err: expect.anything() }, expect.stringMatching(/in memory only/))
})

it('leaves the counts to the database to delete at their end', () => {
  const indexes = mongoose.model('SignInCount').schema.indexes()
  expect(indexes).toContainEqual([{ expire: 1 }, expect.objectContaining({ expireAfterSeconds: 0 })])
})
