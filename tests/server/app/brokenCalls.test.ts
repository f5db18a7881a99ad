/** Bytes that are no HTTP call, and calls that must have no effect. */
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { catalogueSchema } from '../../../server/catalogue/schema'
import { httpServer } from '../../../server/httpServer'
import { buildPerson } from '../../factories/people'
import { buildItem } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const logged: string[] = []
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk))
      done()
    }
  })
)

let app: TestApp
let server: Server
beforeAll(async () => {
  app = await buildApp({ log })
  server = httpServer(app.app.koa).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
})
afterAll(async () => {
  await new Promise(resolve => server.close(resolve))
  await app.stop()
})

/** Sends these bytes and reads the whole answer. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.end(bytes))
    socket.on('data', part => { said += part.toString() })
    socket.on('error', reject)
    socket.on('close', () => resolve(said))
  })
}

describe('bytes that are no call get the error body of the contract', () => {
  test.each([
    ['no HTTP', 'GET /healthz HTTX/1.1\r\n\r\n', 400, 'malformedJson'],
    ['a method nobody knows', 'BREW /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'methodNotAllowed'],
    ['a header without end', `GET /api/v1/me HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 413, 'bodyTooLarge'],
    [
      'two lengths',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      400,
      'malformedJson'
    ],
    [
      'length and chunks at once',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformedJson'
    ],
    ['NUL in a header', 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n', 400, 'malformedJson']
  ])('%s', async (_what, bytes, status, code) => {
    const said = await answerTo(bytes)
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(said.slice(said.indexOf('\r\n\r\n')))).toEqual({
      error: {
        code,
        message: expect.stringMatching(/[\u4e00-\u9fff]/) as string,
        requestId: expect.any(String) as string
      }
    })
  })

  test('a call without Host is a call', async () => {
    expect(await answerTo('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /)
  })
})

test('a token in the address signs nobody in, and no log repeats it', async () => {
  const token = (await app.signIn((await buildPerson()).phone)).slice('Bearer '.length)
  for (const query of [`token=${token}`, `access_token=${token}`, `authorization=Bearer%20${token}`])
    await app.http.get(`/api/v1/me?${query}`).expect(401)
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.join('')).not.toContain(token)
})

test('no other site’s page may read an answer', async () => {
  for (const call of [
    app.http.get('/api/v1/catalogue'),
    app.http.options('/api/v1/me').set('Access-Control-Request-Method', 'PATCH')
  ]) {
    const { headers } = await call.set('Origin', 'https://evil.example')
    expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  }
})

test('the catalogue tells what it promises to tell and nothing the database keeps besides, and how soon one is answered here', async () => {
  const code = await buildItem()
  app.clock.advance(60_000)
  const { body } = await app.http.get('/api/v1/catalogue').expect(200)
  expect(catalogueSchema.parse(body)).toEqual(body)
  expect((await app.http.get(`/api/v1/catalogue/${code}`).expect(200)).body).toEqual(
    body.items.find((item: { code: string }) => item.code === code)
  )
  const { acceptWithin, visitWithin } = app.deps.settings
  expect(body.promises).toEqual({
    acceptHours: { usual: acceptWithin.usualHours, special: acceptWithin.specialHours },
    visitDays: { usual: visitWithin.usualDays, special: visitWithin.specialDays }
  })
})

test('every operation says that a session may be over, and every one that reads a body what may be wrong with it', async () => {
  const { body } = await app.http.get('/api/v1/openapi.json').expect(200)
  const paths = body.paths as Record<string, Record<string, { responses: Record<string, { description: string }> }>>
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      const codes = Object.values(responses)
        .map(({ description }) => description)
        .join(', ')
      expect([path, codes]).toEqual([path, expect.stringContaining('sessionExpired')])
      if (method === 'post' || method === 'patch')
        expect([path, codes]).toEqual([path, expect.stringContaining('malformedJson')])
    }
  }
})
