import type { Migration } from './migration'
import { sealPeopleAndWords } from './sealPeopleAndWords'
import { serviceRequestsToMatters } from './serviceRequestsToMatters'

/**
 * Every migration there ever was, in their order. A new migration is added at the end and is never changed or removed
 * later.
 */
export const MIGRATIONS: readonly Migration[] = [sealPeopleAndWords, serviceRequestsToMatters]
