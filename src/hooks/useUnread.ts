import { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { refreshUnread, unread } from '../phone/unread'
import { useSession } from './useSession'
import { useStore } from './useStore'

/** The number of unread notices, asked for again whenever the screen is shown or somebody else signs in. */
export function useUnread(): number {
  const { user } = useSession()
  const id = user?.id ?? null
  useEffect(() => { void refreshUnread() }, [id])
  useDidShow(() => { void refreshUnread() })
  return useStore(unread)
}
