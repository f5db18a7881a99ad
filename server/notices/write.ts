import type { Types } from 'mongoose'
import { URGENT_EVENTS } from '../../src/contract/notice'
import { Notice, type StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { PhoneNotice, type StoredPhoneNotice } from './phoneModel'
import { afterQuietHours } from './quietHours'

/** What is told to one person. `once` names the event within its matter. */
export interface Told extends Pick<StoredNotice, 'person' | 'side' | 'matter' | 'event' | 'entry' | 'at'> {
  person: Types.ObjectId
  once: string
}

/** A notice before it is read, its message due now or after the quiet hours. */
export function noticeOf({ once, ...told }: Told, { now, settings }: NoticeDeps): StoredNotice {
  const due = Math.max(now(), told.at.getTime())
  const after = new Date(URGENT_EVENTS.includes(told.event) ? due : afterQuietHours(due, settings.quietHours))
  return {
    _id: `${String(told.matter)}:${once}:${String(told.person)}`,
    ...told,
    readAt: null,
    push: { state: 'due', after, tries: 0, why: null }
  }
}

/** What is told to somebody without an account. */
type ToldByPhone = Pick<StoredPhoneNotice, 'matter' | 'event' | 'entry' | 'at'> & { once: string }

/** The notice of somebody without an account, its text message due now or after the quiet hours. */
export function phoneNoticeOf({ once, ...told }: ToldByPhone, { now, settings }: NoticeDeps): StoredPhoneNotice {
  const after = new Date(afterQuietHours(Math.max(now(), told.at.getTime()), settings.quietHours))
  return {
    _id: `${String(told.matter)}:${once}:beneficiary`,
    ...told,
    text: { state: 'due', after, tries: 0, why: null },
    call: { state: 'none', after, tries: 0, caller: null, desk: false, lastAt: null, why: null }
  }
}

/**
 * As `writeNotices`, for notices that are worked out again and again: those that are there cost a reading, no write.
 */
export async function writeNewNotices(notices: readonly StoredNotice[]): Promise<void> {
  const ids = notices.map(({ _id }) => _id)
  if (ids.length === 0) return
  const known = await Notice.find({ _id: { $in: ids } }).select({ _id: 1 }).limit(ids.length).lean()
  await writeNotices(without(notices, known))
}

/** As `writePhoneNotices`, for notices that are worked out again and again. */
export async function writeNewPhoneNotices(notices: readonly StoredPhoneNotice[]): Promise<void> {
  const ids = notices.map(({ _id }) => _id)
  if (ids.length === 0) return
  const known = await PhoneNotice.find({ _id: { $in: ids } }).select({ _id: 1 }).limit(ids.length).lean()
  await writePhoneNotices(without(notices, known))
}

function without<N extends { _id: string }>(notices: readonly N[], known: ReadonlyArray<{ _id: string }>): N[] {
  const ids = new Set(known.map(({ _id }) => _id))
  return notices.filter(({ _id }) => !ids.has(_id))
}

/** Writes the notices of people without an account that are not there yet. */
export async function writePhoneNotices(notices: readonly StoredPhoneNotice[]): Promise<void> {
  if (notices.length === 0) return
  await PhoneNotice.bulkWrite(notices.map(({ _id, ...notice }) =>
    ({ updateOne: { filter: { _id }, update: { $setOnInsert: notice }, upsert: true } })), { ordered: false })
}

/** Writes the notices that are not there yet; those that are there stay as they are. */
export async function writeNotices(notices: readonly StoredNotice[]): Promise<void> {
  if (notices.length === 0) return
  await Notice.bulkWrite(notices.map(({ _id, ...notice }) =>
    ({ updateOne: { filter: { _id }, update: { $setOnInsert: notice }, upsert: true } })), { ordered: false })
}
