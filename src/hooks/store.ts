import { useSyncExternalStore } from 'react'

/** A value that lives as long as the app and tells those who use it when it changes. */
export interface Store<T> {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: () => void) => () => void
}

/** @param first called at the first use, not at import: the phone's storage may not be ready before */
export function createStore<T>(first: () => T): Store<T> {
  let value: { held: T } | null = null
  const listeners = new Set<() => void>()
  const get = () => (value ??= { held: first() }).held
  return {
    get,
    set: next => {
      if (Object.is(next, get())) return
      value = { held: next }
      listeners.forEach(listener => listener())
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}

/** The value of a store, kept up to date on the screen. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
