import type { Types } from 'mongoose'
import { dayOf } from '../../src/contract/day'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { GROUND, GroundVersionModel } from '../ground/groundVersionModel'
import { versionOf, type GroundVersion } from '../ground/version'
import type { Caller, RunningSession } from '../middleware/authenticate'
import { Person, type PersonFields } from '../people/model'
import { openPhone } from '../people/sealing'
import { viewerOf } from '../people/viewer'
import { Session, type SessionFields } from './model'
import { readToken } from './token'

/**
 * The caller behind an Authorization header: one read, never cached, so that an ended session and a person who has left
 * the service lose access at once on every process. The same read brings the version of the ground.
 * @throws AppError sessionExpired for a token that is forged, expired or malformed, for an ended session, or for a
 *   person who is no longer active
 */
export async function readSession(
  authorizationHeader: string,
  { sessionSecret, now, fields, ground }: Pick<Deps, 'sessionSecret' | 'now' | 'fields' | 'ground'>
): Promise<Caller> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorizationHeader)?.[1]
  if (!token) throw new AppError('sessionExpired')
  const found = await findSession(await readToken(token, sessionSecret, now()))
  if (!found || found.expiresAt.getTime() <= now()) throw new AppError('sessionExpired')
  ground.noticed(versionOf(found.ground[0]))
  const today = dayOf(now())
  if (found.seenOn !== today) await Session.updateOne({ _id: found._id }, { $set: { seenOn: today } })
  const session: RunningSession = { id: found._id, openid: found.openid, person: found.person ?? null }
  if (!session.person) return { session, viewer: null }
  const [person] = found.people
  if (!person?.active) throw new AppError('sessionExpired')
  return { session, viewer: viewerOf(person, () => openPhone(fields, person)) }
}

interface FoundSession extends SessionFields {
  people: Array<PersonFields & { _id: Types.ObjectId }>
  ground: GroundVersion[]
}

/** A session with its person and the version of the ground: one round trip, each part found by its `_id`. */
async function findSession(id: string): Promise<FoundSession | undefined> {
  const [found] = await Session.collection.aggregate<FoundSession>([
    { $match: { _id: id as never } },
    { $lookup: { from: Person.collection.name, localField: 'person', foreignField: '_id', as: 'people' } },
    { $addFields: { ground: GROUND } },
    { $lookup: { from: GroundVersionModel.collection.name, localField: 'ground', foreignField: '_id', as: 'ground' } }
  ]).toArray()
  return found
}
