import { countUnreadNotices } from '../api/notices'
import { heldSession } from './heldSession'
import { createStore } from './store'

/** How many notices the person on this phone has not read; 0 while nobody is signed in. */
export const unread = createStore(() => 0)

/** Asks the server for the number of unread notices. Without signal the last known number stays. */
export async function refreshUnread(): Promise<void> {
  if (!heldSession.get()?.user) {
    unread.set(0)
    return
  }
  try {
    unread.set(await countUnreadNotices())
  } catch {
    // The number is a hint; the screen of notices says what went wrong.
  }
}
