import type { Types } from 'mongoose'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { Person } from '../people/model'
import { openPerson } from '../people/sealing'
import { viewerOf, type Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import { Session } from './model'
import { readToken } from './token'

/** A session that runs: somebody is signed in to WeChat; `person` is null while he has bound no phone. */
export interface RunningSession {
  id: string
  openid: string
  person: Types.ObjectId | null
}

/**
 * Who is behind an Authorization header: two reads by _id, none kept in memory, so that an ended session and a person
 * who left the service are out at once on every process.
 * @throws AppError sessionExpired for anything forged, expired or malformed, of an ended session, or of a person no
 *   longer active
 */
export async function readSession(
  authorizationHeader: string, { sessionSecret, now, fields }: Pick<Deps, 'sessionSecret' | 'now' | 'fields'>
): Promise<{ session: RunningSession; viewer: Viewer | null }> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorizationHeader)?.[1]
  if (!token) throw new AppError('sessionExpired')
  const found = await Session.findById(await readToken(token, sessionSecret, now())).lean()
  if (!found || found.expiresAt.getTime() <= now()) throw new AppError('sessionExpired')
  const today = dayOf(now())
  if (found.seenOn !== today) await Session.updateOne({ _id: found._id }, { $set: { seenOn: today } })
  const session: RunningSession = { id: found._id, openid: found.openid, person: found.person ?? null }
  if (!session.person) return { session, viewer: null }
  const person = await Person.findById(session.person).lean()
  if (!person?.active) throw new AppError('sessionExpired')
  return { session, viewer: viewerOf(await openPerson(fields, person)) }
}
