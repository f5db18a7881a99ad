import type { Types } from 'mongoose'
import type { Agreed } from '../../src/contract/privacy'
import type { Rank, Role } from '../../src/contract/roles'
import type { PersonFields } from './model'

/**
 * The signed-in person as policies and stories see the person; read anew for every call, so a changed roster applies at
 * once.
 */
export interface Viewer {
  id: string
  name: string
  /** Opens the sealed phone, which few calls need; an empty text once the account is deleted. @throws SealError */
  openPhone(): Promise<string>
  /** The hash by which everything that concerns the viewer's phone is found. */
  phoneIndex: string
  roles: Role[]
  rank: Rank | null
  stationCode: string | null
  villageCode: string | null
  /** The versions of the privacy words to which the viewer has agreed. */
  agreed: Agreed
}

/** The stored person as the viewer of a call. @param openPhone gives the readable phone when it is needed */
export function viewerOf(person: PersonFields & { _id: Types.ObjectId }, openPhone: Viewer['openPhone']): Viewer {
  return {
    id: person._id.toHexString(),
    name: person.name,
    openPhone,
    phoneIndex: person.phoneIndex,
    roles: [...person.roles],
    rank: person.rank ?? null,
    stationCode: person.stationCode ?? null,
    villageCode: person.villageCode ?? null,
    agreed: { privacy: person.agreed?.privacy ?? null, sensitive: person.agreed?.sensitive ?? null }
  }
}
