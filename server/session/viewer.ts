import type { Rank, Role } from '../../src/contract/roles'

/** The signed-in person as policies and stories see him; read anew for every call, so a changed roster counts at once. */
export interface Viewer {
  id: string
  name: string
  phone: string
  roles: Role[]
  rank: Rank | null
  stationCode: string | null
  villageCode: string | null
}
