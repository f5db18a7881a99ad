import type { Page } from '../../src/contract/serviceRequestViews'
import type { Village } from '../../src/contract/village'
import { readCursor, writeCursor, type SortKey } from '../cursor'
import { AppError } from '../errors'
import type { VillageFields } from '../ground/villageModel'
import { presentVillage } from './presenter'

const ORDER: readonly SortKey[] = [
  { field: 'townCode', direction: 1, kind: 'text' }, { field: 'code', direction: 1, kind: 'text' }
]

/**
 * One page of the matching villages, in their order.
 * @param villages all villages, by town and code
 * @param q text of the search field; an empty text matches all villages
 * @throws AppError cursorInvalid when the cursor names no village
 */
export function searchVillages(
  villages: readonly VillageFields[], { q, cursor, limit }: { q: string; cursor?: string | undefined; limit: number }
): Page<Village> {
  const found = villages.slice(cursor === undefined ? 0 : positionAfter(villages, cursor)).filter(matcher(q))
  const items = found.slice(0, limit).map(presentVillage)
  const last = items.at(-1)
  return { items, nextCursor: last && found.length > limit ? writeCursor(ORDER, { ...last }) : null }
}

function positionAfter(villages: readonly VillageFields[], cursor: string): number {
  const [townCode, code] = readCursor(ORDER, cursor)
  const index = villages.findIndex(village => village._id === code && village.townCode === townCode)
  if (index === -1) throw new AppError('cursorInvalid')
  return index + 1
}

/**
 * Chinese characters match anywhere in town and name written together ("徐庄镇高庄"); letters match the beginning of the
 * pinyin or initials of the name, of the town, or of both together; digits match the beginning of the code.
 */
function matcher(q: string): (village: VillageFields) => boolean {
  const wanted = q.toLowerCase().replace(/\s+/g, '')
  if (wanted === '') return () => true
  return village => `${village.townName}${village.name}`.includes(wanted)
    || village._id.startsWith(wanted)
    || latinKeys(village).some(key => key.startsWith(wanted))
}

/** A name with two readings has both, separated by a space. */
function latinKeys({ pinyin, initials, townPinyin, townInitials }: VillageFields): string[] {
  return [
    ...pinyin.split(' ').flatMap(reading => [reading, townPinyin + reading]),
    ...initials.split(' ').flatMap(reading => [reading, townInitials + reading])
  ]
}
