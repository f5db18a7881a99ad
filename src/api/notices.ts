import type {
  NoticePage, ReadNotices, ReminderAnswers, ReminderHours, ReminderTemplate
} from '../contract/notice'
import type { CallOutcome, PhoneCall } from '../contract/phoneCall'
import type { ToldRow } from '../contract/told'
import { call } from './http'

/** One page of what the caller was told, newest first. @param cursor null: the first page */
export function listNotices(cursor: string | null): Promise<NoticePage> {
  return call('listNotices', { query: cursor === null ? {} : { cursor } })
}

/** How many notices the caller has not read, up to 100. */
export async function countUnreadNotices(): Promise<number> {
  return (await call('countUnreadNotices')).unread
}

/** Marks notices as read: those named, or all up to an instant. */
export function readNotices(read: ReadNotices): Promise<void> {
  return call('readNotices', { body: read })
}

/** The templates of WeChat's messages, and how many messages the caller has agreed to. */
export async function listReminders(): Promise<ReminderTemplate[]> {
  return (await call('listReminders')).items
}

/** Records what the person answered when WeChat asked. */
export function recordReminders(body: ReminderAnswers, idempotencyKey: string): Promise<void> {
  return call('recordReminders', { body, idempotencyKey })
}

/** As `listReminders`, with the hours in which nobody's phone rings. */
export function getReminderOverview(): Promise<{ items: ReminderTemplate[]; hours: ReminderHours }> {
  return call('listReminders')
}

/** Who was told of a matter. @throws ApiError notFound, also when the matter is somebody else's */
export async function listTold(id: string): Promise<ToldRow[]> {
  return (await call('listTold', { params: { id } })).items
}

/** The calls that the caller has to make, the next one first. */
export async function listCalls(): Promise<PhoneCall[]> {
  return (await call('listCalls')).items
}

/** Records how a call ended; may be repeated. @throws ApiError notFound when somebody else makes the call by now */
export function recordCall(id: string, body: CallOutcome): Promise<void> {
  return call('recordCall', { params: { id }, body })
}
