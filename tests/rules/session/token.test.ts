import { SignJWT, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose'
import { readToken, signToken } from '../../../server/session/token'

const SECRET = 'a-secret-for-tests-that-is-long-enough'
const NOW = Date.parse('2026-11-24T09:02:00.700+08:00')
const END = Math.floor(NOW / 1000) + 3600

const sign = (now = NOW) => signToken('session-1', new Date(END * 1000), SECRET, now)

/** A valid token with the given changes; a claim set to undefined is left out. */
function forged(changed: JWTPayload, { alg = 'HS256', secret = SECRET } = {}): Promise<string> {
  const claims = { sid: 'session-1', iss: 'backpack-policing', aud: 'backpack-policing/session', exp: END, ...changed }
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))
}

test('a token holds the session and its end, and nothing about the person', async () => {
  const token = await sign()
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' })
  expect(decodeJwt(token)).toEqual({
    sid: 'session-1', iss: 'backpack-policing', aud: 'backpack-policing/session', iat: Math.floor(NOW / 1000), exp: END
  })
})

test('it is read back until the second in which it ends', async () => {
  const token = await sign()
  expect(await readToken(token, SECRET, NOW)).toBe('session-1')
  expect(await readToken(token, SECRET, END * 1000 - 1)).toBe('session-1')
  await expect(readToken(token, SECRET, END * 1000)).rejects.toMatchObject({ code: 'sessionExpired' })
})

test('one made by hand with the same claims is believed', async () => {
  expect(await readToken(await forged({}), SECRET, NOW)).toBe('session-1')
})

test.each<[string, JWTPayload, { alg?: string; secret?: string }]>([
  ['another secret', {}, { secret: 'another-secret-that-is-long-enough-too' }],
  ['another algorithm', {}, { alg: 'HS512' }],
  ['another issuer', { iss: 'somebody-else' }, {}],
  ['another audience', { aud: 'somebody-else' }, {}],
  ['no end', { exp: undefined }, {}],
  ['no session', { sid: undefined }, {}],
  ['a number for a session', { sid: 7 }, {}],
  ['a list of sessions', { sid: ['session-1'] }, {}]
])('with %s it is refused', async (_what, changed, signed) => {
  await expect(readToken(await forged(changed, signed), SECRET, NOW)).rejects.toMatchObject({ code: 'sessionExpired' })
})

test.each([['a.b.c'], ['']])('what is no token is refused: %j', async token => {
  await expect(readToken(token, SECRET, NOW)).rejects.toMatchObject({ code: 'sessionExpired' })
})

test('a fault of the server’s own is not told as an expired session', async () => {
  // The key is unusable: the fault is not in the token.
  await expect(readToken(await sign(), '', NOW)).rejects.not.toMatchObject({ code: 'sessionExpired' })
})
