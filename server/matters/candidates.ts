import type { ResponsibilityKind } from '../../src/contract/person'
import { ANSWERING_ROLES, type Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person, type PersonFields } from '../people/model'
import { responsibilitiesOf } from '../people/responsible'
import { openPerson, type Opened } from '../people/sealing'
import type { Candidate } from './route'

/** More people on one desk than anybody will ever put there; keeps the query bounded. */
const DESK_MOST = 20

/**
 * Everybody whom the order of routing considers for one village: the named, their backups, the station's duty officers (the chief
 * after them), the district desk.
 * @param answeredBy which of the named are asked first
 * @param day YYYY-MM-DD in Shanghai
 */
export async function candidatesFor(
  place: { villageCode: string; stationCode: string }, answeredBy: ResponsibilityKind, day: string, fields: Keyring
): Promise<Candidate[]> {
  const [responsibilities, dispatchers, chiefs, district] = await Promise.all([
    responsibilitiesOf(place.villageCode, day, fields),
    deskOf('dispatcher', place.stationCode, fields),
    deskOf('chief', place.stationCode, fields),
    deskOf('admin', null, fields)
  ])
  const named = responsibilities.filter(row => row.kind === answeredBy)
    .map(row => candidate(row.person, row.level, kindOf(row.person, answeredBy), row.from, row.until))
  return [
    ...named,
    ...[...dispatchers, ...chiefs].map(person => candidate(person, 'stationDuty', 'desk')),
    ...district.map(person => candidate(person, 'districtDesk', 'desk'))
  ]
}

type StoredPerson = Opened<PersonFields & { _id: { toString(): string } }>

async function deskOf(role: Role, stationCode: string | null, fields: Keyring): Promise<StoredPerson[]> {
  const filter = stationCode === null ? { roles: role, active: true } : { stationCode, active: true, roles: role }
  const found = await Person.find(filter).sort({ _id: 1 }).limit(DESK_MOST).lean()
  return Promise.all(found.map(person => openPerson(fields, person)))
}

/** An officer who backs the agent answers as an officer, with an officer's rights. */
function kindOf(person: PersonFields, named: ResponsibilityKind): ResponsibilityKind {
  return named === 'agent' && person.roles.includes('agent') ? 'agent' : 'officer'
}

/** Somebody may still be named who has no role that answers: the roster has changed before the responsibilities did. */
function answers({ roles }: StoredPerson): boolean {
  return roles.some(role => ANSWERING_ROLES.includes(role))
}

/** A person of the roster as routing considers that person. Without dates the capacity has neither beginning nor end. */
export function candidate(
  person: StoredPerson, level: Candidate['level'], kind: Candidate['kind'], from: string | null = null, until: string | null = null
): Candidate {
  return {
    id: String(person._id), name: person.name, phone: person.phone, phoneIndex: person.phoneIndex, rank: person.rank ?? null,
    active: person.active && answers(person), leave: person.leave ?? [], level, kind, from, until
  }
}
