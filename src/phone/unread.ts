import { countUnreadNotices } from '../api/notices'
import { heldSession } from './heldSession'
import { createStore } from './store'

/** How many notices a person has not read; the number is shown to that person only. */
export const unread = createStore<{ person: string; count: number } | null>(() => null)

/** Asks the server for the number of unread notices. Without signal the last known number stays. */
export async function refreshUnread(): Promise<void> {
  const person = heldSession.get()?.user?.id
  if (person === undefined) return
  try {
    unread.set({ person, count: await countUnreadNotices() })
  } catch {
    // The number is a hint; the screen of notices says what went wrong.
  }
}
