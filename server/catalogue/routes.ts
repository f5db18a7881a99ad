import type { RouterContext } from '@koa/router'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import type { StoredCatalogue } from '../ground/catalogue'
import { advise } from './advise'
import { presentItem } from './presenter'
import { catalogueSchema, codeParams, itemSchema, triageBody, triageSchema } from './schema'
import { tagCatalogue, type TaggedCatalogue } from './tagCatalogue'

/** The greatest age, in ms, of the catalogue answered to a caller without a session. */
const KEPT_MS = 3000

/** The catalogue, and advice on the best way to a service. */
export function mountCatalogue(endpoints: Endpoints<Deps>, deps: Deps): void {
  const { ground } = deps
  const tagged = new WeakMap<StoredCatalogue, TaggedCatalogue>()
  const tagOnce = (stored: StoredCatalogue): TaggedCatalogue => {
    const made = tagged.get(stored) ?? tagCatalogue(stored, deps.settings)
    tagged.set(stored, made)
    return made
  }
  /** With a session, reading the session has brought the version already; without one, the version is read here. */
  const current = async ({ state }: RouterContext): Promise<StoredCatalogue> => {
    if (!state.session) await ground.refresh()
    return ground.catalogue()
  }

  endpoints.mount({
    name: 'getCatalogue', summary: 'The whole catalogue; carries an ETag.', response: catalogueSchema
  }, async ({ ctx }) => {
    await ground.refresh(KEPT_MS)
    const { catalogue, tag } = tagOnce(await ground.catalogue())
    ctx.set('Cache-Control', 'no-cache')
    ctx.set('ETag', `"${tag}"`)
    return catalogue
  })

  endpoints.mount({
    name: 'getCatalogueItem', summary: 'One item.', params: codeParams, response: itemSchema
  }, async ({ params, ctx }) => {
    const item = (await current(ctx)).item(params.code)
    if (!item) throw new AppError('notFound')
    return presentItem(item)
  })

  endpoints.mount({
    name: 'triage', summary: 'The best way for an item, or who answers a matter that is not for the police.',
    params: codeParams, body: triageBody, response: triageSchema, errors: ['villageUnknown']
  }, async ({ params, body, ctx }) => advise(params.code, body, await current(ctx), await ground.places()))
}
