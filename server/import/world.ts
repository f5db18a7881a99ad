import type { Role } from '../../src/contract/roles'
import { CatalogueItemModel, Office } from '../ground/catalogueModel'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person, Responsibility } from '../people/model'
import { openPerson, phoneIndexOf } from '../people/sealing'
import { Station, Village } from '../ground/villageModel'
import type { Origin } from './fault'
import { responsibilityKey, type Files } from './readFiles'
import type { PersonRow, ResponsibilityRow, StationRow, VillageRow } from './rosterRows'

/** A fact, with its line in a file; null when the fact is in the database already. */
export interface Known<T> {
  value: T
  at: Origin | null
}

/** The state after the import: the stored documents overlaid with the rows of the files. */
export interface World {
  stations: Map<string, Known<StationRow>>
  villages: Map<string, Known<VillageRow>>
  people: Map<string, Known<PersonRow & { active: boolean }>>
  responsibilities: Map<string, Known<ResponsibilityRow>>
  offices: Set<string>
  itemCodes: Set<string>
}

/** The most documents of one collection, far more than a district has; bounds the queries. */
const ROWS_MOST = 50_000
const DESKS: readonly Role[] = ['dispatcher', 'admin']

/**
 * Reads the stored documents and overlays the rows of the files. Of the stored people only those are read whom a check
 * may need.
 */
export async function readWorld(files: Files, fields: Keyring): Promise<World> {
  const [stations, villages, offices, items, responsibilities] = await Promise.all([
    Station.find().limit(ROWS_MOST).lean(),
    Village.find().limit(ROWS_MOST).lean(),
    Office.find().select({ _id: 1 }).limit(ROWS_MOST).lean(),
    CatalogueItemModel.find().select({ _id: 1 }).limit(ROWS_MOST).lean(),
    Responsibility.find().limit(ROWS_MOST).lean()
  ])
  const people = await readPeople(files, responsibilities.map(row => String(row.person)), fields)
  const phones = new Map(people.map(person => [person.id, person.row.phone]))
  const world: World = {
    stations: new Map(stations.map(({ _id, ...station }) => [_id, stored({ code: _id, ...station })])),
    villages: new Map(villages.map(({ _id, ...village }) => [_id, stored({ code: _id, ...village })])),
    people: new Map(people.map(({ row }) => [row.phone, stored(row)])),
    responsibilities: new Map(responsibilities.map(({ villageCode, kind, order, from, until, person }) => {
      const row = { villageCode, kind, order, from, until: until ?? null, phone: phones.get(String(person)) ?? '' }
      return [responsibilityKey(row), stored(row)]
    })),
    offices: new Set([...offices.map(({ _id }) => _id), ...files.offices.map(({ value }) => value.name)]),
    itemCodes: new Set([...items.map(({ _id }) => _id), ...files.catalogue?.value.items.map(({ code }) => code) ?? []])
  }
  for (const { value, at } of files.stations) world.stations.set(value.code, { value, at })
  for (const { value, at } of files.villages) world.villages.set(value.code, { value, at })
  for (const { value, at } of files.people) {
    const known = world.people.get(value.phone)?.value
    world.people.set(value.phone, { value: { ...value, active: known?.active ?? true }, at })
  }
  for (const { value, at } of files.responsibilities) {
    world.responsibilities.set(responsibilityKey(value), { value, at })
  }
  return world
}

function stored<T>(value: T): Known<T> {
  return { value, at: null }
}

async function readPeople(
  files: Files, ids: readonly string[], fields: Keyring
): Promise<Array<{ id: string; row: PersonRow & { active: boolean } }>> {
  const phones = [...new Set([...files.people, ...files.responsibilities].map(({ value }) => value.phone))]
  const indexes = await Promise.all(phones.map(phone => phoneIndexOf(fields, phone)))
  const found = (await Promise.all([
    Person.find({ _id: { $in: [...new Set(ids)] } }).limit(ROWS_MOST).lean(),
    Person.find({ phoneIndex: { $in: indexes } }).limit(ROWS_MOST).lean(),
    ...DESKS.map(role => Person.find({ roles: role, active: true }).limit(ROWS_MOST).lean())
  ])).flat()
  const opened = await Promise.all(found.map(person => openPerson(fields, person)))
  return opened.map(({ _id, phone, name, roles, rank, stationCode, villageCode, leave, active }) => ({
    id: String(_id),
    row: {
      phone, name, roles, rank: rank ?? null, stationCode: stationCode ?? null, villageCode: villageCode ?? null, leave,
      active
    }
  }))
}

/** The responsible station of each town, from the `towns` of the stations. */
export function stationsByTown(world: World): Map<string, string> {
  return new Map(
    [...world.stations.values()].flatMap(({ value }) => value.towns.map(town => [town, value.code] as const))
  )
}
