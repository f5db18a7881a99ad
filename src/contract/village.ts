import type { ResponsiblePerson } from './person'

/** A village or residents' committee. `code` (12-digit statistical code) is its identity; names repeat. */
export interface Village {
  code: string
  name: string
  townCode: string
  townName: string
  stationCode: string
}

export interface Station {
  code: string
  name: string
  phone: string
  address: string
}

/**
 * A village with the people responsible for it. `officer` and `agent` are today's primary, `backups` follow in order.
 */
export interface VillageDetail extends Village {
  station: Station
  officer: ResponsiblePerson | null
  agent: ResponsiblePerson | null
  backups: ResponsiblePerson[]
}
