import { randomBytes } from 'node:crypto'
import { isDuplicateKey } from '../duplicateKey'
import type { MasterKeys } from './masterKeys'
import { DataKeyModel, type DataKeyFields } from './model'
import { openText, parseSealed, sealText, SealError, type Place } from './sealedText'
import type { FieldCipher } from './suites'

/** A data key, unwrapped. */
export interface DataKey {
  id: string
  purpose: string
  version: number
  cipher: FieldCipher
  /** 32 bytes. */
  key: Buffer
}

export interface DataKeyDeps {
  masterKeys: MasterKeys
  /** The cipher for values sealed from now on. */
  cipher: FieldCipher
  /** ms since 1970. */
  now(): number
}

/** The interval, in ms, after which a process checks whether another process has created a newer sealing key. */
export const REFRESH_MS = 60_000
const TRIES = 5

/** The data keys of one process: read from the database once, kept in memory, and created when missing. */
export class DataKeys {
  private readonly known = new Map<string, Promise<DataKey>>()
  private readonly sealing = new Map<string, { key: DataKey; readAt: number }>()

  constructor(readonly deps: DataKeyDeps) {}

  /**
   * The key that opens a sealed value. A key id that is not in memory is read from the database; when that key is newer
   * than the present sealing key, this process seals with it from now on.
   * @throws SealError unknownKey
   */
  async byId(id: string, place: Place): Promise<DataKey> {
    const key = await this.remember(id, async () => {
      const stored = await DataKeyModel.findById(id).lean()
      if (!stored) throw new SealError('unknownKey', place)
      return this.unwrap(stored)
    })
    const sealing = this.sealing.get(key.purpose)
    if (sealing && key.version > sealing.key.version && key.cipher === this.deps.cipher) this.adopt(key)
    return key
  }

  /** The newest key of a purpose for the configured cipher; created when there is none. */
  async forSealing(purpose: string): Promise<DataKey> {
    const cached = this.sealing.get(purpose)
    if (cached && Math.abs(this.deps.now() - cached.readAt) < REFRESH_MS) return cached.key
    const newest = await DataKeyModel.findOne({ purpose }).sort({ version: -1 }).lean()
    const fitting = newest?.cipher === this.deps.cipher
      ? newest
      : newest && await DataKeyModel.findOne({ purpose, cipher: this.deps.cipher }).sort({ version: -1 }).lean()
    return this.adopt(fitting ? await this.unwrapOnce(fitting) : await this.make(purpose, versionAfter(newest)))
  }

  /**
   * The key of keyed hashes. There is one such key for all time, because hashes made with different keys can't be
   * compared.
   */
  async forHashing(purpose: string): Promise<DataKey> {
    return this.remember(`only:${purpose}`, async () => {
      const stored = await DataKeyModel.findOne({ purpose }).sort({ version: 1 }).lean()
      return stored ? this.unwrap(stored) : this.make(purpose, 1)
    })
  }

  /**
   * The key for sealing all values anew and for values sealed from now on: the newest key when a re-seal with it is
   * unfinished, otherwise an additional key. Two processes that ask at the same time get the same key.
   */
  async unsettled(purpose: string): Promise<DataKey> {
    const newest = await DataKeyModel.findOne({ purpose }).sort({ version: -1 }).lean()
    const unfinished = newest && newest.settledAt === null && newest.cipher === this.deps.cipher
    return this.adopt(unfinished ? await this.unwrapOnce(newest) : await this.make(purpose, versionAfter(newest)))
  }

  /** The key of this purpose and version; created here unless another process has created it first. */
  private async make(purpose: string, version: number): Promise<DataKey> {
    const { cipher, masterKeys, now } = this.deps
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const fresh: DataKey = {
        id: randomBytes(9).toString('base64url'), purpose, version, cipher, key: randomBytes(32)
      }
      const createdAt = new Date(now())
      try {
        await DataKeyModel.create({
          _id: fresh.id, purpose, version, cipher, ...wrapDataKey(
            fresh, masterKeys
          ), createdAt, settledAt: version === 1 ? createdAt : null
        })
        return await this.remember(fresh.id, () => Promise.resolve(fresh))
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      const made = await DataKeyModel.findOne({ purpose, version }).lean()
      if (made) return this.unwrapOnce(made)
    }
    throw new Error(`No data key could be made for ${purpose}.`)
  }

  private adopt(key: DataKey): DataKey {
    this.sealing.set(key.purpose, { key, readAt: this.deps.now() })
    return key
  }

  private unwrapOnce(stored: DataKeyFields): Promise<DataKey> {
    return this.remember(stored._id, () => Promise.resolve(this.unwrap(stored)))
  }

  private unwrap(stored: DataKeyFields): DataKey {
    return unwrapDataKey(stored, this.deps.masterKeys)
  }

  /** A failed lookup is not cached: the key may exist at the next attempt. */
  private remember(name: string, read: () => Promise<DataKey>): Promise<DataKey> {
    const known = this.known.get(name)
    if (known) return known
    const reading = read()
    this.known.set(name, reading)
    reading.catch(() => this.known.delete(name))
    return reading
  }
}

function versionAfter(newest: DataKeyFields | null): number {
  return (newest?.version ?? 0) + 1
}

/** Wraps a data key by the active master key; the result is stored in the database. */
export function wrapDataKey(dataKey: DataKey, masterKeys: MasterKeys): { masterKey: string; wrapped: string } {
  const { name, key } = masterKeys.active()
  return {
    masterKey: name, wrapped: sealText(dataKey.key, placeOfKey(dataKey.id, dataKey.purpose), dataKey.cipher, name, key)
  }
}

/**
 * @throws SealError unknownKey, which names the missing master key; changed when that master key has another value here
 */
export function unwrapDataKey(stored: DataKeyFields, masterKeys: MasterKeys): DataKey {
  const { _id: id, purpose, version, cipher } = stored
  const place = placeOfKey(id, purpose)
  const parts = parseSealed(stored.wrapped, place)
  const master = masterKeys.find(parts.keyId)
  if (!master) throw new SealError('unknownKey', place, `master key ${parts.keyId} isn't in the key file`)
  return { id, purpose, version, cipher, key: openText(parts, place, master.key) }
}

function placeOfKey(id: string, purpose: string): Place {
  return { collection: 'dataKeys', id, path: purpose }
}
