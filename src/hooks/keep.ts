import Taro from '@tarojs/taro'

/** Reads what the phone keeps under a key; null when there is nothing or the storage fails. */
export function readKept<T>(key: string): T | null {
  try {
    const value: T | '' | undefined = Taro.getStorageSync(key)
    return value === '' || value === undefined ? null : value
  } catch {
    return null
  }
}

/** Keeps a value. A full or refused storage is no reason to fail: the app then works without memory. */
export function keep<T>(key: string, value: T): void {
  try {
    Taro.setStorageSync(key, value)
  } catch {
    forget(key)
  }
}

/** Forgets what is kept under a key. */
export function forget(key: string): void {
  try {
    Taro.removeStorageSync(key)
  } catch {
    // Nothing kept, nothing to forget.
  }
}

/** What somebody was writing is kept under keys that begin so. */
export const DRAFTS = 'draft:'

/** Forgets everything kept under keys that begin so. */
export function forgetUnder(beginning: string): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(beginning)) forget(key)
  } catch {
    // Nothing kept, nothing to forget.
  }
}

/** Forgets everything the phone keeps of this app: drafts, lists, settings. */
export function forgetAll(): void {
  try {
    Taro.clearStorageSync()
  } catch {
    // Nothing kept, nothing to forget.
  }
}
