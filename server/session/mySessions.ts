import { createHash } from 'node:crypto'
import type { EndedSessions, SessionRow } from '../../src/contract/privacy'
import type { RunningSession } from '../middleware/authenticate'
import type { Viewer } from '../people/viewer'
import { Session } from './model'

/** The most sessions of one list: more than anybody starts in the days a session lasts. */
const MOST = 100

/** Where a person is signed in, newest first. The ids identify sessions in the list; they are of no use as tokens. */
export async function listSessions(viewer: Viewer, current: RunningSession): Promise<SessionRow[]> {
  const found = await Session.find({ person: viewer.id }).sort({ person: 1 }).limit(MOST).lean()
  return found.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).map(session => ({
    id: createHash('sha256').update(session._id).digest('base64url').slice(0, 12),
    client: session.client,
    device: session.device,
    startedAt: session.startedAt.toISOString(),
    seenOn: session.seenOn,
    current: session._id === current.id
  }))
}

/** Ends sessions of a person at once, on every process; a repeated call is no error. */
export async function endSessions(
  viewer: Pick<Viewer, 'id'>, which: EndedSessions, current: RunningSession | null
): Promise<void> {
  await Session.deleteMany({ person: viewer.id, ...(which === 'others' && current && { _id: { $ne: current.id } }) })
}
