import { SignJWT, decodeJwt, type JWTPayload } from 'jose'
import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { Person } from '../../../server/people/model'
import { Session } from '../../../server/session/model'
import { withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { TEST_NOW } from '../../setup/testNow'
import { groundChanged } from '../../setup/groundChanged'

const DAY = 24 * 3600_000

let t: TestApp
let authorization: string
beforeAll(async () => { t = await buildApp() })
afterAll(() => t.stop())
beforeEach(async () => {
  t.clock.ms = TEST_NOW
  authorization = await t.signIn('13900003001')
})

const me = (header: string) => t.http.get('/api/v1/me').set('Authorization', header)
const claims = (): JWTPayload => decodeJwt(authorization.replace('Bearer ', ''))

async function expectExpired(header: string): Promise<void> {
  const { body } = await me(header).expect(401)
  expect(body.error.code).toBe('sessionExpired')
}

/** A token for the running session with the given changes; a claim set to undefined is left out. */
async function forge(change: { secret?: string; alg?: string } & JWTPayload): Promise<string> {
  const { secret = t.deps.sessionSecret, alg = 'HS256', ...changed } = change
  const key = new TextEncoder().encode(secret)
  const token = await new SignJWT({ ...claims(), ...changed }).setProtectedHeader({ alg }).sign(key)
  return `Bearer ${token}`
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

describe('a session is believed', () => {
  it('when its token is right', async () => {
    expect((await me(await forge({})).expect(200)).body.phone).toBe('139****3001')
  })

  it('until its last second', async () => {
    t.clock.advance(t.deps.settings.session.days * DAY - 1000)
    await me(authorization).expect(200)
    t.clock.advance(1000)
    await expectExpired(authorization)
  })
})

describe('a token is refused', () => {
  it.each([
    ['signed with another secret', { secret: 'another-secret-that-is-long-enough-too' }],
    ['signed with another algorithm', { alg: 'HS512' }],
    ['for another audience', { aud: 'somebody-else' }],
    ['by another issuer', { iss: 'somebody-else' }],
    ['without an end', { exp: undefined }],
    ['without a session', { sid: undefined }],
    ['with a query for a session', { sid: { $ne: null } }],
    ['with a list of sessions', { sid: ['a'] }],
    ['of no session at all', { sid: 'made-up' }],
    ['that is over', { exp: TEST_NOW / 1000 - 1 }]
  ] as const)('%s', async (_what, changed) => {
    await expectExpired(await forge(changed))
  })

  it.each(['none', 'None', 'NONE'])('with the algorithm %s', async alg => {
    await expectExpired(`Bearer ${encode({ alg })}.${encode(claims())}.`)
    await expectExpired(`Bearer ${encode({ alg })}.${encode(claims())}.${authorization.split('.')[2] ?? ''}`)
  })

  it('whose content was changed after signing', async () => {
    const [header, , signature] = authorization.split('.')
    await expectExpired(
      `${header ?? ''}.${encode({ ...claims(), exp: TEST_NOW / 1000 + 999 * DAY })}.${signature ?? ''}`
    )
  })

  it.each([
    ['Bearer'], ['Bearer '], ['Bearer a.b.c'], ['Bearer ....'], ['Basic YTpi'], ['x'], [`Bearer ${'a'.repeat(8000)}`]
  ])('in the header %.20s', header => expectExpired(header))

  it('even where nobody needs to be signed in', async () => {
    await t.http.get('/api/v1/demo/people').set('Authorization', 'Bearer a.b.c').expect(401)
  })
})

describe('a session is over', () => {
  it('when it was ended, on every process at once', async () => {
    const other = supertest(createApp(t.deps).koa.callback())
    await other.get('/api/v1/me').set('Authorization', authorization).expect(200)
    await t.http.delete('/api/v1/session').set('Authorization', authorization).expect(204)
    await other.get('/api/v1/me').set('Authorization', authorization).expect(401)
    await other.delete('/api/v1/session').set('Authorization', authorization).expect(401)
  })

  it('when its document ends before the token', async () => {
    await Session.updateOne({ _id: String(claims().sid) }, { $set: { expiresAt: new Date(TEST_NOW) } })
    await expectExpired(authorization)
  })

  it('when the person left the service, and every other of his too', async () => {
    const sessions = [await t.signIn('13900003002'), await t.signIn('13900003002')]
    for (const session of sessions) await me(session).expect(200)
    await Person.updateOne(await withPhone('13900003002'), { $set: { active: false } })
    await groundChanged()
    for (const session of sessions) await expectExpired(session)
  })
})

it('sees a changed roster with the next call', async () => {
  await Person.updateOne(await withPhone('13900003001'), {
    $set: { roles: ['resident', 'agent'], stationCode: 'S900' }
  })
  await groundChanged()
  expect((await me(authorization).expect(200)).body).toMatchObject({
    roles: ['resident', 'agent'],
    stationCode: 'S900'
  })
})

it('asks a stranger to sign in', async () => {
  const { body } = await t.http.get('/api/v1/me').expect(401)
  expect(body.error.code).toBe('unauthenticated')
})

it('can end a session that has bound no phone', async () => {
  const { body } = await t.http.post('/api/v1/session').send({ code: t.fakeWechat.issueCode('passer-by') }).expect(200)
  const session = `Bearer ${body.token as string}`
  await t.http.delete('/api/v1/session').set('Authorization', session).expect(204)
  await expectExpired(session)
})
