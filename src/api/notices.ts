import type { NoticePage, ReadNotices, ReminderAnswers, ReminderTemplate } from '../contract/notice'
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
