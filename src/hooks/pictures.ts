import { useEffect, useState } from 'react'
import { fetchPhoto, type PhotoSize } from '../api/attachments'
import { ApiError } from '../api/failure'
import { sessionToken } from './session'

/** How many fetched pictures are held; a browser keeps each in its memory. */
const HELD_MOST = 60
const held = new Map<string, Promise<string>>()

/** Fetches a picture once while somebody is signed in. Another person on this phone fetches his own. */
function pictureOf(id: string, size: PhotoSize): Promise<string> {
  const key = `${sessionToken() ?? ''}:${size}:${id}`
  const known = held.get(key)
  if (known) return known
  const fetched = fetchPhoto(id, size)
  hold(key, fetched)
  fetched.catch(() => held.delete(key))
  return fetched
}

/** A photo that was just sent from this phone needs not be fetched again. @param path where the phone has it */
export function holdPicture(id: string, path: string): void {
  for (const size of ['thumbnail', 'photo']) hold(`${sessionToken() ?? ''}:${size}:${id}`, Promise.resolve(path))
}

function hold(key: string, picture: Promise<string>): void {
  held.set(key, picture)
  const [oldest] = held.keys()
  if (held.size <= HELD_MOST || oldest === undefined) return
  const letGo = held.get(oldest)
  held.delete(oldest)
  void letGo?.then(release, () => undefined)
}

function release(path: string): void {
  if (process.env.TARO_ENV === 'h5') URL.revokeObjectURL(path)
}

export interface Picture {
  /** Where the phone has it; null until then. */
  src: string | null
  failure: ApiError | null
}

/** A picture of an attachment for the screen. @param id null while there is none to show */
export function usePicture(id: string | null, size: PhotoSize): Picture {
  const [state, setState] = useState<{ id: string | null } & Picture>({ id: null, src: null, failure: null })
  useEffect(() => {
    let current = true
    if (id === null) return
    pictureOf(id, size).then(
      src => { if (current) setState({ id, src, failure: null }) },
      (thrown: unknown) => { if (current && thrown instanceof ApiError) setState({ id, src: null, failure: thrown }) }
    )
    return () => { current = false }
  }, [id, size])
  return state.id === id ? state : { src: null, failure: null }
}

/** Fetches a photo to open it over the screen. @throws ApiError */
export function fetchWhole(id: string): Promise<string> {
  return pictureOf(id, 'photo')
}
