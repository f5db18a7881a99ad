import mongoose, { type QueryFilter } from 'mongoose'
import type { DemoPerson } from '../../src/contract/person'
import type { Role } from '../../src/contract/roles'
import type { Deps } from '../deps'
import { Person, Responsibility, type PersonFields } from '../people/model'
import { openPerson } from '../people/sealing'
import { Station, Village } from '../ground/villageModel'
import type { KnownPerson } from './personOfAccount'

/** How many people of each role are offered; together with the residents they fill one screen. */
const SHARES: readonly (readonly [Role, number])[] = [
  ['officer', 4], ['agent', 3], ['dispatcher', 3], ['chief', 3], ['mediator', 2], ['volunteer', 2], ['admin', 2]
]
const RESIDENTS = 4
const MOST = 24

/** A few people of each role, residents first, for the sign-in page while WeChat is the fake one. */
export async function listDemoPeople({ fields }: Pick<Deps, 'fields'>): Promise<DemoPerson[]> {
  const groups = await Promise.all([
    // Residents only: everybody of the roster has the role resident, too.
    firstActive({ roles: mongoose.trusted({ $all: ['resident'], $size: 1 }) }, RESIDENTS),
    ...SHARES.map(([role, share]) => firstActive({ roles: role }, share))
  ])
  const found = [...new Map(groups.flat().map(person => [person._id.toHexString(), person])).values()].slice(0, MOST)
  const people = await Promise.all(found.map(person => openPerson(fields, person)))
  const placeOf = await readPlaces(people)
  return people.map(person => ({
    phone: person.phone,
    name: person.name,
    roles: [...person.roles],
    rank: person.rank ?? null,
    place: placeOf(person),
    code: `demo:${person.phone}`
  }))
}

function firstActive(
  filter: QueryFilter<PersonFields>, most: number
): Promise<Array<PersonFields & { _id: mongoose.Types.ObjectId }>> {
  return Person.find({ ...filter, active: true }).sort({ _id: 1 }).limit(most).lean().exec()
}

/**
 * Where each person lives or works, in words: the person's own village, or the first one for which the person is named,
 * and the station.
 */
async function readPlaces(people: readonly KnownPerson[]): Promise<(person: KnownPerson) => string> {
  const named = new Map(await Promise.all(people.map(async ({ _id }) => {
    const first = await Responsibility.findOne({ person: _id }).sort({ villageCode: 1 }).lean()
    return [_id.toHexString(), first?.villageCode] as const
  })))
  const villageOf = (person: KnownPerson) => person.villageCode ?? named.get(person._id.toHexString())
  const villageCodes = people.map(villageOf).filter(known)
  const stationCodes = people.map(person => person.stationCode).filter(known)
  const [villages, stations] = await Promise.all([
    Village.find({ _id: mongoose.trusted({ $in: villageCodes }) }).limit(MOST).lean(),
    Station.find({ _id: mongoose.trusted({ $in: stationCodes }) }).limit(MOST).lean()
  ])
  const villageNames = new Map(villages.map(village => [village._id, `${village.townName}${village.name}`]))
  const stationNames = new Map(stations.map(station => [station._id, station.name]))
  return person => {
    const parts = [stationNames.get(person.stationCode ?? ''), villageNames.get(villageOf(person) ?? '')].filter(known)
    return parts.length > 0 ? parts.join(' ') : person.roles.includes('admin') ? '分局' : '还没选村'
  }
}

function known<T>(value: T | null | undefined): value is T {
  return value != null
}
