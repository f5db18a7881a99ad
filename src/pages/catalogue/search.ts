import type { Catalogue, CatalogueItem, OtherMatter } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'

export interface Found {
  items: CatalogueItem[]
  matters: OtherMatter[]
}

const LATIN = /^[a-z0-9]+$/

/**
 * Items and matters of other offices that match a typed text, best first: everyday Chinese, whole pinyin, or initials.
 * Materials count only when no name matches, because nearly every item asks for an identity card.
 */
export function searchCatalogue({ items, otherMatters }: Catalogue, typed: string): Found {
  const query = bare(typed)
  if (query === '') return { items: [], matters: [] }
  if (LATIN.test(query))
    return {
      items: ranked(items, item => latinRank(item, query)),
      matters: otherMatters.filter(({ phone }) => phone === query)
    }
  const named = ranked(items, item => nameRank(item.name, query))
  return {
    items:
      named.length > 0
        ? named
        : items.filter(({ materials, applicants }) => [...materials, ...applicants].some(text => text.includes(query))),
    matters: otherMatters.filter(matter => concerns(matter, query))
  }
}

/** The typed text without spaces, case and the words around the matter ("我要办…"). */
function bare(typed: string): string {
  const text = typed.toLowerCase().replace(/[\s']+/g, '')
  for (const filler of words.fillers) {
    const rest = text.startsWith(filler)
      ? text.slice(filler.length)
      : text.endsWith(filler)
        ? text.slice(0, -filler.length)
        : text
    if (rest !== text && rest !== '') return bare(rest)
  }
  return text
}

/** The rank of a match: lower is better, null is no match; equal ranks keep the catalogue's order. */
function ranked(items: readonly CatalogueItem[], rankOf: (item: CatalogueItem) => number | null): CatalogueItem[] {
  return items
    .flatMap(item => {
      const rank = rankOf(item)
      return rank === null ? [] : [{ item, rank }]
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item)
}

function latinRank({ code, pinyin, initials }: CatalogueItem, query: string): number | null {
  const readings = [...pinyin.split(' '), ...initials.split(' '), code.toLowerCase()]
  if (readings.some(reading => reading.startsWith(query))) return 0
  // A single letter would match nearly every name.
  return query.length > 1 && readings.some(reading => reading.includes(query)) ? 1 : null
}

function nameRank(name: string, query: string): number | null {
  if (name.includes(query)) return 0
  const official = Object.entries(words.everydayWords)
    .filter(([everyday]) => query.includes(everyday))
    .flatMap(([, names]) => names)
  if (official.some(part => name.includes(part))) return 1
  return query.length > 1 && [...query].every(letter => name.includes(letter)) ? 2 : null
}

function concerns({ name, office, keywords }: OtherMatter, query: string): boolean {
  return (
    name.includes(query) ||
    office.includes(query) ||
    keywords.some(keyword => keyword.includes(query) || query.includes(keyword))
  )
}
