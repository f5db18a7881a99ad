/**
 * Index keys as bytes. Promise: comparing two encoded keys byte by byte is comparing their values as MongoDB does,
 * no encoded value is a prefix of another, and no key grows beyond LMDB's limit: the tail of a long one is replaced
 * by a hash, and `fitKey` says so because the order among such keys is lost.
 */
import { createHash } from 'node:crypto'
import type { Binary, BSONRegExp, ObjectId } from 'bson'
import { type Doc, numberOf, rank, rankOf } from './values'

/** LMDB takes 1978 bytes; 4 go to the index number and 8 to the record number. */
const longestKey = 1900
const keptOfLongKey = longestKey - 32

const rankByte = (value: unknown): number => 0x10 + rankOf(value)

/** Encodes one value; `descending` turns every byte over, so that one forward scan serves a mixed sort. */
export function encodeValue(value: unknown, descending = false): Buffer {
  const parts: Buffer[] = []
  push(parts, value)
  const bytes = Buffer.concat(parts)
  return descending ? invert(bytes) : bytes
}

/** The first byte of every value of a type: where a type bracket begins (and, plus one, ends). */
export function typeByte(value: unknown, descending: boolean): number {
  const byte = rankByte(value)
  return descending ? 0xFF - byte : byte
}

/** A prefix shared by every string that begins with `prefix`. */
export function encodeStringPrefix(prefix: string, descending: boolean): Buffer {
  const bytes = Buffer.concat([Buffer.from([rankByte(prefix)]), escapeZeros(prefix)])
  return descending ? invert(bytes) : bytes
}

function invert(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = 0xFF - (bytes[at] as number)
  return bytes
}

function push(parts: Buffer[], value: unknown): void {
  parts.push(Buffer.from([rankByte(value)]))
  pushPayload(parts, value)
}

function pushPayload(parts: Buffer[], value: unknown): void {
  switch (rankOf(value)) {
    case rank.number: parts.push(encodeNumber(numberOf(value) as number)); break
    case rank.string: pushText(parts, value as string); break
    case rank.object: pushEntries(parts, Object.entries(value as Doc), true); break
    case rank.array: pushEntries(parts, Object.entries(value as unknown[]), false); break
    case rank.binary: pushBinary(parts, value as Binary); break
    case rank.objectId: parts.push(Buffer.from((value as ObjectId).id)); break
    case rank.bool: parts.push(Buffer.from([Number(value)])); break
    case rank.date: parts.push(encodeNumber((value as Date).getTime())); break
    case rank.regex: pushText(parts, (value as BSONRegExp).pattern); break
    default: break
  }
}

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  if (Number.isNaN(value)) return bytes
  bytes.writeDoubleBE(value === 0 ? 0 : value)
  if ((bytes[0] as number) < 0x80) bytes[0] = (bytes[0] as number) + 0x80
  else invert(bytes)
  return bytes
}

function pushText(parts: Buffer[], text: string): void {
  parts.push(escapeZeros(text), Buffer.from([0, 0]))
}

function escapeZeros(text: string): Buffer {
  return Buffer.from(text.includes('\0') ? text.replaceAll('\0', '\0\u0001') : text, 'utf8')
}

/** Documents compare field by field: type, then name, then value. */
function pushEntries(parts: Buffer[], entries: [string, unknown][], named: boolean): void {
  for (const [name, value] of entries) {
    parts.push(Buffer.from([rankByte(value)]))
    if (named) pushText(parts, name)
    pushPayload(parts, value)
  }
  parts.push(Buffer.from([0]))
}

function pushBinary(parts: Buffer[], value: Binary): void {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(value.length())
  head[4] = value.sub_type
  parts.push(head, Buffer.from(value.value()))
}

/** Cuts a key to what LMDB takes. A cut key still stands for its value alone (SHA-256), but no longer sorts. */
export function fitKey(encoded: Buffer): { key: Buffer, cut: boolean } {
  if (encoded.length <= longestKey) return { key: encoded, cut: false }
  const hash = createHash('sha256').update(encoded).digest()
  return { key: Buffer.concat([encoded.subarray(0, keptOfLongKey), hash]), cut: true }
}

/** The part of a bound that long keys keep; `cut` means the bound admits more than was asked. */
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
