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

/** Forgets the value kept under a key. */
export function forget(key: string): void {
  try {
    Taro.removeStorageSync(key)
  } catch {
    // A storage that fails keeps nothing that could be forgotten.
  }
}

/** Forgets everything kept under keys that begin with `beginning`. */
export function forgetUnder(beginning: string): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(beginning)) forget(key)
  } catch {
    // A storage that fails keeps nothing that could be forgotten.
  }
}

/** Forgets everything the phone keeps of this app: drafts, lists, settings. */
export function forgetAll(): void {
  try {
    Taro.clearStorageSync()
  } catch {
    // A storage that fails keeps nothing that could be forgotten.
  }
}
