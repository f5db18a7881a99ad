import { upsert } from '../duplicateKey'
import { GROUND, GroundVersionModel } from './groundVersionModel'

/** The state of the ground: `version` counts its changes, `changing` is true while a change is being written. */
export interface GroundVersion {
  version: number
  changing: boolean
}

/** The state before the first change of the ground. */
const FIRST: GroundVersion = { version: 0, changing: false }
/** The update of the version document after a change of the ground has been written. */
const DONE = { $set: { changing: false }, $inc: { version: 1 } }

/** The state in a stored version document; the initial one where there is none. */
export function versionOf(stored: GroundVersion | null | undefined): GroundVersion {
  return stored ? { version: stored.version, changing: stored.changing } : FIRST
}

/** Reads the version in one round trip. */
export async function readVersion(): Promise<GroundVersion> {
  return versionOf(await GroundVersionModel.findById(GROUND).lean())
}

/**
 * Runs `write`, which changes places, catalogue or roster; every process loads them again afterwards. `write` awaits
 * `begin` before its first write; if it never does, nothing has changed and the version stays.
 * A process that is killed in between leaves `changing` set: until the next change no process keeps anything in memory.
 */
export async function changeGround<T>(write: (begin: () => Promise<void>) => Promise<T>): Promise<T> {
  let begun: Promise<unknown> | null = null
  const begin = async (): Promise<void> => {
    begun ??= put({ $set: { changing: true }, $setOnInsert: { version: 0 } })
    await begun
  }
  try {
    return await write(begin)
  } finally {
    if (begun) await put(DONE)
    else await GroundVersionModel.updateOne({ _id: GROUND, changing: true }, DONE)
  }
}

async function put(change: object): Promise<void> {
  await upsert(() => GroundVersionModel.updateOne({ _id: GROUND }, change, { upsert: true }).exec())
}
