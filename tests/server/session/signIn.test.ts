import { decodeJwt } from 'jose'
import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { Person } from '../../../server/people/model'
import { Session, WechatBinding } from '../../../server/session/model'
import { WECHAT_PATHS } from '../../../server/wechat/client'
import { buildPerson, buildTeam, withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { TEST_NOW } from '../../setup/testNow'

let t: TestApp
beforeAll(async () => { t = await buildApp() })
afterAll(() => t.stop())

const signIn = (code: unknown) => t.http.post('/api/v1/session').send({ code })

describe('POST /session', () => {
  it('signs an unknown account in, without a person', async () => {
    const { body } = await signIn(t.fakeWechat.issueCode('newcomer')).expect(200)
    const expiresAt = new Date(TEST_NOW + t.deps.settings.session.days * 24 * 3600_000).toISOString()
    expect(body).toEqual({ token: expect.any(String) as string, expiresAt, user: null })
    await t.http.get('/api/v1/me').set('Authorization', `Bearer ${body.token as string}`).expect(403)
      .expect(({ body: refusal }) => expect(refusal.error.code).toBe('phoneNotBound'))
  })

  it('knows a bound account again', async () => {
    const person = await buildPerson({ phone: '13900001001' })
    const unbound = await signIn(t.fakeWechat.issueCode('regular')).expect(200)
    await t.http.post('/api/v1/session/phone').set('Authorization', `Bearer ${unbound.body.token as string}`)
      .send({ code: 'demo:13900001001' }).expect(200)
    const { body } = await signIn(t.fakeWechat.issueCode('regular')).expect(200)
    expect(body.user).toEqual({
      id: person.id as string, name: person.name, phone: '139****1001',
      roles: ['resident'], rank: null, stationCode: null, villageCode: null, agreed: { privacy: null, sensitive: null }
    })
  })

  it('makes a demo login somebody at once, with his roles', async () => {
    const { officer, stationCode } = await buildTeam()
    const { body } = await signIn(`demo:${officer.phone}`).expect(200)
    expect(body.user).toMatchObject({
      id: officer.id as string,
      roles: ['resident', 'officer'],
      rank: 'police',
      stationCode
    })
    const me = await t.http.get('/api/v1/me').set('Authorization', `Bearer ${body.token as string}`).expect(200)
    expect(me.body).toEqual(body.user)
  })

  it('makes a demo login with an unknown phone a resident', async () => {
    const { body } = await signIn('demo:13900001002').expect(200)
    expect(body.user).toMatchObject({ name: '用户1002', phone: '139****1002', roles: ['resident'] })
  })

  it('gives each sign-in a session of its own', async () => {
    const [first, second] = [await t.signIn('13900001003'), await t.signIn('13900001003')]
    expect(second).not.toBe(first)
    await t.http.delete('/api/v1/session').set('Authorization', first).expect(204)
    await t.http.get('/api/v1/me').set('Authorization', second).expect(200)
  })

  it('puts nothing about the person into the token', async () => {
    const token = (await t.signIn('13900001004')).replace('Bearer ', '')
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid'])
  })

  it('tells somebody who left the service so, and starts no session', async () => {
    const person = await buildPerson({ phone: '13900001005', active: false })
    const { body } = await signIn('demo:13900001005').expect(403)
    expect(body.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('停用') })
    expect(await Session.countDocuments({ person: person._id })).toBe(0)
    expect(await WechatBinding.countDocuments({ person: person._id })).toBe(0)
  })

  it('tells the same to his bound account', async () => {
    await t.signIn('13900001006')
    await Person.updateOne(await withPhone('13900001006'), { $set: { active: false } })
    await signIn('demo:13900001006').expect(403)
  })

  it.each([
    ['an unknown code', 'anything'], ['a demo code without a mobile', 'demo:12345678901x']
  ])('refuses %s', async (_what, code) => {
    const { body } = await signIn(code).expect(400)
    expect(body.error.code).toBe('wechatCodeInvalid')
  })

  it('refuses a code that was used', async () => {
    const code = t.fakeWechat.issueCode('twice')
    await signIn(code).expect(200)
    expect((await signIn(code).expect(400)).body.error.code).toBe('wechatCodeInvalid')
  })

  it.each([[undefined], [''], [7], [{ $ne: '' }], [['demo:13900001001']], ['x'.repeat(257)]])(
    'refuses the code %p',
    async code => {
      const { body } = await signIn(code).expect(400)
      expect(body.error).toMatchObject({ code: 'validationFailed', fields: [{ path: 'code' }] })
    }
  )

  it('refuses fields it does not know', async () => {
    const { body } = await t.http
      .post('/api/v1/session')
      .send({ code: 'demo:13900001001', roles: ['admin'] })
      .expect(400)
    expect(body.error.fields).toEqual([{ path: 'roles', message: expect.any(String) }])
  })

  it.each([
    [40029, 400, 'wechatCodeInvalid'], [40163, 400, 'wechatCodeInvalid'], [45011, 429, 'tooManyRequests'],
    [40226, 403, 'forbidden'], [40013, 503, 'wechatUnavailable'], [40125, 503, 'wechatUnavailable']
  ])('answers %i of WeChat with %i %s', async (errcode, status, code) => {
    t.fakeWechat.misbehave(WECHAT_PATHS.login, { errcode })
    const { body } = await signIn('demo:13900001001').expect(status)
    expect(body.error.code).toBe(code)
  })

  it('answers 503 while WeChat can not be reached, and starts no session', async () => {
    const before = await Session.estimatedDocumentCount()
    t.fakeWechat.misbehave(WECHAT_PATHS.login, { drop: true }, { errcode: -1 }, { status: 500 })
    expect((await signIn('demo:13900001001').expect(503)).body.error.code).toBe('wechatUnavailable')
    expect(await Session.estimatedDocumentCount()).toBe(before)
  })
})

it('honours no demo phone when WeChat is the real one', async () => {
  const real = supertest(createApp({ ...t.deps, demo: false }).koa.callback())
  const { body } = await real.post('/api/v1/session').send({ code: 'demo:13900001007' }).expect(200)
  expect(body.user).toBeNull()
  expect(await Person.countDocuments(await withPhone('13900001007'))).toBe(0)
})
