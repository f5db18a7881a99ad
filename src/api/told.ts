import type { ReminderHours, ReminderTemplate } from '../contract/notice'
import type { ToldRow } from '../contract/told'
import { call } from './http'

/** Who was told of a matter. @throws ApiError notFound, also when the matter is somebody else's */
export async function listTold(id: string): Promise<ToldRow[]> {
  return (await call('listTold', { params: { id } })).items
}

/** How many messages in WeChat the caller has agreed to, and the hours in which nobody's phone rings. */
export function getReminderOverview(): Promise<{ items: ReminderTemplate[]; hours: ReminderHours }> {
  return call('listReminders')
}
