import { Types } from 'mongoose'
import { isWithin } from '../../src/contract/day'
import type { ResponsibilityKind } from '../../src/contract/person'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person, Responsibility, type PersonFields, type ResponsibilityFields } from './model'
import { openPerson, type Opened } from './sealing'

/** The most rows read for one village: two kinds, ten orders, and years of changes. */
export const ROWS_MOST = 400

/** A person named for a village. Days are YYYY-MM-DD in Shanghai, both ends included. */
export interface NamedPerson {
  kind: ResponsibilityKind
  /** 0 is the primary, then the backups. */
  order: number
  level: 'named' | 'backup'
  person: Opened<PersonFields & { _id: Types.ObjectId }>
  from: string
  /** null: until further notice. */
  until: string | null
  /** Whether the person is named on the requested day. */
  inDates: boolean
  /** Whether the person is on leave on that day. */
  onLeave: boolean
}

/** The most villages read for one person: more than anybody is named for. */
const VILLAGES_MOST = 1000

/** The villages for which a person is named, by kind of responsibility. @param day YYYY-MM-DD in Shanghai */
export async function villagesOf(person: string, day: string): Promise<Record<ResponsibilityKind, string[]>> {
  // The driver is asked directly: every inbox asks this, and mongoose's part takes longer than the answer.
  const rows = await Responsibility.collection
    .find<ResponsibilityFields>({ person: new Types.ObjectId(person) }, { limit: VILLAGES_MOST })
    .toArray()
  const named = rows.filter(row => isWithin(day, { from: row.from, until: row.until ?? null }))
  const of = (kind: ResponsibilityKind) => named.filter(row => row.kind === kind).map(row => row.villageCode)
  return { agent: of('agent'), officer: of('officer') }
}

/** Whether a person is named for this village. @param day YYYY-MM-DD in Shanghai */
export async function isNamed(
  person: string,
  kind: ResponsibilityKind,
  villageCode: string,
  day: string
): Promise<boolean> {
  const rows = await Responsibility.find({ person, villageCode }).limit(ROWS_MOST).lean()
  return rows.some(row => row.kind === kind && isWithin(day, { from: row.from, until: row.until ?? null }))
}

/**
 * Everybody named for a village by kind and order, people outside their dates and inactive ones included, so that
 * routing can say why it passed them over. Two queries, both on an index.
 * @param day YYYY-MM-DD in Shanghai, for `inDates` and `onLeave`
 */
export async function responsibilitiesOf(villageCode: string, day: string, fields: Keyring): Promise<NamedPerson[]> {
  const rows = await Responsibility.find({ villageCode }).sort({ kind: 1, order: 1, from: 1 }).limit(ROWS_MOST).lean()
  const people = await Person.find({ _id: { $in: [...new Set(rows.map(row => String(row.person)))] } })
    .limit(ROWS_MOST)
    .lean()
  const opened = await Promise.all(people.map(person => openPerson(fields, person)))
  const byId = new Map(opened.map(person => [String(person._id), person]))
  return rows.flatMap(row => {
    const person = byId.get(String(row.person))
    return person ? [namedPerson(row, person, day)] : []
  })
}

/** A stored row with its person. @param day YYYY-MM-DD in Shanghai, for `inDates` and `onLeave` */
export function namedPerson(
  { kind, order, from, until }: ResponsibilityFields, person: NamedPerson['person'], day: string
): NamedPerson {
  return {
    kind, order, from, until: until ?? null, person,
    level: order === 0 ? 'named' : 'backup',
    inDates: isWithin(day, { from, until: until ?? null }),
    onLeave: person.leave.some(span => isWithin(day, span))
  }
}
