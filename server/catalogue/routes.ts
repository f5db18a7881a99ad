import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import { shortCache } from '../shortCache'
import { advise } from './advise'
import { findItem } from './findItem'
import { presentItem } from './presenter'
import { readCatalogue } from './readCatalogue'
import { catalogueSchema, codeParams, itemSchema, triageBody, triageSchema } from './schema'

/** Only an import changes the catalogue; after one by another process it is stale for this long at most. */
const KEPT_MS = 3000

/** What can be asked for, and what is the best way to it. */
export function mountCatalogue(endpoints: Endpoints<Deps>, deps: Deps): void {
  const current = shortCache(() => readCatalogue(deps.settings), KEPT_MS, deps.now)

  endpoints.mount({
    name: 'getCatalogue', summary: 'The whole catalogue; carries an ETag.', response: catalogueSchema
  }, async ({ ctx }) => {
    const { catalogue, tag } = await current()
    ctx.set('Cache-Control', 'no-cache')
    ctx.set('ETag', `"${tag}"`)
    return catalogue
  })

  endpoints.mount({
    name: 'getCatalogueItem', summary: 'One item.', params: codeParams, response: itemSchema
  }, async ({ params }) => {
    const item = await findItem(params.code)
    if (!item) throw new AppError('notFound')
    return presentItem(item)
  })

  endpoints.mount({
    name: 'triage', summary: 'The best way for an item, or who answers a matter that is not for the police.',
    params: codeParams, body: triageBody, response: triageSchema, errors: ['villageUnknown']
  }, ({ params, body }) => advise(params.code, body))
}
