import { createHash } from 'node:crypto'
import type { Catalogue } from '../../src/contract/catalogue'
import type { StoredCatalogue } from '../ground/catalogue'
import type { Settings } from '../settings'
import { serialisedOnce } from '../middleware/writeJson'
import { presentCategory, presentItem, presentOtherMatter } from './presenter'

export interface TaggedCatalogue {
  catalogue: Catalogue
  /** Strong ETag without quotes: it changes exactly when the content changes, and is the same on every process. */
  tag: string
}

/** The settings of a site that residents are told. */
type SiteSettings = Pick<Settings, 'acceptWithin' | 'visitWithin' | 'workingHours'>

/**
 * The whole catalogue: categories in their order, items and other matters by code; in addition the site's promises and
 * working hours, so that the phone knows them without signal.
 */
export function tagCatalogue(
  { categories, items, otherMatters }: StoredCatalogue, { acceptWithin, visitWithin, workingHours }: SiteSettings
): TaggedCatalogue {
  const catalogue = serialisedOnce({
    categories: categories.map(presentCategory),
    items: items.map(presentItem),
    otherMatters: otherMatters.map(presentOtherMatter),
    promises: {
      acceptHours: { usual: acceptWithin.usualHours, special: acceptWithin.specialHours },
      visitDays: { usual: visitWithin.usualDays, special: visitWithin.specialDays }
    },
    workingHours
  })
  return { catalogue, tag: createHash('sha256').update(JSON.stringify(catalogue)).digest('base64url').slice(0, 27) }
}
