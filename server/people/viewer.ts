import type { Types } from 'mongoose'
import type { Agreed } from '../../src/contract/privacy'
import type { Rank, Role } from '../../src/contract/roles'
import type { PersonFields } from './model'
import type { Opened } from './sealing'

/**
 * The signed-in person as policies and stories see the person; read anew for every call, so a changed roster applies at
 * once.
 */
export interface Viewer {
  id: string
  name: string
  phone: string
  /** The hash by which everything that concerns the viewer's phone is found. */
  phoneIndex: string
  roles: Role[]
  rank: Rank | null
  stationCode: string | null
  villageCode: string | null
  /** The versions of the privacy words to which the viewer has agreed. */
  agreed: Agreed
}

/** The stored person as the viewer of a call. */
export function viewerOf(person: Opened<PersonFields & { _id: Types.ObjectId }>): Viewer {
  return {
    id: person._id.toHexString(),
    name: person.name,
    phone: person.phone,
    phoneIndex: person.phoneIndex,
    roles: [...person.roles],
    rank: person.rank ?? null,
    stationCode: person.stationCode ?? null,
    villageCode: person.villageCode ?? null,
    agreed: { privacy: person.agreed?.privacy ?? null, sensitive: person.agreed?.sensitive ?? null }
  }
}
