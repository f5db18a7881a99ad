/**
 * What a due time or an import does to a matter: told as the system's act in timeline and audit, never a person's.
 * Every such change is written here.
 */
import { Types } from 'mongoose'
import type { Update } from '../conditionalWrite'
import type { Deps } from '../deps'
import type { Change } from './change'
import { kindOf } from './kind'
import type { PersonRef, StoredEntry, StoredMatter } from './matterFields'
import { entryOf, writtenChange } from './move'

/** As whom the system stands in a timeline. */
const SYSTEM: PersonRef = { person: new Types.ObjectId('0'.repeat(24)), name: '系统' }

/** The update of a change that no person made. @param now ms since 1970 */
export function writtenBySystem(
  current: StoredMatter, action: StoredEntry['action'], change: Change, now: number,
  { fields }: Pick<Deps, 'fields'>
): Promise<Update<StoredMatter>> {
  const entry = entryOf({ action, change, phoneTime: undefined }, { by: SYSTEM, relation: 'system', now })
  return writtenChange(kindOf(current), current, change, entry, { role: 'system', now, fields })
}
