/** Brings the events that moves have written into matters to the inboxes of the people who are told. */
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { inOrderOfIds } from '../matters/pages'
import { untold } from '../matters/questions'
import { tellPeople } from './audience'
import type { NoticeDeps } from './noticeDeps'

type Untold = Pick<StoredMatter, '_id' | 'version' | 'beneficiary' | 'toTell'>

/**
 * Writes a notice for every person of every event that is still to be told, matter by matter in the order of their ids.
 * Killed, repeated or run by several processes at once, the function gives each person one notice of an event.
 */
export async function deliverEvents(deps: NoticeDeps): Promise<void> {
  for await (const page of inOrderOfIds(untold(), ['version', 'beneficiary', 'toTell'])) await deliverPage(page, deps)
}

async function deliverPage(page: readonly Untold[], deps: NoticeDeps): Promise<void> {
  await tellPeople(page.map(matter => ({ matter, told: matter.toTell ?? [] })), deps)
  // Somebody may have made a move in the meantime: the version then differs, and the next round tells all of it again.
  await Matter.bulkWrite(page.map(({ _id, version }) =>
    ({ updateOne: { filter: { _id, version }, update: { $set: { toTell: [], tellPending: false } } } })))
}
