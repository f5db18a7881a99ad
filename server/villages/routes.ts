import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { dayOf } from '../../src/contract/day'
import { findVillage } from './findVillage'
import { codeParams, searchQuery, villageDetailSchema, villagePageSchema } from './schema'
import { searchVillages } from './search'

/** The greatest age, in ms, of the list of villages answered to a caller without a session. */
const KEPT_MS = 3000

/** The villages, and whom to turn to in each. */
export function mountVillages(endpoints: Endpoints<Deps>, deps: Deps): void {
  const { ground } = deps

  endpoints.mount({
    name: 'searchVillages', summary: 'Villages by name, town, pinyin, initials or code.',
    query: searchQuery, response: villagePageSchema, errors: ['cursorInvalid']
  }, async ({ query }) => {
    await ground.refresh(KEPT_MS)
    return searchVillages((await ground.places()).villages, query)
  })

  endpoints.mount({
    name: 'getVillage', summary: 'A village with its station and the people responsible today.',
    params: codeParams, response: villageDetailSchema
  }, async ({ params, ctx }) => {
    // Reading the session has brought the version already.
    if (!ctx.state.session) await ground.refresh()
    return findVillage(params.code, dayOf(deps.now()), ground)
  })
}
