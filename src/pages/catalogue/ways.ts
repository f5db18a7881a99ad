import { openChannels, type CatalogueItem, type Channel } from '../../contract/catalogue'

export type Way = 'both' | Channel | 'counter'

/** How an item can be handled, in one word. */
export function wayOf(item: Pick<CatalogueItem, 'channels' | 'presenceRequired'>): Way {
  const open = openChannels(item)
  return open.length > 1 ? 'both' : open[0] ?? 'counter'
}
