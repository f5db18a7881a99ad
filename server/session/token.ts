import { createHash } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { AppError } from '../errors'

const ALGORITHM = 'HS256'
const ISSUER = 'backpack-policing'
const AUDIENCE = 'backpack-policing/session'

/**
 * The token a phone carries: the session's id and its end, signed. It holds nothing about the person.
 * @param expiresAt whole seconds; the token stops working then
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

/** More tokens than are used within minutes; a verification takes a tenth of a millisecond of the processor. */
const KEPT_MOST = 10_000

/** Tokens that were verified, by the hash of secret and token; the one used longest ago goes first. */
const verified = new Map<string, Claims>()

interface Claims {
  sessionId: string
  /** Seconds since 1970; from then on the token stops working. */
  ends: number
}

/**
 * Reads the session's id out of a token. What was verified is remembered; whether it has ended is looked at every time.
 * @param now ms since 1970
 * @throws AppError sessionExpired for anything not signed here, for here, and still running
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
