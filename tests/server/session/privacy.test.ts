import { Writable } from 'node:stream'
import { pino } from 'pino'
import { Session } from '../../../server/session/model'
import { WECHAT_PATHS } from '../../../server/wechat/client'
import { buildApp, type TestApp } from '../../setup/app'

const lines: string[] = []
// Everything is logged and nothing redacted: the redaction is only a second protection and must not be needed.
const log = pino({ level: 'trace' }, new Writable({
  write(chunk, _encoding, done) { lines.push(String(chunk)); done() }
}))

let t: TestApp
beforeAll(async () => { t = await buildApp({ log }) })
afterAll(() => t.stop())

it('no personal data and no secret gets into the log, whether calls succeed or fail', async () => {
  const { body } = await t.http.post('/api/v1/session').send({ code: 'code:secret-account' }).expect(200)
  const bound = await t.http.post('/api/v1/session/phone').set('Authorization', `Bearer ${body.token as string}`)
    .send({ code: 'demo:13900006001' }).expect(200)
  const authorization = `Bearer ${bound.body.token as string}`
  await t.http.patch('/api/v1/me').set('Authorization', authorization).send({ name: '王秀英' }).expect(200)
  await t.http.patch('/api/v1/me').set('Authorization', authorization)
    .send({ name: '王秀英', villageCode: '370499999999' }).expect(400)
  await t.http.get('/api/v1/demo/people').expect(200)
  const { openid } = await Session.findOne({ person: bound.body.user.id as string }).orFail()
  for (const misbehaviour of [{ errcode: 40013 }, { errcode: 40226 }, { raw: `{"openid":1,"hint":"${openid}"}` }]) {
    t.fakeWechat.misbehave(WECHAT_PATHS.login, misbehaviour)
    await t.http.post('/api/v1/session').send({ code: 'demo:13900006001' })
  }
  await t.http.post('/api/v1/session').send('{"code": "demo:13900006001"').type('json').expect(400)
  await t.http.get('/api/v1/me').set('Authorization', `${authorization}x`).expect(401)
  await t.http.delete('/api/v1/session').set('Authorization', authorization).expect(204)

  const logged = lines.join('')
  expect(lines.length).toBeGreaterThanOrEqual(11)
  expect(logged).toContain('/api/v1/session/phone')
  const personal = ['13900006001', '王秀英', 'secret-account', 'demo:', openid]
  for (const secret of [...personal, 'fake-secret-of-tests', authorization.slice(7)])
    expect(logged).not.toContain(secret)
  expect(logged).not.toMatch(/session_key|access_token|js_code/)
})

it('the session key of WeChat is not kept', async () => {
  await t.signIn('13900006002')
  const stored = await Session.findOne().sort({ _id: 1 }).lean()
  expect(Object.keys(stored ?? {}).sort()).toEqual([
    '__v',
    '_id',
    'client',
    'device',
    'expiresAt',
    'openid',
    'person',
    'seenOn',
    'startedAt'
  ])
})
