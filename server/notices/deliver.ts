/** Brings the events that moves have written into matters to the inboxes of the people who are told. */
import type { Types } from 'mongoose'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { untold } from '../matters/questions'
import { tellPeople } from './audience'
import type { NoticeDeps } from './noticeDeps'

const BATCH = 100

type Untold = Pick<StoredMatter, '_id' | 'version' | 'beneficiary' | 'toTell'>

/**
 * Writes a notice for every person of every event that is still to be told, matter by matter in the order of their ids.
 * Killed, repeated or run by several processes at once, the function gives each person one notice of an event.
 */
export async function deliverEvents(deps: NoticeDeps): Promise<void> {
  let after: Types.ObjectId | undefined
  for (;;) {
    const batch = await Matter.find({ ...untold().filter, ...(after && { _id: { $gt: after } }) })
      .select({ version: 1, beneficiary: 1, toTell: 1 }).sort({ _id: 1 }).limit(BATCH).lean<Untold[]>()
    if (batch.length > 0) await deliverBatch(batch, deps)
    if (batch.length < BATCH) return
    after = batch.at(-1)!._id
  }
}

async function deliverBatch(batch: readonly Untold[], deps: NoticeDeps): Promise<void> {
  await tellPeople(batch.map(matter => ({ matter, told: matter.toTell ?? [] })), deps)
  // Somebody may have made a move in the meantime: the version then differs, and the next round tells all of it again.
  await Matter.bulkWrite(batch.map(({ _id, version }) =>
    ({ updateOne: { filter: { _id, version }, update: { $set: { toTell: [], tellPending: false } } } })))
}
