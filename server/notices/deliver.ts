/** Brings the events that moves have written into matters to the inboxes of the people who are told. */
import type { Types } from 'mongoose'
import type { NoticeSide } from '../../src/contract/notice'
import type { StoredMatter, StoredTold } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { untold } from '../matters/questions'
import { Person } from '../people/model'
import type { StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { noticeOf, writeNotices } from './write'

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
  const people = await peopleOf(batch)
  const notices = new Map<string, StoredNotice>()
  for (const matter of batch) {
    for (const told of matter.toTell ?? []) {
      for (const notice of noticesOf(matter, told, people, deps)) {
        // The first event of one move that is meant for a person is the one that the person hears.
        if (!notices.has(notice._id)) notices.set(notice._id, notice)
      }
    }
  }
  await writeNotices([...notices.values()])
  // Somebody may have made a move in the meantime: the version then differs, and the next round tells all of it again.
  await Matter.bulkWrite(batch.map(({ _id, version }) =>
    ({ updateOne: { filter: { _id, version }, update: { $set: { toTell: [], tellPending: false } } } })))
}

/** The people of a batch who have an account: by their ids, and beneficiaries by the keyed hash of their phone. */
interface People {
  byId: ReadonlySet<string>
  byPhone: ReadonlyMap<string, Types.ObjectId>
}

async function peopleOf(batch: readonly Untold[]): Promise<People> {
  const told = batch.flatMap(({ toTell }) => toTell ?? [])
  const ids = told.flatMap(({ staff, residents }) => [...staff, ...residents])
  const indexes = batch.flatMap(({ beneficiary }) => beneficiary?.phoneIndex ?? [])
  const found = await Person.find({ $or: [{ _id: { $in: ids } }, { phoneIndex: { $in: indexes } }], deletedAt: null })
    .select({ phoneIndex: 1 }).limit(ids.length + indexes.length).lean()
  return {
    byId: new Set(found.map(({ _id }) => String(_id))),
    byPhone: new Map(found.map(({ _id, phoneIndex }) => [phoneIndex, _id]))
  }
}

function noticesOf(
  { _id: matter, beneficiary }: Untold,
  told: StoredTold,
  { byId, byPhone }: People,
  deps: NoticeDeps
): StoredNotice[] {
  const her = told.beneficiary && beneficiary?.phoneIndex ? byPhone.get(beneficiary.phoneIndex) : undefined
  const residents = [...told.residents, ...(her && !(told.by && her.equals(told.by)) ? [her] : [])]
  const { once, event, entry, at } = told
  const one = (person: Types.ObjectId, side: NoticeSide): StoredNotice =>
    noticeOf({ person, side, matter, once, event, entry, at }, deps)
  return [...residents.map(person => one(person, 'resident')), ...told.staff.map(person => one(person, 'staff'))]
    .filter(({ person }) => byId.has(String(person)))
}
