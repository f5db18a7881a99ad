import type { Migration } from './migration'
import { papersHaveOneHolder } from './papersHaveOneHolder'
import { mattersHaveClocks } from './mattersHaveClocks'
import { recordingsNameTheirMatter } from './recordingsNameTheirMatter'
import { sealPeopleAndWords } from './sealPeopleAndWords'
import { searchesForPeople } from './searchesForPeople'
import { serviceRequestsToMatters } from './serviceRequestsToMatters'

/**
 * Every migration of the product, in order. New migrations are added at the end; a released migration is never changed
 * or removed.
 */
export const MIGRATIONS: readonly Migration[] = [
  sealPeopleAndWords,
  serviceRequestsToMatters,
  recordingsNameTheirMatter,
  mattersHaveClocks,
  papersHaveOneHolder,
  searchesForPeople
]
