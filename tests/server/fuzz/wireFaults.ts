/** Changes of a call in transmission: headers, tokens, paths, methods and bodies that our app would never send. */
import { mp3 } from '../../factories/recordings'
import { gzipSync } from 'node:zlib'
import { SignJWT, UnsecuredJWT } from 'jose'
import { newKey } from '../../factories/serviceRequests'
import { gifBomb, jpeg, pngClaiming, zip } from '../../factories/pictures'
import { TEST_NOW } from '../../setup/testNow'
import type { Call } from './call'

/**
 * Changes a call; `choice` is any whole number. A call that no longer belongs to its operation has `operation: null`.
 */
export type WireFault = (call: Call, choice: number) => Call

const of = <T>(list: readonly T[], choice: number): T => list[choice % list.length]!
const withHeader = (call: Call, name: string, value: string): Call =>
  ({
    ...call, headers: [...call.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()), [name, value]]
  })

const TYPES = [
  'text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16',
  'application/json; charset=nope', 'multipart/form-data',
  'multipart/form-data; boundary=', 'multipart/mixed; boundary=x', 'application/JSON;;;', 'application/vnd.api+json',
  'application/json\tx', '*/*', 'x'
]
const METHODS = [
  'HEAD', 'OPTIONS', 'PUT', 'TRACE', 'PROPFIND', 'PURGE', 'BREW', 'get', 'DELETE', 'PATCH', 'M-SEARCH', 'G\u00e9T'
]
const QUERIES = [
  'limit=1&limit=2', 'limit[]=1', 'limit[$gt]=0', 'role[$ne]=x', 'role=mine&role=inbox', '__proto__=x',
  '__proto__[status]=x', 'constructor.prototype.x=1', 'q=%00', 'q=%', 'q=%E0%A4%A',
  'q=%ED%A0%80', 'cursor=%5B%5D', 'cursor=e30', 'cursor=W10', 'cursor=W251bGxd', 'cursor=WyJ4IiwieCIsIngiLCJ4Il0',
  'cursor=WzFlOTk5LDFlOTk5LDFd', 'status=,,,', 'status=constructor', 'limit=1e1',
  'limit=NaN', 'limit=-0', 'limit=', 'limit=%EF%BC%91', 'from=0000-01-01&to=9999-12-31', 'from=2026-02-30',
  'from=9999-12-31', 'to=9999-12-31', 'subject=%24where', 'which=all&which=others', '&&&===', '=&=', '%3D',
  Array.from({ length: 900 }, (_, index) => `k${index}=${index}`).join('&')
]
const SEGMENTS = [
  '//', '/./', '/../', '/%2e%2e/', '/%2F', '%00', '%c0%af', '%ff', ';x=1', '/', '/..;/', '%252e', '\\', '/%5c..', '?',
  '#', '%', '%zz', '/*', '/(.*)', '/:id', '/%E2%80%AE', '/constructor', '/__proto__'
]
const HEADERS: ReadonlyArray<readonly [string, string]> = [
  ['X-Forwarded-For', '1.2.3.4, evil'], ['X-Forwarded-For', '::1'], ['X-Forwarded-Host', 'evil.example'],
  ['X-HTTP-Method-Override', 'DELETE'], ['X-HTTP-Method-Override', 'PATCH'],
  ['X-Original-URL', '/metrics'], ['If-None-Match', '*'], ['If-None-Match', 'W/"x"'], ['If-Modified-Since', 'NaN'],
  ['Range', 'bytes=0-0'], ['Accept', 'text/html'], ['Accept-Encoding', 'gzip, br, nope;q=2'],
  ['Expect', '200-maybe'], ['Upgrade', 'websocket'], ['Cookie', 'token=x; __proto__=1'],
  ['Origin', 'https://evil.example'], ['User-Agent', '\u00ff'.repeat(4000)],
  ['User-Agent', 'MicroMessenger/'.repeat(300)],
  ['Idempotency-Key', ''], ['Idempotency-Key', '../../x'], ['Idempotency-Key', 'short'],
  ['Idempotency-Key', 'x'.repeat(65)], ['Idempotency-Key', '__proto__'], ['Idempotency-Key', '$where-12'],
  ['Content-Encoding', 'gzip'], ['Content-Encoding', 'br'], ['Content-Encoding', 'nope'],
  ['Content-Encoding', 'gzip, gzip'], ['Content-Length', '0']
]
/** Line breaks and blanks in places where HTTP has none; sent by hand, because Node's client refuses to. */
const RAW_LINES = [
  'Authorization: Bearer x\r\nAuthorization: Bearer y', 'Host: a\r\nHost: b', 'Bad Header: x', 'X:\u0000', ': x',
  'X-Fold: a\r\n b', `X-Long: ${'x'.repeat(20_000)}`, 'Content-Length: -1',
  'Content-Length: 5\r\nContent-Length: 6', 'Transfer-Encoding: chunked\r\nContent-Length: 3',
  'Transfer-Encoding: nope', 'Transfer-Encoding: chunked', 'Content-Length: 9999999', 'Expect: 100-continue',
  'Idempotency-Key: abcdefgh\r\nIdempotency-Key: ijklmnop', 'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings',
  Array.from({ length: 3000 }, (_, index) => `X-${index}: 1`).join('\r\n')
]

/** Tokens that were never issued here, or are no longer valid. */
export async function badTokens(secret: string): Promise<string[]> {
  const key = (text: string): Uint8Array => new TextEncoder().encode(text)
  const token = (): SignJWT =>
    new SignJWT({ sid: 'x' }).setIssuer('backpack-policing').setAudience('backpack-policing/session')
  const seconds = TEST_NOW / 1000
  const header = Buffer.from('{"alg":"none"}').toString('base64url')
  return [
    await token().setProtectedHeader({ alg: 'HS256' }).setExpirationTime(seconds + 999).sign(
      key('another-secret-that-is-long-enough-too')
    ),
    await token().setProtectedHeader({ alg: 'HS256' }).setExpirationTime(seconds - 1).sign(key(secret)),
    await token().setProtectedHeader({ alg: 'HS256' }).setExpirationTime(seconds + 999).sign(key(secret)),
    await token().setProtectedHeader({ alg: 'HS512' }).setExpirationTime(seconds + 999).sign(key(`${secret}${secret}`)),
    await new SignJWT({ sid: { $gt: '' } })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('backpack-policing')
      .setAudience('backpack-policing/session')
      .setExpirationTime(seconds + 999)
      .sign(key(secret)),
    new UnsecuredJWT({ sid: 'x' }).encode(), `${header}.e30.`, `${header}.e30.x`, 'a.b.c', '..', '', 'x'.repeat(6000),
    'null', '{"$gt":""}', 'e30.e30.e30'
  ]
}

export interface Shelf {
  tokens: readonly string[]
  photo: Buffer
  voice: Buffer
  gzipBomb: Buffer
}

/** Values for the faults that are costly to make. @param secret of the session tokens */
export async function makeShelf(secret: string): Promise<Shelf> {
  return {
    tokens: await badTokens(secret), photo: await jpeg({ width: 64, height: 48 }), voice: mp3(2),
    gzipBomb: gzipSync(Buffer.alloc(20_000_000, ' '))
  }
}

/** Every fault, by name. */
export function wireFaults({ tokens, gzipBomb }: Shelf): Record<string, WireFault> {
  return {
    type: (call, choice) => withHeader(call, 'Content-Type', of(TYPES, choice)),
    noType: call => ({ ...call, headers: call.headers.filter(([name]) => name !== 'Content-Type') }),
    token: (call, choice) => withHeader(
      call, 'Authorization', `${of(['Bearer ', 'bearer ', 'Basic ', ''], choice >> 4)}${of(tokens, choice)}`
    ),
    tokenInUrl: (call, choice) => ({
      ...call, path: `${call.path}${call.path.includes('?') ? '&' : '?'}token=${of(tokens, choice)}&access_token=x`
    }),
    method: (call, choice) => ({ ...call, method: of(METHODS, choice), byHand: true, operation: null }),
    path: (call, choice) => pathTrick(call, choice),
    query: (call, choice) => ({ ...call, path: `${call.path.split('?')[0]}?${of(QUERIES, choice)}` }),
    header: (call, choice) => {
      const [name, value] = of(HEADERS, choice)
      return { ...withHeader(call, name, value), byHand: true, ...(name.startsWith('X-HTTP') && { operation: null }) }
    },
    line: (call, choice) => ({
      ...call, rawLine: of(RAW_LINES, choice), byHand: true, operation: null, mayStayUnanswered: true
    }),
    garbage: (call, choice) => ({
      ...call,
      body: of([
        Buffer.from([0xff, 0xfe, 0]), Buffer.from('{"a":'), Buffer.from('"x"'), Buffer.from('[]'), Buffer.alloc(3),
        Buffer.from('\ufeff{}')
      ], choice)
    }),
    big: call => ({
      ...call, body: Buffer.from(JSON.stringify({ text: '长'.repeat(500_000) })), mayStayUnanswered: true
    }),
    bomb: call => ({ ...withHeader(call, 'Content-Encoding', 'gzip'), body: gzipBomb, mayStayUnanswered: true }),
    http: (call, choice) => ({
      ...call, version: of(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'X'], choice), byHand: true,
      operation: null, mayStayUnanswered: true
    })
  }
}

function pathTrick(call: Call, choice: number): Call {
  const [path = ''] = call.path.split('?')
  const at = (choice >> 5) % (path.length + 1)
  const whole = [
    `http://evil.example${path}`, path.toUpperCase(), `${path}/`, `/${'a/'.repeat(3000)}`, '*', '/api/v1/../../healthz',
    '//evil.example/api/v1/me', `/api/v1${'/me'.repeat(50)}`, '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fpackage.json'
  ]
  const changed = choice % 3 === 0 ? of(whole, choice >> 2) : path.slice(0, at) + of(SEGMENTS, choice) + path.slice(at)
  return { ...call, path: changed, byHand: true, operation: null, mayStayUnanswered: true }
}

/** A multipart body with one file, or a faulty variant. @param choice 0 is the valid one */
export function multipart(photo: Buffer, choice: number): { type: string, body: Buffer } {
  const boundary = `b${newKey()}`
  const part = (name: string, bytes: Buffer, extra = ''): Buffer => Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; ` +
        `filename="../../x\u202e.jpg"\r\nContent-Type: image/jpeg\r\n${extra}\r\n`
    ), bytes, Buffer.from('\r\n')
  ])
  const end = Buffer.from(`--${boundary}--\r\n`)
  const bodies: Buffer[] = [
    Buffer.concat([part('file', photo), end]), part('file', photo),
    Buffer.concat([part('file', photo), part('file', photo), end]), Buffer.concat([part('__proto__', photo), end]), end,
    Buffer.alloc(0),
    Buffer.concat([part('file', Buffer.alloc(0)), end]), Buffer.concat([part('file', photo.subarray(0, 200)), end]),
    Buffer.concat([part('file', pngClaiming(60_000, 60_000)), end]),
    Buffer.concat([part('file', gifBomb(50)), end]), Buffer.concat([part('file', zip()), end]),
    Buffer.concat([part('file', photo, `X-Long: ${'x'.repeat(90_000)}\r\n`), end]),
    Buffer.concat([
      part('file', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')), end
    ]), Buffer.from(`--${boundary}`.repeat(2000)),
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\nv\r\n`), part('file', photo), end
    ])
  ]
  return { type: `multipart/form-data; boundary=${choice % 17 === 16 ? 'other' : boundary}`, body: of(bodies, choice) }
}
