import { fetchPhoto, type PhotoSize } from '../api/attachments'
import { sessionToken } from './session'

/** How many fetched pictures are held; a browser keeps each of them in memory. */
const HELD_MOST = 60
const held = new Map<string, Promise<string>>()

/**
 * The path of a picture on the phone; it is fetched once per session, so that another person on this phone fetches it
 * anew.
 * @throws ApiError
 */
export function pictureOf(id: string, size: PhotoSize): Promise<string> {
  const key = keyOf(id, size)
  const known = held.get(keyOf(id, 'sent')) ?? held.get(key)
  if (known) return known
  const fetched = fetchPhoto(id, size)
  hold(key, fetched)
  fetched.catch(() => {
    // The picture may have been dropped and fetched anew meanwhile.
    if (held.get(key) === fetched) held.delete(key)
  })
  return fetched
}

/**
 * Keeps the path of a photo that was just sent from this phone, so that it is not fetched again in either size. It is
 * held under one key, because dropping a key revokes its path.
 */
export function holdPicture(id: string, path: string): void {
  hold(keyOf(id, 'sent'), Promise.resolve(path))
}

function keyOf(id: string, size: PhotoSize | 'sent'): string {
  return `${sessionToken() ?? ''}:${size}:${id}`
}

function hold(key: string, picture: Promise<string>): void {
  held.set(key, picture)
  const [oldest] = held.keys()
  if (held.size <= HELD_MOST || oldest === undefined) return
  const dropped = held.get(oldest)
  held.delete(oldest)
  void dropped?.then(release, () => undefined)
}

function release(path: string): void {
  if (process.env.TARO_ENV === 'h5') URL.revokeObjectURL(path)
}
