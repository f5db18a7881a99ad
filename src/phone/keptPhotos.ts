/**
 * Photos that are kept on the phone until they can be sent. The path of a chosen photo is gone after the app was
 * closed: WeChat saves a copy, a browser keeps the bytes in its database.
 */
import Taro from '@tarojs/taro'
import { ApiError } from '../api/failure'
import { ERRORS } from '../contract/errors'
import type { Chosen } from './choosePhotos'
import { forget, keep, readKept } from './storage'

const nameOf = (key: string): string => `outboxPhoto:${key}`
const DATABASE = 'keptPhotos'
const PHOTOS = 'photos'

/** Keeps a chosen photo under a key. @returns false when the phone has no room */
export async function keepPhoto(key: string, { path, file }: Chosen): Promise<boolean> {
  try {
    if (file) {
      await inDatabase('readwrite', photos => photos.put(file, key))
      return true
    }
    const { savedFilePath } = await Taro.saveFile({ tempFilePath: path }) as { savedFilePath: string }
    return keep(nameOf(key), savedFilePath)
  } catch {
    return false
  }
}

/** Where the phone has a kept photo. @throws ApiError attachmentUnknown when it is gone */
export async function pathOfPhoto(key: string): Promise<string> {
  const path = process.env.TARO_ENV === 'h5' ? await addressOf(key) : readKept<string>(nameOf(key))
  if (path === null) throw new ApiError('attachmentUnknown', ERRORS.attachmentUnknown.message)
  return path
}

/** Forgets a kept photo. */
export async function dropPhoto(key: string): Promise<void> {
  try {
    if (process.env.TARO_ENV === 'h5') {
      await inDatabase('readwrite', photos => photos.delete(key))
      return
    }
    const filePath = readKept<string>(nameOf(key))
    forget(nameOf(key))
    if (filePath !== null) await Taro.removeSavedFile({ filePath })
  } catch {
    // What can't be found need not be forgotten.
  }
}

async function addressOf(key: string): Promise<string | null> {
  const bytes = await inDatabase<Blob | undefined>('readonly', photos => photos.get(key) as IDBRequest<Blob | undefined>)
    .catch(() => undefined)
  return bytes ? URL.createObjectURL(bytes) : null
}

function inDatabase<T>(mode: IDBTransactionMode, ask: (photos: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => { opening.result.createObjectStore(PHOTOS) }
    opening.onerror = () => reject(opening.error ?? new Error(DATABASE))
    opening.onsuccess = () => {
      const database = opening.result
      const transaction = database.transaction(PHOTOS, mode)
      const asked = ask(transaction.objectStore(PHOTOS))
      transaction.oncomplete = () => { database.close(); resolve(asked.result) }
      transaction.onabort = () => { database.close(); reject(transaction.error ?? new Error(DATABASE)) }
    }
  })
}
