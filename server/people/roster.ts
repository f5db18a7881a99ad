import type { Types } from 'mongoose'
import type { Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'
import { readRows } from '../readRows'
import { Person, Responsibility, type PersonFields, type ResponsibilityFields } from './model'
import { namedPerson, ROWS_MOST, type NamedPerson } from './responsible'
import { openPerson, type Opened } from './sealing'

/** The most documents that the queries read: far more than a district has. */
const RESPONSIBILITIES_MOST = 50_000
const PEOPLE_MOST = 20_000
/** The most people read for one desk: more than any desk has. */
const DESK_MOST = 20
/** The most officers read for one station: more than any station has. */
const OFFICERS_MOST = 100
/** Roles by which people are looked up. */
const DESK_ROLES = ['dispatcher', 'chief', 'admin', 'officer'] as const satisfies readonly Role[]

export type RosterPerson = Opened<PersonFields & { _id: Types.ObjectId }>

/**
 * Who answers for what, in memory, for routing: everybody named for a village and everybody at a desk. Rights are never
 * judged by the roster. The returned objects are shared: nobody may change them.
 */
export class Roster {
  private readonly people: Map<string, RosterPerson>
  private readonly byVillage: Map<string, ResponsibilityFields[]>
  private readonly byDesk: Map<string, RosterPerson[]>

  /**
   * @param responsibilities by village, kind, order and beginning
   * @param people the named, whether active or not, and the active people of the desks
   */
  constructor(responsibilities: readonly ResponsibilityFields[], people: readonly RosterPerson[]) {
    this.people = new Map(people.map(person => [String(person._id), person]))
    this.byVillage = grouped(responsibilities, row => [row.villageCode])
    const active = [...this.people.values()]
      .filter(person => person.active)
      .sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
    this.byDesk = grouped(active, ({ roles, stationCode }) =>
      [...new Set(roles)].flatMap(role => [
        deskName(role, null),
        ...(stationCode == null ? [] : [deskName(role, stationCode)])
      ])
    )
  }

  /**
   * Everybody named for a village by kind and order, people outside their dates and inactive ones included, so that
   * routing can say why somebody was passed over.
   * @param day YYYY-MM-DD in Shanghai, for `inDates` and `onLeave`
   */
  responsibilitiesOf(villageCode: string, day: string): NamedPerson[] {
    return (this.byVillage.get(villageCode) ?? []).slice(0, ROWS_MOST).flatMap(row => {
      const person = this.people.get(String(row.person))
      return person ? [namedPerson(row, person, day)] : []
    })
  }

  /** The active people with this role at a station, or anywhere where `stationCode` is null, by id; 20 at most. */
  desk(role: 'dispatcher' | 'chief' | 'admin', stationCode: string | null): RosterPerson[] {
    return (this.byDesk.get(deskName(role, stationCode)) ?? []).slice(0, DESK_MOST)
  }

  /** The active officers of a station by id; 100 at most. */
  officersOf(stationCode: string): RosterPerson[] {
    return (this.byDesk.get(deskName('officer', stationCode)) ?? []).slice(0, OFFICERS_MOST)
  }
}

/** Reads the roster in two rounds of queries, and opens every phone once. */
export async function loadRoster(fields: Keyring, log: Log): Promise<Roster> {
  const [responsibilities, desks] = await Promise.all([
    readRows<ResponsibilityFields>(
      Responsibility.find().sort({ villageCode: 1, kind: 1, order: 1, from: 1 }),
      RESPONSIBILITIES_MOST,
      'responsibilities',
      log
    ),
    readRows<StoredPerson>(
      Person.find({ roles: { $in: [...DESK_ROLES] }, active: true }),
      PEOPLE_MOST,
      'people of the desks',
      log
    )
  ])
  const known = new Set(desks.map(person => String(person._id)))
  const missing = [...new Set(responsibilities.map(row => String(row.person)))].filter(id => !known.has(id))
  const named = await readRows<StoredPerson>(
    Person.find({ _id: { $in: missing } }),
    PEOPLE_MOST,
    'people named for villages',
    log
  )
  return new Roster(responsibilities, await Promise.all([...desks, ...named].map(person => openPerson(fields, person))))
}

type StoredPerson = PersonFields & { _id: Types.ObjectId }

function deskName(role: Role, stationCode: string | null): string {
  return stationCode === null ? role : `${role} ${stationCode}`
}

function grouped<T>(items: readonly T[], namesOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const name of namesOf(item)) {
      const group = groups.get(name)
      if (group) group.push(item)
      else groups.set(name, [item])
    }
  }
  return groups
}
