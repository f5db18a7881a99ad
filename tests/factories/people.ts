import { Types } from 'mongoose'
import type { Role } from '../../src/contract/roles'
import { Person, Responsibility, type PersonDoc, type PersonFields } from '../../server/people/model'
import { phoneIndexOf, sealPhone } from '../../server/people/sealing'
import { Station, Village } from '../../server/ground/villageModel'
import { testFields } from '../setup/fields'
import { groundChanged } from '../setup/groundChanged'

let serial = 0
const next = (): number => ++serial

/** A station without people. @returns its code */
export async function buildStation(): Promise<string> {
  const code = `S${String(next()).padStart(3, '0')}`
  await Station.create({ _id: code, name: `第${code}派出所`, phone: '0632-8800000', address: '镇政府东', towns: [] })
  await groundChanged()
  return code
}

/** A village; creates a station when none is given. @returns its code */
export async function buildVillage({ stationCode }: { stationCode?: string } = {}): Promise<string> {
  const code = `370499${String(next()).padStart(6, '0')}`
  await Village.create({
    _id: code, name: `试村${serial}村委会`, townCode: '370499001', townName: '试镇',
    stationCode: stationCode ?? await buildStation(),
    pinyin: 'shicun', initials: 'sc', townPinyin: 'shizhen', townInitials: 'sz'
  })
  await groundChanged()
  return code
}

/** A stored person with the phone readable. */
export type KnownPerson = PersonDoc & { phone: string }

/** An invented person with a unique phone. */
export async function buildPerson(given: Partial<PersonFields> & { phone?: string } = {}): Promise<KnownPerson> {
  const n = next()
  const { phone = `1399${String(n).padStart(7, '0')}`, ...rest } = given
  const _id = new Types.ObjectId()
  const sealed = await sealPhone(testFields(), String(_id), phone)
  const made =
    await Person.create({ _id, name: `张${n}`, ...sealed, roles: ['resident'] satisfies Role[], active: true, ...rest })
  await groundChanged()
  return Object.assign(made, { phone })
}

/** The keyed hash by which the person with this phone is found. */
export async function withPhone(phone: string): Promise<{ phoneIndex: string }> {
  return { phoneIndex: await phoneIndexOf(testFields(), phone) }
}

export interface Team {
  stationCode: string
  villageCode: string
  officer: KnownPerson
  backup: KnownPerson
  agent: KnownPerson
  dispatcher: KnownPerson
  chief: KnownPerson
  admin: KnownPerson
}

/** A village with all its people: primary officer (police), backup (auxiliary), agent, dispatcher, chief, admin. */
export async function buildTeam(): Promise<Team> {
  const stationCode = await buildStation()
  const villageCode = await buildVillage({ stationCode })
  const officer = await buildPerson({ roles: ['resident', 'officer'], rank: 'police', stationCode })
  const backup = await buildPerson({ roles: ['resident', 'officer'], rank: 'auxiliary', stationCode })
  const agent = await buildPerson({ roles: ['resident', 'agent'], stationCode })
  const dispatcher = await buildPerson({ roles: ['resident', 'dispatcher'], rank: 'police', stationCode })
  const chief = await buildPerson({ roles: ['resident', 'chief'], rank: 'police', stationCode })
  const admin = await buildPerson({ roles: ['resident', 'admin'], rank: 'police' })
  await nameFor(villageCode, 'officer', officer, 0)
  await nameFor(villageCode, 'officer', backup, 1)
  await nameFor(villageCode, 'agent', agent, 0)
  return { stationCode, villageCode, officer, backup, agent, dispatcher, chief, admin }
}

/** Names a person for a village. @param order 0 primary, 1.. backups */
export async function nameFor(
  villageCode: string, kind: 'officer' | 'agent', person: PersonDoc, order: number, from = '2026-01-01',
  until: string | null = null
): Promise<void> {
  await Responsibility.create({ villageCode, kind, order, person: person._id, from, until })
  await groundChanged()
}
