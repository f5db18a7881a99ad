import { createHash } from 'node:crypto'
import type { Catalogue } from '../../src/contract/catalogue'
import type { Settings } from '../settings'
import { CatalogueCategoryModel, CatalogueItemModel, OtherMatterModel } from './model'
import { presentCategory, presentItem, presentOtherMatter } from './presenter'

/** More than any catalogue has; keeps the queries bounded. */
const ROWS_MOST = 500

export interface TaggedCatalogue {
  catalogue: Catalogue
  /** Strong ETag without quotes: changes exactly when the content does, and is the same on every process. */
  tag: string
}

/** The settings of a site that its residents are told. */
type SiteSettings = Pick<Settings, 'acceptWithin' | 'visitWithin' | 'workingHours'>

/**
 * The whole catalogue: categories in their order, items and other matters by code; with it the site's promises and working
 * hours, so that the phone has them without signal.
 */
export async function readCatalogue({ acceptWithin, visitWithin, workingHours }: SiteSettings): Promise<TaggedCatalogue> {
  const [categories, items, otherMatters] = await Promise.all([
    CatalogueCategoryModel.find().sort({ order: 1, _id: 1 }).limit(ROWS_MOST).lean(),
    CatalogueItemModel.find().sort({ _id: 1 }).limit(ROWS_MOST).lean(),
    OtherMatterModel.find().sort({ _id: 1 }).limit(ROWS_MOST).lean()
  ])
  const catalogue = {
    categories: categories.map(presentCategory),
    items: items.map(presentItem),
    otherMatters: otherMatters.map(presentOtherMatter),
    promises: {
      acceptHours: { usual: acceptWithin.usualHours, special: acceptWithin.specialHours },
      visitDays: { usual: visitWithin.usualDays, special: visitWithin.specialDays }
    },
    workingHours
  }
  return { catalogue, tag: createHash('sha256').update(JSON.stringify(catalogue)).digest('base64url').slice(0, 27) }
}
