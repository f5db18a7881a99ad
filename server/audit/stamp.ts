import { Types } from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import { randomOnce } from './append'
import { canonical } from './canonical'
import { mac, MAC_USE } from './chain'
import type { Stamp } from './stampFields'

/** The position of a timeline entry. */
export interface EntryPlace {
  /** The document's id as text. */
  document: string
  /** Position in the document's timeline, from 0. */
  index: number
}

/**
 * Makes a timeline entry the record of its act: the stamp is written with the act in one write, so that there is no act
 * without a record, and copied to the chain afterwards (collect.ts). The stamp's id is also the id of the copy; the
 * stamp's digest, an HMAC over the whole entry and its position, reveals any later change.
 * @param entry as it will be stored: dates as Date, ids as ObjectId or hexadecimal text, lists given even when empty
 * @param role in which the person acts; `system` where no person does
 */
export async function stampEntry<E extends object>(
  entry: E, place: EntryPlace, role: Stamp['role'], fields: Keyring
): Promise<E & { _id: Types.ObjectId; audit: Stamp }> {
  const whole = { ...entry, _id: new Types.ObjectId() }
  const half = { id: randomOnce(), role }
  return {
    ...whole,
    audit: { ...half, digest: digestOf({ ...whole, audit: half }, place, await fields.macKey(MAC_USE)) }
  }
}

/**
 * The digest that an entry must carry; of a stored entry every field counts, known to the model or not.
 * @param key the keyring's MAC key
 */
export function digestOf(entry: object, { document, index }: EntryPlace, key: Buffer): string {
  const { audit, ...content } = entry as { audit?: Partial<Stamp> }
  const { digest: _digest, ...half } = audit ?? {}
  return mac(key, 'timeline', canonical({ document, index, entry: { ...content, audit: half } }))
}
