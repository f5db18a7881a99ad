import type { Deps } from '../deps'
import type { CatalogueItemFields } from '../ground/catalogueModel'

/** The catalogue item with this code, as it stands now; null when there is none. */
export async function findItem(code: string, { ground }: Pick<Deps, 'ground'>): Promise<CatalogueItemFields | null> {
  return (await ground.catalogue()).item(code)
}
