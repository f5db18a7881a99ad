import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { buildPerson, buildTeam } from '../../factories/people'
import { buildInput, buildItem, newKey } from '../../factories/serviceRequests'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildApp, type TestApp } from '../../setup/app'
import { waitFor } from '../../setup/waitFor'

let app: TestApp
let token: string
beforeAll(async () => {
  app = await buildApp()
  token = await app.signIn((await buildPerson()).phone)
})
afterAll(() => app.stop())

const submit = () =>
  app.http.post('/api/v1/service-requests').set('Authorization', token).set('Idempotency-Key', newKey())

describe('what is not a call', () => {
  test.each([
    ['malformed JSON', '{"itemCode": ', 'application/json', 400, 'malformedJson'],
    ['JSON that is no object', '"hello"', 'application/json', 400, 'malformedJson'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe]), 'application/json', 400, 'malformedJson'],
    ['a body over 1 MB', JSON.stringify({ remark: 'x'.repeat(1024 * 1024) }), 'application/json', 413, 'bodyTooLarge']
  ] as const)('%s', async (_name, body, type, status, code) => {
    const answer = await submit().set('Content-Type', type).serialize(raw => raw as string).send(body as string)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toMatchObject({
      code,
      message: expect.stringMatching(/[\u4e00-\u9fff]/),
      requestId: answer.headers['x-request-id']
    })
  })

  test('a form where JSON belongs is refused by its fields', async () => {
    const answer = await submit().type('form').send('itemCode=HZ01')
    expect(answer.status).toBe(400)
    expect(answer.body.error.code).toBe('validationFailed')
  })

  test('no path, a wrong method, a broken encoding', async () => {
    expect((await app.http.get('/api/v1/nothing')).body.error.code).toBe('notFound')
    expect((await app.http.delete('/api/v1/catalogue')).body.error.code).toBe('methodNotAllowed')
    expect((await app.http.get('/api/v1/catalogue/%E0%A4%A')).status).toBe(404)
  })

  test.each(['gzip', 'deflate', 'br'])('a body that says it is %s and isn’t', async encoding => {
    const answer = await submit()
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', encoding)
      .send('{"itemCode":"HZ01"}')
    expect(answer.status).toBe(400)
    expect(answer.body.error.code).toBe('malformedJson')
  })

  test('__proto__ in a body changes nothing and is refused', async () => {
    const team = await buildTeam()
    const body = JSON.stringify(await buildInput(team)).replace('{', '{"__proto__":{"status":"completed"},')
    const answer = await submit().set('Content-Type', 'application/json').send(body)
    expect(answer.status).toBeLessThan(500)
    expect(({} as { status?: string }).status).toBeUndefined()
    const stored = await ServiceRequest.findOne({ villageCode: team.villageCode })
    expect(stored?.status ?? 'assigned').toBe('assigned')
  })
})

describe('who is calling', () => {
  test.each([
    ['a stranger', undefined, 'unauthenticated'],
    ['a forged token', 'Bearer a.b.c', 'sessionExpired'],
    ['no bearer', 'Basic x', 'sessionExpired']
  ])('%s', async (_name, header, code) => {
    const call = app.http.get('/api/v1/service-requests')
    const answer = await (header ? call.set('Authorization', header) : call)
    expect(answer.status).toBe(401)
    expect(answer.body.error.code).toBe(code)
  })
})

describe('for those who look after it', () => {
  test('healthz, readyz, metrics', async () => {
    expect((await app.http.get('/healthz')).body).toEqual({ status: 'ok' })
    // A busy database may not answer the probe within two seconds; the caller then repeats the probe.
    await waitFor(async () => (await app.http.get('/readyz')).status === 200)
    expect((await app.http.get('/readyz')).body).toEqual({ status: 'ready' })
    const metrics = await app.http.get('/metrics').expect(200)
    expect(metrics.text).toContain('http_request_duration_seconds_bucket')
    // Without the values only names and labels are left; a phone among them would be a leak.
    expect(metrics.text.replaceAll(/ [-+.\de]+$/gm, '')).not.toMatch(/1[3-9]\d{9}/)
  })

  test('metrics are for this machine only, also behind a proxy', async () => {
    await app.http.get('/metrics').set('X-Forwarded-For', '203.0.113.9').expect(404)
  })

  test('headers of a browser’s safety', async () => {
    const { headers } = await app.http.get('/healthz')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  test('half a call and a cut line hurt nobody else', async () => {
    const server = createServer(app.app.koa.callback()).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const cut = connect(port, '127.0.0.1')
    await new Promise<void>(resolve =>
      cut.write(
        'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
        () => resolve()
      )
    )
    cut.destroy()
    await app.http.get('/healthz').expect(200)
    await new Promise(resolve => server.close(resolve))
  })
})

describe('what the phone already has', () => {
  test('the catalogue is sent once; after that 304 without a body, until it changes', async () => {
    const first = await app.http.get('/api/v1/catalogue').expect(200)
    const tag = first.headers.etag as string
    const again = await app.http.get('/api/v1/catalogue').set('If-None-Match', tag).expect(304)
    expect(again.text).toBe('')
    const code = await buildItem()
    app.clock.advance(60_000)
    const changed = await app.http.get('/api/v1/catalogue').set('If-None-Match', tag).expect(200)
    expect(changed.body.items.map((item: { code: string }) => item.code)).toContain(code)
    expect(changed.headers.etag).not.toBe(tag)
  })
})

describe('a phone that knows no PATCH', () => {
  test('names it in a header of its POST', async () => {
    const team = await buildTeam()
    const answer = await app.http.post('/api/v1/me').set('Authorization', token).set('X-HTTP-Method-Override', 'PATCH')
      .send({ villageCode: team.villageCode })
    expect(answer.status).toBe(200)
    expect(answer.body.villageCode).toBe(team.villageCode)
  })

  test('but puts no other method on', async () => {
    const answer = await app.http
      .post('/api/v1/session')
      .set('Authorization', token)
      .set('X-HTTP-Method-Override', 'DELETE')
      .send({})
    expect(answer.body.error.code).toBe('validationFailed')
    await app.http.get('/api/v1/me').set('Authorization', token).expect(200)
  })
})

test('one person’s flood is stopped with Retry-After, others go on', async () => {
  const narrow = structuredClone(app.deps.settings)
  narrow.rateLimits.perPerson = 5
  const { createApp } = await import('../../../server/app')
  const { default: supertest } = await import('supertest')
  const { Metrics } = await import('../../../server/health/metrics')
  const http = supertest(createApp({ ...app.deps, settings: narrow, metrics: new Metrics() }).koa.callback())
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) statuses.push((await http.get('/api/v1/me').set('Authorization', token)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  const refused = await http.get('/api/v1/me').set('Authorization', token)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  const other = await app.signIn((await buildPerson()).phone)
  expect((await http.get('/api/v1/me').set('Authorization', other)).status).toBe(200)
})
