import { Notice, ReminderAgreement } from './model'

/** Deletes what a person was told, and what the person agreed to receive. A repeated call changes nothing. */
export async function forgetNotices(person: string): Promise<void> {
  await Notice.deleteMany({ person })
  await ReminderAgreement.deleteMany({ person })
}
