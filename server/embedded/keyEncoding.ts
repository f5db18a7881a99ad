/**
 * Index keys as bytes. Promise: the order of encoded keys by bytes is MongoDB's order of their values; no encoded value
 * is a prefix of another; no key exceeds LMDB's limit. The tail of a long key is replaced by a hash, and `fitKey`
 * reports this, because the order among such keys is lost.
 */
import { createHash } from 'node:crypto'
import type { Binary, BSONRegExp, ObjectId } from 'bson'
import { type Doc, numberOf, rank, rankOf } from './values'

/** LMDB accepts keys of 1978 bytes; 4 are used by the index number and 8 by the record number. */
const longestKey = 1900
const keptOfLongKey = longestKey - 32

/** A reusable buffer in which each key is written from the start, without interruption, and copied out. */
let scratch = Buffer.allocUnsafe(4096)
let end = 0
const largestKept = 64 * 1024

const byteOfRank = (valueRank: number): number => 0x10 + valueRank

/** Encodes one value; `descending` inverts every byte, which lets one forward scan serve a mixed sort. */
export function encodeValue(value: unknown, descending = false): Buffer {
  return encodeValues([value], [descending])
}

/** Encodes the values of a compound key one after the other. */
export function encodeValues(values: readonly unknown[], descending: readonly boolean[]): Buffer {
  end = 0
  values.forEach((value, at) => {
    const start = end
    push(value)
    if (descending[at]) invert(start)
  })
  return taken()
}

function taken(): Buffer {
  const key = Buffer.allocUnsafe(end)
  scratch.copy(key, 0, 0, end)
  if (scratch.length > largestKept) scratch = Buffer.allocUnsafe(largestKept)
  return key
}

/** The first byte of every value of a type: the start of the type's range (and, plus one, its end). */
export function typeByte(value: unknown, descending: boolean): number {
  const byte = byteOfRank(rankOf(value))
  return descending ? 0xFF - byte : byte
}

/** The prefix of the encoding of every string that begins with `prefix`. */
export function encodeStringPrefix(prefix: string, descending: boolean): Buffer {
  const whole = encodeValue(prefix, descending)
  return whole.subarray(0, whole.length - textEnd.length)
}

function room(bytes: number): void {
  if (end + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafe(2 * (end + bytes))
  scratch.copy(larger, 0, 0, end)
  scratch = larger
}

function invert(start: number): void {
  for (let at = start; at < end; at += 1) scratch[at] = 0xFF - (scratch[at] as number)
}

function push(value: unknown, name?: string): void {
  const valueRank = rankOf(value)
  pushByte(byteOfRank(valueRank))
  if (name !== undefined) pushText(name)
  pushPayload(valueRank, value)
}

function pushPayload(valueRank: number, value: unknown): void {
  switch (valueRank) {
    case rank.number: pushNumber(numberOf(value) as number); break
    case rank.string: pushText(value as string); break
    case rank.object: pushEntries(Object.entries(value as Doc), true); break
    case rank.array: pushEntries(Object.entries(value as unknown[]), false); break
    case rank.binary: pushBinary(value as Binary); break
    case rank.objectId: pushBytes((value as ObjectId).id); break
    case rank.bool: pushByte(Number(value)); break
    case rank.date: pushNumber((value as Date).getTime()); break
    case rank.regex: pushText((value as BSONRegExp).pattern); break
    default: break
  }
}

function pushByte(byte: number): void {
  room(1)
  scratch[end] = byte
  end += 1
}

function pushBytes(bytes: Uint8Array): void {
  room(bytes.length)
  scratch.set(bytes, end)
  end += bytes.length
}

function pushNumber(value: number): void {
  room(8)
  const start = end
  end += 8
  if (Number.isNaN(value)) {
    scratch.fill(0, start, end)
    return
  }
  scratch.writeDoubleBE(value === 0 ? 0 : value, start)
  const head = scratch[start] as number
  if (head < 0x80) scratch[start] = head + 0x80
  else invert(start)
}

const textEnd = Buffer.from([0, 0])
const mostBytesOfUnit = 3

/** A zero byte inside a text is followed by a one; the two zero bytes that end a text therefore occur nowhere else. */
function pushText(text: string): void {
  const escaped = text.includes('\0') ? text.replaceAll('\0', '\0\u0001') : text
  room(mostBytesOfUnit * escaped.length)
  end += scratch.write(escaped, end)
  pushBytes(textEnd)
}

/** Documents are compared field by field: type, then name, then value. */
function pushEntries(entries: [string, unknown][], named: boolean): void {
  for (const [name, value] of entries) push(value, named ? name : undefined)
  pushByte(0)
}

function pushBinary(value: Binary): void {
  room(4)
  end = scratch.writeUInt32BE(value.length(), end)
  pushByte(value.sub_type)
  pushBytes(value.value())
}

/** Shortens a key to LMDB's limit. A shortened key is still unique for its value (SHA-256) but no longer sorts. */
export function fitKey(encoded: Buffer): { key: Buffer, cut: boolean } {
  if (encoded.length <= longestKey) return { key: encoded, cut: false }
  const hash = createHash('sha256').update(encoded).digest()
  return { key: Buffer.concat([encoded.subarray(0, keptOfLongKey), hash]), cut: true }
}

/** The part of a bound that long keys keep; `cut` means that the shortened bound admits more keys than the original. */
export function fitBound(bound: Buffer): { bound: Buffer, cut: boolean } {
  const cut = bound.length > keptOfLongKey
  return { bound: cut ? bound.subarray(0, keptOfLongKey) : bound, cut }
}

/** The smallest key greater than every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const next = Buffer.from(prefix)
  for (let at = next.length - 1; at >= 0; at -= 1) {
    if (next[at] !== 0xFF) {
      next[at] = (next[at] as number) + 1
      return next.subarray(0, at + 1)
    }
  }
  return Buffer.concat([prefix, Buffer.alloc(longestKey, 0xFF)])
}

/** The first four bytes of every key: the number of its collection or index. */
export function prefixKey(id: number): Buffer {
  const key = Buffer.alloc(4)
  key.writeUInt32BE(id)
  return key
}
