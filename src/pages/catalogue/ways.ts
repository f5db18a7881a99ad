import type { CatalogueItem, Channel } from '../../contract/catalogue'

export type Way = 'both' | Channel | 'counter'

/** The channels that really are open: nobody can stand in where the person has to be present. Source: the BFF's rule presenceRequired. */
export function openChannels({ channels, presenceRequired }: Pick<CatalogueItem, 'channels' | 'presenceRequired'>): Channel[] {
  return channels.filter(channel => channel !== 'paperwork' || !presenceRequired)
}

/** How an item can be handled, in one word. */
export function wayOf(item: Pick<CatalogueItem, 'channels' | 'presenceRequired'>): Way {
  const open = openChannels(item)
  return open.length > 1 ? 'both' : open[0] ?? 'counter'
}
