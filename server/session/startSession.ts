import { randomBytes } from 'node:crypto'
import type { Types } from 'mongoose'
import type { Deps } from '../deps'
import { dayOf } from '../../src/contract/day'
import { describeDevice } from './device'
import { Session } from './model'
import { signToken } from './token'

/** What the phone is given: a token and the instant at which it stops working. */
export interface IssuedSession {
  token: string
  expiresAt: Date
}

/**
 * Starts a session of a WeChat account.
 * @param person null while no phone is bound
 * @param userAgent header of the call; only what kind of device it is gets kept
 */
export async function startSession(
  openid: string,
  person: Types.ObjectId | null,
  userAgent: string,
  { sessionSecret, settings, now }: Pick<Deps, 'sessionSecret' | 'settings' | 'now'>
): Promise<IssuedSession> {
  const started = now()
  // A token's end counts in whole seconds; the document ends with it.
  const expiresAt = new Date((Math.floor(started / 1000) + settings.session.days * 24 * 3600) * 1000)
  const id = randomBytes(24).toString('base64url')
  await Session.create({
    _id: id, openid, person, expiresAt, startedAt: new Date(started), seenOn: dayOf(started), ...describeDevice(userAgent)
  })
  return { token: await signToken(id, expiresAt, sessionSecret, started), expiresAt }
}
