/** The search for a person as each reader may see it: names of contacts only to those who know them. */
import type { AskedView, ContactView, SearchEntry, SearchPage, SearchView } from '../../src/contract/search'
import type { Deps } from '../deps'
import type { StoredAsked, StoredEntry, StoredSearch } from '../matters/matterFields'
import { readContacts } from '../matters/contacts'
import { iso } from '../matters/present'
import { capacityOf, relationsOf } from '../matters/relations'
import { openFields } from '../matters/sealing'
import type { Viewer } from '../people/viewer'
import type { StoredServiceRequest } from './serviceRequestFields'
import { speakerOf } from './speaker'

/** Who reads: staff see everybody, the applicant the family's contacts, a helper only himself or herself. */
export type SearchReader = 'applicant' | 'beneficiary' | 'staff' | 'helper'

/** The contacts that a reader knows. */
export function knownContacts(contacts: readonly ContactView[], reader: SearchReader): ContactView[] {
  if (reader === 'staff') return [...contacts]
  return reader === 'applicant' ? contacts.filter(({ from }) => from === 'family') : []
}

interface Sight {
  reader: SearchReader
  /** The reader's own key; null where the reader is not asked. */
  own: string | null
  known: readonly ContactView[]
  people: Awaited<ReturnType<typeof peopleOf>>
}

/**
 * A search as this reader may see it.
 * @param opened the matter with its fields opened
 */
export async function presentSearch(
  opened: StoredServiceRequest, reader: SearchReader, own: string | null, deps: Pick<Deps, 'ground'>
): Promise<SearchView | null> {
  if (opened.search == null) return null
  const { search } = opened
  const sight: Sight = {
    reader, own, known: knownContacts(readContacts(opened.contacts), reader), people: await peopleOf(opened, deps)
  }
  return {
    since: search.since.toISOString(),
    worried: search.worried,
    steps: search.steps.map(({ name, from, until, toldAt, skipped, people }) => ({
      name, from: from.toISOString(), until: iso(until), toldAt: iso(toldAt), skipped,
      people: people.map(one => asked(one, sight))
    })),
    ended: search.ended && presentEnd(search.ended, sight)
  }
}

function presentEnd(ended: NonNullable<StoredSearch['ended']>, sight: Sight): SearchView['ended'] {
  const { how, at, kind, contact, until, called } = ended
  const spoken = contact === null ? null : sight.known.find(({ id }) => id === contact)?.name ?? null
  return { how, at: at.toISOString(), who: spoken ?? whoEnded(ended, sight), kind, until, called }
}

/** Names of helpers and relatives are no more public here than in the steps. */
function whoEnded({ kind, by }: NonNullable<StoredSearch['ended']>, { reader, own, people }: Sight): string | null {
  switch (kind) {
    case 'neighbour': return reader === 'staff' ? by.name : null
    case 'agent': return people.agentOf(by.person)?.name ?? null
    // Staff may have written it down for the relative.
    case 'relative': return reader === 'staff' || reader === 'applicant' || own === 'relative' ? people.relative.name : null
    default: return by.name
  }
}

/** The people of a search who have no account of their own in it, and the agents of the village. */
async function peopleOf({ stationCode, villageCode, assignee, applicant }: StoredServiceRequest, deps: Pick<Deps, 'ground'>) {
  const [roster, places] = await Promise.all([deps.ground.roster(), deps.ground.places()])
  const agents = roster.responsibilitiesOf(villageCode, '')
  const station = places.station(stationCode)
  return {
    agentOf: (person: unknown) => agents.find(row => String(row.person._id) === String(person))?.person,
    officer: { name: assignee.name, phone: assignee.phone },
    desk: { name: station?.name ?? '', phone: station?.phone ?? '' },
    relative: { name: applicant.name, phone: applicant.phone }
  }
}

function asked(one: StoredAsked, sight: Sight): AskedView {
  const { key, kind, person, answer, answeredAt } = one
  return {
    key, kind, ...nameOf(one, sight),
    inApp: person !== null || kind === 'relative' || kind === 'officer' || kind === 'desk',
    answer, answeredAt: iso(answeredAt)
  }
}

function nameOf(
  { key, kind, person, contact }: StoredAsked, { reader, own, known, people }: Sight
): Pick<AskedView, 'name' | 'phone' | 'tie'> {
  const staff = reader === 'staff'
  switch (kind) {
    case 'officer': return { ...people.officer, tie: null }
    case 'desk': return { ...people.desk, tie: null }
    case 'agent': {
      const agent = people.agentOf(person)
      return { name: agent?.name ?? null, phone: staff ? agent?.phone ?? null : null, tie: null }
    }
    case 'relative': {
      const shown = staff || key === own
      return { name: shown ? people.relative.name : null, phone: staff ? people.relative.phone : null, tie: null }
    }
    case 'neighbour': {
      const found = known.find(({ id }) => id === contact)
      return { name: found?.name ?? null, phone: staff ? found?.phone ?? null : null, tie: found?.tie ?? null }
    }
  }
}

/** What an entry says of a search. @param known the contacts that the reader knows */
export function presentSearchEntry(
  { search }: Pick<StoredEntry, 'search'>, known: readonly ContactView[]
): SearchEntry | null {
  if (!search) return null
  const { answer, step, kind, contact, seenAt, until, called } = search
  return {
    answer, step, kind, name: known.find(({ id }) => id === contact)?.name ?? null, seenAt: iso(seenAt ?? null), until,
    called
  }
}

/** What somebody who is asked to look needs: whom, where, whom to call, and how the search stands. */
export async function presentSearchPage(
  stored: StoredServiceRequest, viewer: Viewer, deps: Deps
): Promise<SearchPage> {
  const now = deps.now()
  const relations = relationsOf(stored, viewer, now)
  const me = speakerOf(stored, viewer, now)
  const helps = relations.every(relation => relation === 'helper') && relations.length > 0
  const reader = helps ? 'helper' : capacityOf(relations)
  const opened = await openFields(deps.fields, stored)
  const search = await presentSearch(opened, reader, me.key, deps)
  const { desk, officer } = await peopleOf(opened, deps)
  const { applicant, beneficiary, villageName, address, _id } = opened
  return {
    id: String(_id),
    person: {
      name: (beneficiary ?? applicant).name, phone: (beneficiary ?? applicant).phone, village: villageName,
      address: address ?? ''
    },
    assignee: officer,
    station: desk,
    // The story answers only for matters with a search.
    search: search!,
    me: { kind: me.kind, key: me.key }
  }
}
