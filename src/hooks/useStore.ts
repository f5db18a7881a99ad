import { useSyncExternalStore } from 'react'
import type { Readable } from '../phone/store'

/** The value of a store, kept up to date on the screen. */
export function useStore<T>(store: Readable<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
