import { Session } from './model'

/** Ends a session at once, on every process. A session that has ended already is no error. */
export async function endSession(id: string): Promise<void> {
  await Session.deleteOne({ _id: id })
}
