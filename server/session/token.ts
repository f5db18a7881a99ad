import { createHash } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { AppError } from '../errors'

const ALGORITHM = 'HS256'
const ISSUER = 'backpack-policing'
const AUDIENCE = 'backpack-policing/session'

/**
 * The token of a phone: the session's id and the token's end, signed. It holds nothing about the person.
 * @param expiresAt whole seconds; the token is invalid from then on
 * @param now ms since 1970
 */
export function signToken(sessionId: string, expiresAt: Date, secret: string, now: number): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(expiresAt.getTime() / 1000)
    .sign(keyOf(secret))
}

/**
 * How many verified tokens are remembered: more than are used within minutes. A verification takes a tenth of a
 * millisecond of CPU time.
 */
const KEPT_MOST = 10_000

/** Verified tokens by the hash of secret and token; the least recently used one is dropped first. */
const verified = new Map<string, Claims>()

interface Claims {
  sessionId: string
  /** Seconds since 1970; the token is invalid from then on. */
  ends: number
}

/**
 * Reads the session's id from a token. A verified signature is remembered; the token's end is checked every time.
 * @param now ms since 1970
 * @throws AppError sessionExpired for a token that was not signed by this server, is meant for another purpose, or has
 *   expired
 */
export async function readToken(token: string, secret: string, now: number): Promise<string> {
  const name = createHash('sha256').update(secret).update('\n').update(token).digest('base64url')
  const claims = verified.get(name) ?? await verify(token, secret, now)
  if (claims.ends <= Math.floor(now / 1000)) throw new AppError('sessionExpired')
  verified.delete(name)
  verified.set(name, claims)
  if (verified.size > KEPT_MOST) verified.delete(verified.keys().next().value!)
  return claims.sessionId
}

async function verify(token: string, secret: string, now: number): Promise<Claims> {
  try {
    const { payload: { sid, exp } } = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(now),
      requiredClaims: ['sid', 'exp']
    })
    if (typeof sid === 'string' && typeof exp === 'number') return { sessionId: sid, ends: exp }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
  }
  throw new AppError('sessionExpired')
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
