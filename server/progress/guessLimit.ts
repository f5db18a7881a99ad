import { DAY_MS } from '../../src/contract/day'
import type { Deps } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { GuessCount } from './model'

const MINUTE_MS = 60_000
/** Attempts and locks are remembered for this time after the last of them. */
const KEPT_MS = DAY_MS
const NEVER = new Date(0)

/** An attempt that was let through. The caller reports its outcome by calling one of these functions. */
export interface Try {
  /** The guess was wrong: if it was the last one allowed, the key is locked. */
  failed(): Promise<void>
  /** The guess was right: the count starts again at 0. */
  succeeded(): Promise<void>
  /** Nothing was judged: the attempt does not count. */
  undone(): Promise<void>
}

/** The key is locked until this instant. */
export interface Locked {
  lockedUntil: Date
}

/**
 * Counts an attempt before it is judged, in the database, by single conditional updates: however many attempts come at
 * once, over however many processes, no more than `most` are let through until one is right or a lock has ended.
 * @param key what is guessed, or who guesses
 */
export async function takeTry(
  key: string, most: number, { now: at, deps: { settings } }: { now: number; deps: Pick<Deps, 'settings'> }
): Promise<Try | Locked> {
  const { lockMinutes, lockMinutesMost } = settings.progress
  await forgetOld(key, at)
  const count = await increment(key, at) ?? await begin(key, at) ?? await increment(key, at)
  if (!count) return { lockedUntil: (await GuessCount.findById(key).lean())?.lockedUntil ?? new Date(at + MINUTE_MS) }
  const lock = async (): Promise<Date> => {
    const lockedUntil = new Date(at + Math.min(lockMinutes * 2 ** count.locks, lockMinutesMost) * MINUTE_MS)
    await GuessCount.updateOne(
      { _id: key, lockedUntil: { $lte: new Date(at) } },
      { $set: { lockedUntil, tries: 0, expireAt: new Date(lockedUntil.getTime() + KEPT_MS) }, $inc: { locks: 1 } }
    )
    return lockedUntil
  }
  if (count.tries > most) return { lockedUntil: await lock() }
  return {
    async failed() { if (count.tries >= most) await lock() },
    async succeeded() { await GuessCount.updateOne({ _id: key, tries: { $gt: 0 } }, { $set: { tries: 0 } }) },
    async undone() { await GuessCount.updateOne({ _id: key, tries: { $gt: 0 } }, { $inc: { tries: -1 } }) }
  }
}

interface Count {
  tries: number
  locks: number
}

/** Resets a count that has expired: the database deletes expired documents only once a minute or so. */
async function forgetOld(key: string, at: number): Promise<void> {
  await GuessCount.updateOne(
    { _id: key, expireAt: { $lte: new Date(at) } },
    { $set: { tries: 0, locks: 0, lockedUntil: NEVER, expireAt: new Date(at + KEPT_MS) } }
  )
}

/** Counts one more attempt. @returns null when the key is locked, or has no count yet */
function increment(key: string, at: number): Promise<Count | null> {
  return GuessCount.findOneAndUpdate(
    { _id: key, lockedUntil: { $lte: new Date(at) } },
    { $inc: { tries: 1 }, $set: { expireAt: new Date(at + KEPT_MS) } },
    { returnDocument: 'after' }
  ).lean()
}

/** Starts a count. @returns null when the key has one already */
async function begin(key: string, at: number): Promise<Count | null> {
  try {
    await GuessCount.create({ _id: key, tries: 1, locks: 0, lockedUntil: NEVER, expireAt: new Date(at + KEPT_MS) })
    return { tries: 1, locks: 0 }
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return null
  }
}
