import { randomBytes } from 'node:crypto'
import type { Types } from 'mongoose'
import type { AnonymousContext } from '../deps'
import { dayOf } from '../../src/contract/day'
import { describeDevice } from './device'
import { Session } from './model'
import { signToken } from './token'

/** What the phone gets: a token and the instant from which the token is invalid. */
export interface IssuedSession {
  token: string
  expiresAt: Date
}

/**
 * Starts a session of a WeChat account.
 * @param person null while no phone is bound
 * @param userAgent header of the call; only the kind of device is stored
 */
export async function startSession(
  openid: string,
  person: Types.ObjectId | null,
  userAgent: string,
  { now, deps: { sessionSecret, settings } }: AnonymousContext
): Promise<IssuedSession> {
  // A token's end is counted in whole seconds, and the document expires with the token.
  const expiresAt = new Date((Math.floor(now / 1000) + settings.session.days * 24 * 3600) * 1000)
  const id = randomBytes(24).toString('base64url')
  await Session.create({
    _id: id, openid, person, expiresAt, startedAt: new Date(now), seenOn: dayOf(now), ...describeDevice(userAgent)
  })
  return { token: await signToken(id, expiresAt, sessionSecret, now), expiresAt }
}
