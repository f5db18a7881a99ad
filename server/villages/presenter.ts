import type { ResponsiblePerson } from '../../src/contract/person'
import type { Station, Village, VillageDetail } from '../../src/contract/village'
import type { NamedPerson } from '../people/responsible'
import type { StationFields, VillageFields } from '../ground/villageModel'

/** A stored village as the phone gets it. */
export function presentVillage({ _id, name, townCode, townName, stationCode }: VillageFields): Village {
  return { code: _id, name, townCode, townName, stationCode }
}

/** @param people those named today, by kind and order; the first of a kind is the primary, the others are backups */
export function presentDetail(
  village: VillageFields, station: StationFields, people: readonly NamedPerson[]
): VillageDetail {
  const officer = people.find(person => person.kind === 'officer')
  const agent = people.find(person => person.kind === 'agent')
  return {
    ...presentVillage(village),
    station: presentStation(station),
    officer: officer ? presentResponsible(officer) : null,
    agent: agent ? presentResponsible(agent) : null,
    backups: people.filter(person => person !== officer && person !== agent).map(presentResponsible)
  }
}

function presentStation({ _id, name, phone, address }: StationFields): Station {
  return { code: _id, name, phone, address }
}

function presentResponsible({ person, kind, onLeave }: NamedPerson): ResponsiblePerson {
  return { id: String(person._id), name: person.name, phone: person.phone, rank: person.rank ?? null, kind, onLeave }
}
