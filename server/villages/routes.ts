import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { shortCache } from '../shortCache'
import { dayOf } from '../../src/contract/day'
import { findVillage } from './findVillage'
import { codeParams, searchQuery, villageDetailSchema, villagePageSchema } from './schema'
import { readVillages, searchVillages } from './search'

/** Only an import changes the villages; after one by another process the list is stale for this long at most. */
const KEPT_MS = 3000

/** The places, and whom to turn to in each. */
export function mountVillages(endpoints: Endpoints, deps: Deps): void {
  const current = shortCache(readVillages, KEPT_MS, deps.now)

  endpoints.mount({
    name: 'searchVillages', summary: 'Villages by name, town, pinyin, initials or code.',
    query: searchQuery, response: villagePageSchema, errors: ['cursorInvalid']
  }, async ({ query }) => searchVillages(await current(), query))

  endpoints.mount({
    name: 'getVillage', summary: 'A village with its station and the people responsible today.',
    params: codeParams, response: villageDetailSchema
  }, ({ params }) => findVillage(params.code, dayOf(deps.now()), deps.fields))
}
