import { createHash } from 'node:crypto'
import type { Catalogue } from '../../src/contract/catalogue'
import type { StoredCatalogue } from '../ground/catalogue'
import type { Settings } from '../settings'
import { presentCategory, presentItem, presentOtherMatter } from './presenter'

export interface TaggedCatalogue {
  catalogue: Catalogue
  /** Strong ETag without quotes: changes exactly when the content does, and is the same on every process. */
  tag: string
}

/** The whole catalogue: categories in their order, items and other matters by code; with it how soon one is answered here. */
export function tagCatalogue(
  { categories, items, otherMatters }: StoredCatalogue, { acceptWithin, visitWithin }: Pick<Settings, 'acceptWithin' | 'visitWithin'>
): TaggedCatalogue {
  const catalogue = {
    categories: categories.map(presentCategory),
    items: items.map(presentItem),
    otherMatters: otherMatters.map(presentOtherMatter),
    promises: {
      acceptHours: { usual: acceptWithin.usualHours, special: acceptWithin.specialHours },
      visitDays: { usual: visitWithin.usualDays, special: visitWithin.specialDays }
    }
  }
  return { catalogue, tag: createHash('sha256').update(JSON.stringify(catalogue)).digest('base64url').slice(0, 27) }
}
