import type { ResponsibilityKind } from '../../src/contract/person'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import type { Roster, RosterPerson } from '../people/roster'
import type { StoredNoSignal } from './matterFields'
import type { Candidate } from './route'

/**
 * Everybody whom the order of routing considers for one village: the named, their backups, the station's duty
 * officers (the chief after them), the district desk.
 * @param answeredBy which of the named are asked first
 * @param day YYYY-MM-DD in Shanghai
 */
export function candidatesFor(
  { villageCode, stationCode }: { villageCode: string; stationCode: string },
  answeredBy: ResponsibilityKind,
  day: string,
  roster: Roster
): Candidate[] {
  const named = roster.responsibilitiesOf(villageCode, day).filter(({ kind }) => kind === answeredBy)
  const station = [...roster.desk('dispatcher', stationCode), ...roster.desk('chief', stationCode)]
  return [
    ...named.map(({ person, level, from, until }) => ({
      ...candidate(person, level, capacityOf(person, answeredBy)),
      from,
      until
    })),
    ...station.map(person => candidate(person, 'stationDuty', 'desk')),
    ...roster.desk('admin', null).map(person => candidate(person, 'districtDesk', 'desk'))
  ]
}

/** An officer who backs the agent answers as an officer, with an officer's rights. */
function capacityOf({ roles }: RosterPerson, named: ResponsibilityKind): ResponsibilityKind {
  return named === 'agent' && roles.includes('agent') ? 'agent' : 'officer'
}

/** A person without a role that answers may still be named: the roster can change before the responsibilities do. */
function answers({ roles }: RosterPerson): boolean {
  return roles.some(role => ANSWERING_ROLES.includes(role))
}

/** People of older versions have no windows. */
function windowsOf(stored: RosterPerson['noSignal'] | undefined): StoredNoSignal[] {
  return (stored ?? []).map(({ id, weekly, once }) => ({ id, weekly: weekly ?? null, once: once ?? null }))
}

/** A person of the roster as a candidate for routing, without dates. */
export function candidate(person: RosterPerson, level: Candidate['level'], kind: Candidate['kind']): Candidate {
  const { _id, name, phone, phoneIndex, rank, active, leave, noSignal } = person
  return {
    id: String(_id),
    name,
    phone,
    phoneIndex,
    rank: rank ?? null,
    active: active && answers(person),
    leave,
    noSignal: windowsOf(noSignal),
    level,
    kind,
    from: null,
    until: null
  }
}
