import type { Types } from 'mongoose'
import type { Agreed } from '../../src/contract/privacy'
import type { Rank, Role } from '../../src/contract/roles'
import type { PersonFields } from './model'
import type { Opened } from './sealing'

/**
 * The signed-in person as policies and stories see him; read anew for every call, so a changed roster counts at once.
 */
export interface Viewer {
  id: string
  name: string
  phone: string
  /** By which what concerns his phone is found. */
  phoneIndex: string
  roles: Role[]
  rank: Rank | null
  stationCode: string | null
  villageCode: string | null
  /** Versions he has agreed to. */
  agreed: Agreed
}

/** What a person is as the one who calls. */
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
