import type { Migration } from './migration'
import { sealPeopleAndWords } from './sealPeopleAndWords'

/** Every migration there ever was, in their order. One is added at the end and never changed or taken out afterwards. */
export const MIGRATIONS: readonly Migration[] = [sealPeopleAndWords]
