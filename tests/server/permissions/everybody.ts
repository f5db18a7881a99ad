/** One person of every role and every relation, and three callers who are no known person. */
import { API_BASE } from '../../../src/contract/endpoints'
import type { ResponsibilityKind } from '../../../src/contract/person'
import type { Rank, Role } from '../../../src/contract/roles'
import { Person } from '../../../server/people/model'
import { buildPerson, buildStation, buildVillage, nameFor, withPhone } from '../../factories/people'
import type { TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

/** near and next belong to this station, away to another one, bare to a third one without people. */
export interface Places {
  here: string
  near: string
  next: string
  away: string
  bare: string
  there: string
}
type VillageName = 'near' | 'next' | 'away' | 'bare'

/** A caller, with the facts on which the rules depend. */
export interface Somebody {
  name: string
  state: 'nobody' | 'ended' | 'unbound' | 'person'
  /** The Authorization header's value. */
  token: string | null
  id: string
  phone: string
  roles: readonly Role[]
  rank: Rank | null
  /** Works or worked here: the phone is no secret. */
  staff: boolean
  station: string | null
  /** The village that the person has chosen. */
  home: string | null
  /** Villages for which the person is named today. */
  named: Record<ResponsibilityKind, readonly string[]>
}

interface Plan {
  roles?: Role[]
  rank?: Rank
  station?: 'here' | 'there'
  home?: VillageName
  named?: readonly [ResponsibilityKind, VillageName, order: number]
  /** The days in which the person is named. */
  days?: readonly [from: string, until: string | null]
}

const POLICE = { roles: ['resident', 'officer'], rank: 'police' } satisfies Plan
const AGENT = { roles: ['resident', 'agent'] } satisfies Plan

/** Admins first: the first admin of the district desk is the last resort of routing. */
const PLANS = {
  admin: { roles: ['resident', 'admin'], rank: 'police' },
  otherAdmin: { roles: ['resident', 'admin'], rank: 'police' },
  asker: { home: 'near' },
  relative: { home: 'away' },
  elder: { home: 'near' },
  otherRelative: { home: 'near' },
  sameVillage: { home: 'near' },
  otherVillage: { home: 'next' },
  otherStation: { home: 'away' },
  newcomer: {},
  agent: { ...AGENT, station: 'here', home: 'near', named: ['agent', 'near', 0] },
  /** Named until the things have been created, see things.ts. */
  agentFormer: { ...AGENT, station: 'here', named: ['agent', 'near', 1] },
  agentComing: { ...AGENT, station: 'here', named: ['agent', 'near', 2], days: ['2027-01-01', null] },
  agentOtherVillage: { ...AGENT, station: 'here', named: ['agent', 'next', 0] },
  agentOtherStation: { ...AGENT, station: 'there', named: ['agent', 'away', 0] },
  officer: { ...POLICE, station: 'here', home: 'near', named: ['officer', 'near', 0] },
  auxiliary: { roles: ['resident', 'officer'], rank: 'auxiliary', station: 'here', named: ['officer', 'near', 1] },
  /** An officer of the village who also asks for something as a resident. */
  officerAsking: { ...POLICE, station: 'here', home: 'near', named: ['officer', 'near', 2] },
  officerFormer: { ...POLICE, station: 'here', named: ['officer', 'near', 3], days: ['2026-01-01', '2026-10-31'] },
  officerUnnamed: { ...POLICE, station: 'here', home: 'near' },
  officerOtherVillage: { ...POLICE, station: 'here', named: ['officer', 'next', 0] },
  officerOtherStation: { ...POLICE, station: 'there', named: ['officer', 'away', 0] },
  dispatcher: { roles: ['resident', 'dispatcher'], rank: 'police', station: 'here' },
  chief: { roles: ['resident', 'chief'], rank: 'police', station: 'here' },
  dispatcherOtherStation: { roles: ['resident', 'dispatcher'], rank: 'police', station: 'there', home: 'near' },
  chiefOtherStation: { roles: ['resident', 'chief'], rank: 'police', station: 'there' },
  dispatcherNowhere: { roles: ['resident', 'dispatcher'] },
  mediator: { roles: ['resident', 'mediator'], station: 'here', home: 'near' },
  volunteer: { roles: ['resident', 'volunteer'], home: 'near' },
  /** Is an assignee when the roster takes the role away, see things.ts. */
  roleLost: { ...POLICE, station: 'here', home: 'near' },
  /** Left the service while signed in. */
  dismissed: { ...POLICE, station: 'here', named: ['officer', 'near', 4] }
} satisfies Record<string, Plan>
export type PersonName = keyof typeof PLANS
export type People = Record<PersonName, Somebody>

export interface Everybody {
  places: Places
  people: People
  /** All people, and three callers who are no known person: without a token, without a phone, signed out. */
  all: Somebody[]
}

/** Creates the places and all people, each signed in once. */
export async function buildEverybody(app: TestApp): Promise<Everybody> {
  const [here, there] = [await buildStation(), await buildStation()]
  const places: Places = {
    here, there, near: await buildVillage({ stationCode: here }), next: await buildVillage({ stationCode: here }),
    away: await buildVillage({ stationCode: there }), bare: await buildVillage()
  }
  const people = {} as People
  for (const [name, plan] of Object.entries(PLANS) as Array<[PersonName, Plan]>) {
    people[name] = await buildSomebody(app, name, plan, places)
  }
  await Person.updateOne(await withPhone(people.dismissed.phone), { $set: { active: false } })
  await groundChanged()
  people.dismissed.state = 'ended'
  return { places, people, all: [...Object.values(people), ...await buildNobodies(app)] }
}

async function buildSomebody(
  app: TestApp, name: string, { roles = ['resident'], rank, station, home, named, days }: Plan, places: Places
): Promise<Somebody> {
  const person = await buildPerson({
    roles, rank: rank ?? null, stationCode: station ? places[station] : null, villageCode: home ? places[home] : null
  })
  const [kind, village, order] = named ?? []
  if (kind && village) await nameFor(places[village], kind, person, order!, days?.[0], days?.[1] ?? null)
  const villagesOf = (which: ResponsibilityKind) => kind === which && village && !days ? [places[village]] : []
  return {
    name, state: 'person', token: await app.signIn(person.phone), id: String(person._id), phone: person.phone,
    roles: [...person.roles],
    rank: person.rank ?? null, staff: roles.length > 1, station: person.stationCode ?? null,
    home: person.villageCode ?? null,
    named: { agent: villagesOf('agent'), officer: villagesOf('officer') }
  }
}

async function buildNobodies(app: TestApp): Promise<Somebody[]> {
  const nobody: Somebody = {
    name: 'stranger', state: 'nobody', token: null, id: '', phone: '', roles: [], rank: null, staff: false,
    station: null, home: null, named: { agent: [], officer: [] }
  }
  const begun =
    await app.http.post(`${API_BASE}/session`).send({ code: app.fakeWechat.issueCode('no-phone') }).expect(200)
  const signedOut = await app.signIn((await buildPerson()).phone)
  await app.http.delete(`${API_BASE}/session`).set('Authorization', signedOut).expect(204)
  return [
    nobody,
    { ...nobody, name: 'unbound', state: 'unbound', token: `Bearer ${String(begun.body.token)}` },
    { ...nobody, name: 'signedOut', state: 'ended', token: signedOut }
  ]
}
