import { isDuplicateKey } from '../duplicateKey'
import { GROUND, GroundVersionModel } from './groundVersionModel'

/** How the ground stands: `version` counts its changes, `changing` is true while one is being written. */
export interface GroundVersion {
  version: number
  changing: boolean
}

/** As it is before the ground was ever changed. */
const FIRST: GroundVersion = { version: 0, changing: false }

/** The version a stored document tells; the first one where there is none. */
export function versionOf(stored: GroundVersion | null | undefined): GroundVersion {
  return stored ? { version: stored.version, changing: stored.changing } : FIRST
}

/** Reads the version: one round trip. */
export async function readVersion(): Promise<GroundVersion> {
  return versionOf(await GroundVersionModel.findById(GROUND).lean())
}

/**
 * Runs `write`, which changes places, catalogue or roster, so that every process loads them anew afterwards. `write`
 * awaits `begin` before its first write; where it never does, nothing has changed and the version stays.
 * A process that is killed in between leaves `changing` behind: until the next change nobody keeps anything in memory.
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
    if (begun) await put({ $set: { changing: false }, $inc: { version: 1 } })
    else
      await GroundVersionModel.updateOne(
        { _id: GROUND, changing: true },
        { $set: { changing: false }, $inc: { version: 1 } }
      )
  }
}

/** Two first changes at once both try to insert the document; the second then finds it. */
async function put(change: object): Promise<void> {
  const write = () => GroundVersionModel.updateOne({ _id: GROUND }, change, { upsert: true })
  await write().catch((error: unknown) => isDuplicateKey(error) ? write() : Promise.reject(error as Error))
}
