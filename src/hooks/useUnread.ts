import { refreshUnread, unread } from '../phone/unread'
import { useLoad } from './useLoad'
import { useSession } from './useSession'
import { useStore } from './useStore'

/** The number of unread notices, asked for again whenever the screen is shown again or somebody else signs in. */
export function useUnread(): number {
  const { user } = useSession()
  useLoad(user && user.id, refreshUnread)
  const known = useStore(unread)
  return user && known?.person === user.id ? known.count : 0
}
