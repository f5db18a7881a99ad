/** Who is asked when a search begins: contacts and agent of the village, the relative, the officer, the desk. */
import type { Types } from 'mongoose'
import { dayOf } from '../../src/contract/day'
import type { ContactView } from '../../src/contract/search'
import { LIMITS } from '../../src/contract/limits'
import type { Deps } from '../deps'
import { Person } from '../people/model'
import { phoneIndexOf } from '../people/sealing'
import { concernedBy } from './colleagues'
import type { StoredAsked, StoredMatter, StoredSearch } from './matterFields'
import { laidOut } from './search'

type SearchDeps = Pick<Deps, 'fields' | 'ground' | 'settings'>

const ASKED = { person: null, contact: null, answer: null, answeredAt: null } as const

/**
 * A new search, with all its steps written in advance. It runs by the clock, not in working time: nights, weekends and
 * holidays count.
 * @param now ms since 1970
 */
export async function searchFor(
  current: StoredMatter, contacts: readonly ContactView[], { worried, now }: { worried: boolean; now: number },
  deps: SearchDeps
): Promise<StoredSearch> {
  const { villageMinutes, relativeMinutes, officerMinutes } = deps.settings.search
  const steps = laidOut([
    { name: 'village', people: await ofTheVillage(current, contacts, now, deps), minutes: villageMinutes },
    {
      name: 'relative', minutes: relativeMinutes,
      people: current.beneficiary === null ? [] : [{ ...ASKED, key: 'relative', kind: 'relative' }]
    },
    { name: 'officer', people: [{ ...ASKED, key: 'officer', kind: 'officer' }], minutes: officerMinutes },
    { name: 'desk', people: [{ ...ASKED, key: 'desk', kind: 'desk' }], minutes: null }
  ], now)
  return { since: new Date(now), worried, steps, ended: null }
}

async function ofTheVillage(
  current: StoredMatter, contacts: readonly ContactView[], now: number, deps: SearchDeps
): Promise<StoredAsked[]> {
  const concerned = concernedBy(current)
  const withIndex = await Promise.all(contacts.map(async ({ id, phone }) =>
    ({ id, phoneIndex: await phoneIndexOf(deps.fields, phone) })))
  const others = withIndex.filter(({ phoneIndex }) => !concerned.has(phoneIndex))
  const accounts = await accountsOf(others.map(({ phoneIndex }) => phoneIndex), current.villageCode)
  const neighbours = others.map(({ id, phoneIndex }): StoredAsked =>
    ({ ...ASKED, key: id, kind: 'neighbour', contact: id, person: accounts.get(phoneIndex) ?? null }))
  const asked = new Set([
    ...concerned, ...neighbours.map(({ person }) => String(person)), String(current.assignee.person)
  ])
  const agent = (await deps.ground.roster()).responsibilitiesOf(current.villageCode, dayOf(now))
    .find(({ kind, inDates, onLeave, person }) => kind === 'agent' && inDates && !onLeave && person.active &&
      !asked.has(String(person._id)) && !asked.has(person.phoneIndex))
  return agent
    ? [...neighbours, { ...ASKED, key: `agent:${String(agent.person._id)}`, kind: 'agent', person: agent.person._id }]
    : neighbours
}

/**
 * The accounts by which contacts can be told in the app: only those of people who call this village their own, because
 * a number that somebody else wrote down proves nothing about who holds it. Everybody else is called.
 */
async function accountsOf(indexes: readonly string[], villageCode: string): Promise<Map<string, Types.ObjectId>> {
  if (indexes.length === 0) return new Map()
  const found = await Person.find({ phoneIndex: { $in: [...indexes] }, villageCode, active: true, deletedAt: null })
    .select({ phoneIndex: 1 }).limit(LIMITS.contacts * 2).lean()
  return new Map(found.map(({ _id, phoneIndex }) => [phoneIndex, _id]))
}
