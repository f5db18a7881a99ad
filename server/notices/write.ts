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
