import type { Village } from '../../contract/village'

export interface Town {
  code: string
  name: string
  villages: Village[]
}

/** Villages by town, towns in the order of their first village. */
export function townsOf(villages: readonly Village[]): Town[] {
  const towns = new Map<string, Town>()
  for (const village of villages) {
    const town = towns.get(village.townCode) ?? { code: village.townCode, name: village.townName, villages: [] }
    town.villages.push(village)
    towns.set(town.code, town)
  }
  return [...towns.values()]
}

/** Names that more than one of these villages has. */
export function repeatedNames(villages: readonly Village[]): Set<string> {
  const seen = new Set<string>()
  return new Set(villages.filter(({ name }) => seen.has(name) || !seen.add(name)).map(({ name }) => name))
}
