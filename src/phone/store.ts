/** A value that lives as long as the app and tells its subscribers when it changes. */
export interface Store<T> {
  get: () => T
  set: (value: T) => void
  /** @returns ends the subscription */
  subscribe: (listener: () => void) => () => void
}

/** What a component needs of a store to show its value. */
export type Readable<T> = Pick<Store<T>, 'get' | 'subscribe'>

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
