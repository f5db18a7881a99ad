import Taro from '@tarojs/taro'

/** Reads the value that the phone keeps under a key; null when there is none or the storage fails. */
export function readKept<T>(key: string): T | null {
  try {
    const value: T | '' | undefined = Taro.getStorageSync(key)
    return value === '' || value === undefined ? null : value
  } catch {
    return null
  }
}

/**
 * Keeps a value. When the storage is full or refused, nothing older stays under the key and the app works on without
 * it.
 * @returns false when the value could not be kept
 */
export function keep<T>(key: string, value: T): boolean {
  try {
    Taro.setStorageSync(key, value)
    return true
  } catch {
    forget(key)
    return false
  }
}

/** Keeps a value; when the storage is full or refused, the older value stays. @returns false then */
export function replaceKept<T>(key: string, value: T): boolean {
  try {
    Taro.setStorageSync(key, value)
    return true
  } catch {
    return false
  }
}

/** Forgets the value kept under a key. */
export function forget(key: string): void {
  try {
    Taro.removeStorageSync(key)
  } catch {
    // A storage that fails keeps nothing that could be forgotten.
  }
}

/** The keys that begin with `beginning`; none when the storage fails. */
export function keysUnder(beginning: string): string[] {
  try {
    return Taro.getStorageInfoSync().keys.filter(key => key.startsWith(beginning))
  } catch {
    return []
  }
}

/** Forgets everything kept under keys that begin with `beginning`. */
export function forgetUnder(beginning: string): void {
  keysUnder(beginning).forEach(forget)
}

/** Forgets everything the phone keeps of this app: drafts, lists, settings. */
export function forgetAll(): void {
  try {
    Taro.clearStorageSync()
  } catch {
    // A storage that fails keeps nothing that could be forgotten.
  }
}
