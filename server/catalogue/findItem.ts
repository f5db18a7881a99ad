import { CatalogueItemModel, type CatalogueItemFields } from '../ground/catalogueModel'

/** The catalogue item with this code, as it stands now; null when there is none. */
export async function findItem(code: string): Promise<CatalogueItemFields | null> {
  return CatalogueItemModel.findById(code).lean()
}
