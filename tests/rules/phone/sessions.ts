import type { SessionView, User } from '../../../src/contract/person'

/** A user as the BFF answers it. */
export function userOf(id: string, changes: Partial<User> = {}): User {
  return {
    id, name: id, phone: '139****0001', roles: ['resident'], rank: null, stationCode: null, villageCode: null,
    agreed: { privacy: null, sensitive: null }, ...changes
  }
}

/** A session of a person, which lasts for as long as these tests. @param user null while no phone is bound */
export function sessionOf(token: string, user: User | null): SessionView {
  return { token, expiresAt: '2999-01-01T00:00:00Z', user }
}
