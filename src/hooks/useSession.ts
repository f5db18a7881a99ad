import type { User } from '../contract/person'
import { heldSession } from '../phone/heldSession'
import { useStore } from './useStore'

/** Who is signed in; `user` is null for a stranger and while no phone is bound. */
export interface Session {
  user: User | null
  /** Signed in to WeChat, though perhaps without a phone. */
  begun: boolean
}

/** The session, kept up to date on the screen. */
export function useSession(): Session {
  const held = useStore(heldSession)
  return { user: held?.user ?? null, begun: held !== null }
}
