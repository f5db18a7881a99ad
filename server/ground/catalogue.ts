import type { Log } from '../log'
import {
  CatalogueCategoryModel, CatalogueItemModel, Office, OtherMatterModel,
  type CatalogueCategoryFields, type CatalogueItemFields, type OfficeFields, type OtherMatterFields
} from './catalogueModel'
import { readRows } from '../readRows'

/** The most documents that a query reads: more than any catalogue has. */
const ROWS_MOST = 500

/** The stored catalogue in memory. The returned objects are shared: nobody may change them. */
export class StoredCatalogue {
  private readonly itemsByCode: Map<string, CatalogueItemFields>
  private readonly otherMattersByCode: Map<string, OtherMatterFields>
  private readonly officesByName: Map<string, OfficeFields>

  /**
   * @param categories in their order
   * @param items by code
   * @param otherMatters by code
   */
  constructor(
    readonly categories: readonly CatalogueCategoryFields[], readonly items: readonly CatalogueItemFields[],
    readonly otherMatters: readonly OtherMatterFields[], offices: readonly OfficeFields[]
  ) {
    this.itemsByCode = new Map(items.map(item => [item._id, item]))
    this.otherMattersByCode = new Map(otherMatters.map(matter => [matter._id, matter]))
    this.officesByName = new Map(offices.map(office => [office._id, office]))
  }

  /** null for an unknown code */
  item(code: string): CatalogueItemFields | null {
    return this.itemsByCode.get(code) ?? null
  }

  /** null for an unknown code */
  otherMatter(code: string): OtherMatterFields | null {
    return this.otherMattersByCode.get(code) ?? null
  }

  /** @param name as in `acceptOffice` of the items; null for an unknown one */
  office(name: string): OfficeFields | null {
    return this.officesByName.get(name) ?? null
  }
}

/** Reads the whole catalogue with four queries. */
export async function loadCatalogue(log: Log): Promise<StoredCatalogue> {
  const [categories, items, otherMatters, offices] = await Promise.all([
    readRows<CatalogueCategoryFields>(
      CatalogueCategoryModel.find().sort({ order: 1, _id: 1 }),
      ROWS_MOST,
      'categories',
      log
    ),
    readRows<CatalogueItemFields>(CatalogueItemModel.find().sort({ _id: 1 }), ROWS_MOST, 'catalogue items', log),
    readRows<OtherMatterFields>(OtherMatterModel.find().sort({ _id: 1 }), ROWS_MOST, 'other matters', log),
    readRows<OfficeFields>(Office.find(), ROWS_MOST, 'offices', log)
  ])
  return new StoredCatalogue(categories, items, otherMatters, offices)
}
