/**
 * How the entries of the audit are linked, and what the links prove.
 *
 * Every station has a chain of numbered entries. `hash` is the SHA-256 of an entry's canonical JSON, which includes the
 * hash of the previous entry: a change anywhere breaks every later link. Anybody can compute SHA-256, so `mac` is an
 * HMAC of the hash with a key derived from the field key: somebody who has the database but not the key file can
 * neither rebuild the chain nor add to it. A head record per station says where the chain ends, with an HMAC of its
 * own, so that entries cut off at the end are noticed; the district's chain records the beginning of every other chain,
 * so that the removal of a whole chain is noticed, too.
 *
 * What the chains can't show: somebody who has both the database and the key file can forge anything; and somebody with
 * the database who kept an older head can restore that head together with the older end of the chain. Against the
 * second, `npm run audit:verify -- --heads FILE` keeps the ends it has seen outside the database and checks them again.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { canonical } from './canonical'
import type { AuditEntryFields, AuditHeadFields } from './model'

/** Station code of entries that belong to no station. */
export const DISTRICT = 'district'
/** The `hash` before the first entry. */
export const GENESIS = '0'.repeat(64)
/** Purpose of the MAC key that the keyring derives. */
export const MAC_USE = 'audit'

/**
 * `S001:0000000012`: in the order of their ids, the entries of a station stand together and in the order of the chain.
 */
export function entryId(station: string, seq: number): string {
  return `${station}:${String(seq).padStart(10, '0')}`
}

/** SHA-256 of an entry, in hexadecimal; of a stored entry every field counts, known to the model or not. */
export function hashOf(entry: object): string {
  const { hash: _hash, mac: _mac, ...content } = entry as AuditEntryFields
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** @param key the keyring's MAC key */
export function entryMac(hash: string, key: Buffer): string {
  return mac(key, 'entry', hash)
}

/** @param key the keyring's MAC key */
export function headMac({ _id, seq, hash }: Omit<AuditHeadFields, 'mac'>, key: Buffer): string {
  return mac(key, 'head', canonical({ station: _id, seq, hash }))
}

/** HMAC-SHA-256 in hexadecimal; `what` separates the codes of different purposes. */
export function mac(key: Buffer, what: 'entry' | 'head' | 'timeline', text: string): string {
  return createHmac('sha256', key).update(`${what}\n${text}`).digest('hex')
}

/** Compares two codes in constant time; `given` may be anything. */
export function sameCode(given: unknown, right: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === right.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(right))
  )
}
