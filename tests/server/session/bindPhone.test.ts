import { Person } from '../../../server/people/model'
import { Session, WechatBinding } from '../../../server/session/model'
import { WECHAT_PATHS } from '../../../server/wechat/client'
import { buildPerson, buildTeam, withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let t: TestApp
beforeAll(async () => { t = await buildApp() })
afterAll(() => t.stop())

/** Signs an account without a phone in; returns its Authorization header. */
async function signInUnbound(account: string): Promise<string> {
  const { body } = await t.http.post('/api/v1/session').send({ code: t.fakeWechat.issueCode(account) }).expect(200)
  return `Bearer ${body.token as string}`
}

const bind = (session: string, phone: string) =>
  t.http.post('/api/v1/session/phone').set('Authorization', session).send({ code: `demo:${phone}` })
const me = (session: string) => t.http.get('/api/v1/me').set('Authorization', session)

describe('POST /session/phone', () => {
  it('makes an unknown phone a resident, in a new session that takes the place of the old one', async () => {
    const old = await signInUnbound('ann')
    const { body } = await bind(old, '13900002001').expect(200)
    expect(body.user).toMatchObject({ name: '用户2001', phone: '139****2001', roles: ['resident'], rank: null })
    expect((await me(`Bearer ${body.token as string}`).expect(200)).body).toEqual(body.user)
    expect((await me(old).expect(401)).body.error.code).toBe('sessionExpired')
  })

  it('gives a phone of the roster its roles at once, all of them', async () => {
    const { officer, agent } = await buildTeam()
    await Person.updateOne({ _id: officer._id }, { $set: { roles: ['resident', 'officer', 'mediator'] } })
    await groundChanged()
    const asOfficer = await bind(await signInUnbound('zhang'), officer.phone).expect(200)
    expect(asOfficer.body.user)
      .toMatchObject({ id: officer.id as string, roles: ['resident', 'officer', 'mediator'], rank: 'police' })
    const asAgent = await bind(await signInUnbound('li'), agent.phone).expect(200)
    expect(asAgent.body.user).toMatchObject({ id: agent.id as string, roles: ['resident', 'agent'], rank: null })
  })

  it('creates one person when ten accounts bind a new phone at the same time', async () => {
    const sessions = await Promise.all(Array.from({ length: 10 }, (_, n) => signInUnbound(`racer${n}`)))
    const answers = await Promise.all(sessions.map(session => bind(session, '13900002002')))
    expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map(answer => answer.body.user.id as string)).size).toBe(1)
    expect(await Person.countDocuments(await withPhone('13900002002'))).toBe(1)
  })

  it('binds an account once when it asks ten times at the same time', async () => {
    const sessions = await Promise.all(Array.from({ length: 10 }, () => signInUnbound('impatient')))
    const answers = await Promise.all(sessions.map(session => bind(session, '13900002003')))
    expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(200))
    const person = await Person.findOne(await withPhone('13900002003')).orFail()
    expect(await WechatBinding.countDocuments({ person: person._id })).toBe(1)
    expect(await Person.countDocuments(await withPhone('13900002003'))).toBe(1)
  })

  it('moves an account to another phone and ends what it did as the former person', async () => {
    const first = await bind(await signInUnbound('mover'), '13900002004').expect(200)
    const formerSession = `Bearer ${first.body.token as string}`
    const elsewhere = await t.signIn('13900002004')
    const second = await bind(await signInUnbound('mover'), '13900002005').expect(200)
    expect(second.body.user.id).not.toBe(first.body.user.id)
    await me(formerSession).expect(401)
    expect((await me(elsewhere).expect(200)).body.id).toBe(first.body.user.id)
    await me(`Bearer ${second.body.token as string}`).expect(200)
  })

  it('needs a session', async () => {
    const { body } = await t.http.post('/api/v1/session/phone').send({ code: 'demo:13900002006' }).expect(401)
    expect(body.error.code).toBe('unauthenticated')
    expect(await Person.countDocuments(await withPhone('13900002006'))).toBe(0)
  })

  it('refuses the phone of somebody who left the service; the session goes on unbound', async () => {
    await buildPerson({ phone: '13900002007', active: false })
    const session = await signInUnbound('guest')
    expect((await bind(session, '13900002007').expect(403)).body.error.message).toContain('停用')
    expect((await me(session).expect(403)).body.error.code).toBe('phoneNotBound')
  })

  it.each([
    [40029, 400, 'wechatCodeInvalid'], [40163, 400, 'wechatCodeInvalid'], [45011, 429, 'tooManyRequests'],
    [40013, 503, 'wechatUnavailable']
  ])('answers %i of WeChat with %i %s and creates nobody', async (errcode, status, code) => {
    t.fakeWechat.misbehave(WECHAT_PATHS.phone, { errcode })
    const session = await signInUnbound('unlucky')
    expect((await bind(session, '13900002008').expect(status)).body.error.code).toBe(code)
    expect(await Person.countDocuments(await withPhone('13900002008'))).toBe(0)
    await me(session).expect(403)
  })

  it('refuses a number from elsewhere in words', async () => {
    const raw = '{"errcode":0,"phone_info":{"purePhoneNumber":"4155550100","countryCode":"1"}}'
    t.fakeWechat.misbehave(WECHAT_PATHS.phone, { raw })
    const { body } = await bind(await signInUnbound('abroad'), '13900002009').expect(400)
    expect(body.error).toMatchObject({ code: 'validationFailed', message: expect.stringContaining('手机号') })
  })

  it.each([[undefined], [''], [{ $gt: '' }], ['x'.repeat(257)]])('refuses the code %p', async code => {
    const session = await signInUnbound('clumsy')
    const { body } = await t.http.post('/api/v1/session/phone').set('Authorization', session).send({ code }).expect(400)
    expect(body.error).toMatchObject({ code: 'validationFailed', fields: [{ path: 'code' }] })
  })

  it('leaves one session behind, not two', async () => {
    const session = await signInUnbound('tidy')
    const before = await Session.countDocuments()
    const { body } = await bind(session, '13900002010').expect(200)
    expect(await Session.countDocuments({ person: body.user.id as string })).toBe(1)
    expect(await Session.countDocuments()).toBe(before)
  })
})
