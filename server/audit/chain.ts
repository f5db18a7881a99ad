/**
 * How the audit hangs together, and what that is worth.
 *
 * Every station has a chain of numbered entries. `hash` is SHA-256 over an entry's canonical JSON, the hash of the
 * entry before it included: a change anywhere breaks every link after it. Anybody can compute SHA-256, so `mac` is an
 * HMAC of the hash with a key derived from the field key: somebody who has the database but not the key file can't
 * make the chain anew, nor add to it. A head record per station says where the chain ends, with an HMAC of its own,
 * so that entries cut off at the end are missed; the district's chain records the beginning of every other one, so
 * that a chain removed whole is missed too.
 *
 * What it can't tell: somebody who has both the database and the key file can make anything; and somebody with the
 * database who kept an older head can put back that head together with the older end. Against the second, `npm run
 * audit:verify --
 * --heads FILE` keeps the ends it has seen outside the database and asks for them again.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { canonical } from './canonical'
import type { AuditEntryFields, AuditHeadFields } from './model'

/** Station of what belongs to no station. */
export const DISTRICT = 'district'
/** Hash before the first entry. */
export const GENESIS = '0'.repeat(64)
/** Use of the keyring's MAC key. */
export const MAC_USE = 'audit'

/**
 * `S001:0000000012`: in the order of their ids, the entries of a station stand together and in the order of the chain.
 */
export function entryId(station: string, seq: number): string {
  return `${station}:${String(seq).padStart(10, '0')}`
}

/** SHA-256 of an entry, in hexadecimal; of a stored one every field counts, known or not. */
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

/** HMAC-SHA-256 in hexadecimal; `what` keeps the codes of different things apart. */
export function mac(key: Buffer, what: 'entry' | 'head' | 'timeline', text: string): string {
  return createHmac('sha256', key).update(`${what}\n${text}`).digest('hex')
}

/** Compares two codes without telling by time how far they agree; `given` may be anything. */
export function sameCode(given: unknown, right: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === right.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(right))
  )
}
