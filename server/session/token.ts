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

/**
 * Reads the session's id out of a token.
 * @param now ms since 1970
 * @throws AppError sessionExpired for anything not signed here, for here, and still running
 */
export async function readToken(token: string, secret: string, now: number): Promise<string> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(now),
      requiredClaims: ['sid', 'exp']
    })
    if (typeof payload.sid === 'string') return payload.sid
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
  }
  throw new AppError('sessionExpired')
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
