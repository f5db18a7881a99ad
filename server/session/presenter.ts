import type { SessionView, User } from '../../src/contract/person'
import { viewerOf, type Viewer } from '../people/viewer'
import type { KnownPerson } from './personOfAccount'
import type { IssuedSession } from './startSession'

/**
 * The signed-in person for the person's own phone. Phone numbers are masked, because the last four digits are enough.
 */
export async function presentUser(viewer: Viewer): Promise<User> {
  const { id, name, roles, rank, stationCode, villageCode, agreed } = viewer
  return { id, name, phone: maskPhone(await viewer.openPhone()), roles, rank, stationCode, villageCode, agreed }
}

/** @param person null while no phone is bound */
export async function presentSession(
  { token, expiresAt }: IssuedSession, person: KnownPerson | null
): Promise<SessionView> {
  const user = person && await presentUser(viewerOf(person, () => Promise.resolve(person.phone)))
  return { token, expiresAt: expiresAt.toISOString(), user }
}

/** 13900000001 → 139****0001 */
function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
