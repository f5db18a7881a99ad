import { useEffect, useRef, useState } from 'react'
import { sendPhoto } from '../api/attachments'
import { ApiError, asApiError } from '../api/failure'
import { ERRORS } from '../contract/errors'
import { LIMITS } from '../contract/limits'
import { choosePhotos, type NoPhotos } from '../phone/choosePhotos'
import { newIdempotencyKey } from '../phone/idempotencyKey'
import { photosUnderWay } from '../phone/photosUnderWay'
import { holdPicture } from '../phone/pictures'

/** A photo that is being sent, waits to be sent, or failed. */
export interface PhotoOnItsWay {
  /** Idempotency key: sent with every attempt to send the photo, so that it is stored once. */
  key: string
  path: string
  /** 0–100; null while other photos are sent first. */
  percent: number | null
  failure: ApiError | null
}

export interface SendingPhotos {
  onTheirWay: readonly PhotoOnItsWay[]
  /** How many more photos may be added. */
  room: number
  /** Why no photo could be chosen: the phone refused camera and album, or WeChat's privacy guide was not agreed to. */
  refused: NoPhotos | null
  choose: () => void
  retry: (key: string) => void
  /** Takes back a photo that has not been stored yet. */
  giveUp: (key: string) => void
}

/**
 * Chooses photos and sends them one after the other: over a weak signal each photo then arrives sooner.
 * @param ids attachments that are stored already
 * @param onChange called with all ids whenever a photo has been stored
 */
export function useSendingPhotos(ids: readonly string[], onChange: (ids: string[]) => void): SendingPhotos {
  const [onTheirWay, setOnTheirWay] = useState<readonly PhotoOnItsWay[]>([])
  const [refused, setRefused] = useState<NoPhotos | null>(null)
  const latest = useRef({ ids, onChange })
  const wanted = useRef(new Set<string>())
  const line = useRef<Promise<void>>(Promise.resolve())
  useEffect(() => { latest.current = { ids, onChange } })
  const room = Math.max(0, LIMITS.photos - ids.length - onTheirWay.length)

  const update = (key: string, changes: Partial<PhotoOnItsWay>) =>
    setOnTheirWay(before => before.map(one => one.key === key ? { ...one, ...changes } : one))
  const giveUp = (key: string) => {
    wanted.current.delete(key)
    setOnTheirWay(before => before.filter(one => one.key !== key))
  }
  const sendOne = async (key: string, path: string) => {
    if (!wanted.current.has(key)) return
    update(key, { percent: 0, failure: null })
    try {
      const { id } = await sendPhoto({ path, idempotencyKey: key, onProgress: percent => update(key, { percent }) })
      if (!wanted.current.has(key)) return
      holdPicture(id, path)
      giveUp(key)
      const told = [...latest.current.ids, id]
      // The next photo may be stored before the screen is rendered again.
      latest.current = { ...latest.current, ids: told }
      latest.current.onChange(told)
    } catch (thrown) {
      update(key, { percent: null, failure: asApiError(thrown) })
    }
  }
  const send = ({ key, path }: Pick<PhotoOnItsWay, 'key' | 'path'>) => {
    wanted.current.add(key)
    photosUnderWay.set(photosUnderWay.get() + 1)
    line.current = line.current
      .then(() => sendOne(key, path))
      .finally(() => photosUnderWay.set(photosUnderWay.get() - 1))
  }
  const choose = async () => {
    const chosen = await choosePhotos(room)
    setRefused(typeof chosen === 'string' ? chosen : null)
    if (typeof chosen === 'string') return
    const added = chosen
      .slice(0, room)
      .map(({ path, size }) => ({
        key: newIdempotencyKey(),
        path,
        percent: null,
        failure: size > LIMITS.photoBytes ? tooLarge() : null
      }))
    setOnTheirWay(before => [...before, ...added])
    added.filter(({ failure }) => failure === null).forEach(send)
  }
  const retry = (key: string) => {
    const again = onTheirWay.find(one => one.key === key)
    if (!again) return
    update(key, { failure: null })
    send(again)
  }
  return { onTheirWay, room, refused, choose: () => void choose(), retry, giveUp }
}

function tooLarge(): ApiError {
  return new ApiError('attachmentTooLarge', ERRORS.attachmentTooLarge.message)
}
