import type { NoticePage, ReminderAnswers, ReminderTemplate } from '../contract/notice'
import { call } from './http'

/** One page of what the caller was told, newest first. @param cursor null: the first page */
export function listNotices(cursor: string | null): Promise<NoticePage> {
  return call('listNotices', { query: cursor === null ? {} : { cursor } })
}

/** How many notices the caller has not read, up to 100. */
export async function countUnreadNotices(): Promise<number> {
  return (await call('countUnreadNotices')).unread
}

/** Marks one notice as read. */
export function readNotice(id: string): Promise<void> {
  return call('readNotice', { params: { id } })
}

/** Marks every notice up to an instant (ISO 8601) as read. */
export function readNotices(until: string): Promise<void> {
  return call('readNotices', { body: { until } })
}

/** The templates of WeChat's messages, and how many messages the caller has agreed to. */
export async function listReminders(): Promise<ReminderTemplate[]> {
  return (await call('listReminders')).items
}

/** Records what the person answered when WeChat asked. */
export function recordReminders(body: ReminderAnswers, idempotencyKey: string): Promise<void> {
  return call('recordReminders', { body, idempotencyKey })
}
