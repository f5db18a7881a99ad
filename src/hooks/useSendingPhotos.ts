import { useEffect, useRef, useState } from 'react'
import { sendPhoto } from '../api/attachments'
import { ApiError, asApiError } from '../api/failure'
import { ERRORS } from '../contract/errors'
import { LIMITS } from '../contract/limits'
import { choosePhotos, type NoPhotos } from '../phone/choosePhotos'
import { newIdempotencyKey } from '../phone/idempotencyKey'
import { signedInId } from '../phone/heldSession'
import { photosUnderWay } from '../phone/photosUnderWay'
import { holdPicture } from '../phone/pictures'
import { useStore } from './useStore'

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
 * Chooses photos and sends them one after the other: over a weak signal each photo then arrives sooner. Photos are sent
 * and stored for the person who chose them only: they wait when the session ends, and another person gets none of them.
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
  useEmptiedForAnother(() => {
    wanted.current.clear()
    setOnTheirWay([])
  })
  const room = Math.max(0, LIMITS.photos - ids.length - onTheirWay.length)

  const update = (key: string, changes: Partial<PhotoOnItsWay>) =>
    setOnTheirWay(before => before.map(one => one.key === key ? { ...one, ...changes } : one))
  const giveUp = (key: string) => {
    wanted.current.delete(key)
    setOnTheirWay(before => before.filter(one => one.key !== key))
  }
  const sendOne = async (key: string, path: string, sender: string | null) => {
    if (!wanted.current.has(key)) return
    update(key, { percent: 0, failure: null })
    try {
      checkSender(sender)
      const { id } = await sendPhoto({ path, idempotencyKey: key, onProgress: percent => update(key, { percent }) })
      if (!wanted.current.has(key)) return
      checkSender(sender)
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
    const sender = signedInId.get()
    line.current = line.current
      .then(() => sendOne(key, path, sender))
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

/**
 * Calls `empty` when another person signs in while the screen is open. The same person who signs in again, and a
 * stranger who signs in, keep what they chose, as they keep their drafts.
 */
function useEmptiedForAnother(empty: () => void): void {
  const person = useStore(signedInId)
  const last = useRef(person)
  useEffect(() => {
    if (person === null || person === last.current) return
    if (last.current !== null) empty()
    last.current = person
  })
}

/** @throws ApiError unauthenticated when the person who chose the photo is no longer the one who is signed in */
function checkSender(sender: string | null): void {
  if (signedInId.get() !== sender) throw new ApiError('unauthenticated', ERRORS.unauthenticated.message)
}

function tooLarge(): ApiError {
  return new ApiError('attachmentTooLarge', ERRORS.attachmentTooLarge.message)
}
