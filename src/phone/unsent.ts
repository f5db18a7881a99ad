/** The moves of this phone that wait to be sent. */
import Taro from '@tarojs/taro'
import { sendPhoto } from '../api/attachments'
import { makeMoveAsOf } from '../api/serviceRequests'
import { signedInId } from './heldSession'
import { dropPhoto, pathOfPhoto } from './keptPhotos'
import { connected } from './network'
import { createOutbox } from './outbox'
import { forget, keysUnder, readKept, replaceKept } from './storage'

export const unsent = createOutbox({
  storage: { read: readKept, replace: replaceKept, forget, keys: keysUnder },
  owner: signedInId,
  sendPhoto: async ({ key }) => (await sendPhoto({ path: await pathOfPhoto(key), idempotencyKey: key })).id,
  sendMove: async ({ action, matter, input, phoneTime, key }, photos) => {
    await makeMoveAsOf(action, matter, photos.length > 0 ? { ...input, photos } : input, key, phoneTime)
  },
  dropPhoto,
  now: Date.now
})

/**
 * Sends what waits: now, when the signal comes back, and when the app comes to the front. To be called by the screens
 * of staff; a call after the first only sends.
 */
export function keepSending(): void {
  void unsent.flush()
  if (watching) return
  watching = true
  connected.subscribe(() => { if (connected.get()) void unsent.flush() })
  signedInId.subscribe(() => { void unsent.flush() })
  Taro.onAppShow?.(() => { void unsent.flush() })
}

let watching = false
