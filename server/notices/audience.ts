/** Who hears of an event: the notices of people with an account, and of those who have none. */
import type { Types } from 'mongoose'
import { isPhoned, type NoticeSide } from '../../src/contract/notice'
import type { StoredMatter, StoredTold } from '../matters/matterFields'
import { Person } from '../people/model'
import type { StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import type { StoredPhoneNotice } from './phoneModel'
import {
  noticeOf, phoneNoticeOf, writeNewNotices, writeNewPhoneNotices, writeNotices, writePhoneNotices
} from './write'

/** A matter with the events that people are to be told. */
export interface Telling {
  matter: Pick<StoredMatter, '_id' | 'beneficiary'>
  told: readonly StoredTold[]
}

/** What has to be written to tell people. */
interface Written {
  notices: Map<string, StoredNotice>
  phoned: Map<string, StoredPhoneNotice>
}

/**
 * Writes a notice for every person of every event. The first event of one move that is meant for a person is the one
 * that the person hears. Repeated, or run by several processes at once, each person has one notice of an event.
 */
export async function tellPeople(tellings: readonly Telling[], deps: NoticeDeps): Promise<void> {
  const { notices, phoned } = await worked(tellings, deps)
  await writeNotices([...notices.values()])
  await writePhoneNotices([...phoned.values()])
}

/** As `tellPeople`, for events that are worked out again and again: what is written already is passed over. */
export async function tellNew(tellings: readonly Telling[], deps: NoticeDeps): Promise<void> {
  const { notices, phoned } = await worked(tellings, deps)
  await writeNewNotices([...notices.values()])
  await writeNewPhoneNotices([...phoned.values()])
}

async function worked(tellings: readonly Telling[], deps: NoticeDeps): Promise<Written> {
  const people = await peopleOf(tellings)
  const notices = new Map<string, StoredNotice>()
  const phoned = new Map<string, StoredPhoneNotice>()
  for (const { matter, told } of tellings) {
    for (const one of told) {
      for (const notice of noticesOf(matter, one, people, deps)) {
        if (!notices.has(notice._id)) notices.set(notice._id, notice)
      }
      const notice = phoneNoticeFor(matter, one, people, deps)
      if (notice && !phoned.has(notice._id)) phoned.set(notice._id, notice)
    }
  }
  return { notices, phoned }
}

/** The people who have an account: by their ids, and beneficiaries by the keyed hash of their phone. */
interface People {
  byId: ReadonlySet<string>
  byPhone: ReadonlyMap<string, Types.ObjectId>
}

async function peopleOf(tellings: readonly Telling[]): Promise<People> {
  const ids = tellings.flatMap(({ told }) => told.flatMap(({ staff, residents }) => [...staff, ...residents]))
  const indexes = tellings.flatMap(({ matter }) => matter.beneficiary?.phoneIndex ?? [])
  const found = await Person.find({ $or: [{ _id: { $in: ids } }, { phoneIndex: { $in: indexes } }], deletedAt: null })
    .select({ phoneIndex: 1 }).limit(ids.length + indexes.length).lean()
  return {
    byId: new Set(found.map(({ _id }) => String(_id))),
    byPhone: new Map(found.map(({ _id, phoneIndex }) => [phoneIndex, _id]))
  }
}

function noticesOf(
  { _id: matter, beneficiary }: Telling['matter'], told: StoredTold, { byId, byPhone }: People, deps: NoticeDeps
): StoredNotice[] {
  const her = told.beneficiary && beneficiary?.phoneIndex ? byPhone.get(beneficiary.phoneIndex) : undefined
  const residents = [...told.residents, ...(her && !(told.by && her.equals(told.by)) ? [her] : [])]
  const { once, event, entry, at } = told
  const one = (person: Types.ObjectId, side: NoticeSide): StoredNotice =>
    noticeOf({ person, side, matter, once, event, entry, at }, deps)
  return [...residents.map(person => one(person, 'resident')), ...told.staff.map(person => one(person, 'staff'))]
    .filter(({ person }) => byId.has(String(person)))
}

/** The notice of a beneficiary who has a phone and no account. */
function phoneNoticeFor(
  { _id: matter, beneficiary }: Telling['matter'], told: StoredTold, { byPhone }: People, deps: NoticeDeps
): StoredPhoneNotice | null {
  const { once, event, entry, at } = told
  const index = beneficiary?.phoneIndex
  if (!told.beneficiary || index == null || byPhone.has(index) || !isPhoned(event)) return null
  return phoneNoticeOf({ matter, once, event, entry, at }, deps)
}
