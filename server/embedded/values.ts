/**
 * BSON values inside the embedded store. Promise: values keep their exact BSON type from the wire to the disk and back;
 * `compareValues` is MongoDB's comparison order for every accepted type.
 */
import { Binary, BSONRegExp, Double, Int32, Long, ObjectId, Timestamp, deserialize, serialize } from 'bson'
import { CommandError, notSupported } from './errors'
import { isWholeNumberName, refuseMovedNames } from './fieldOrder'

export type Doc = Record<string, unknown>

const exactTypes = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true }

/** Reads a BSON document and keeps Int32, Double, Long and Binary as they are; throws InvalidBSON for invalid bytes. */
export function readBson(bytes: Uint8Array): Doc {
  try {
    return deserialize(bytes, exactTypes)
  } catch (thrown) {
    if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) throw thrown
    throw new CommandError(22, `invalid BSON: ${(thrown as Error).message}`)
  }
}

/**
 * Reads a document from a client like `readBson`; refuses names whose position JavaScript would change (see
 * fieldOrder.ts).
 */
export function readSent(bytes: Buffer): Doc {
  const doc = readBson(bytes)
  if (mayHaveMoved(doc)) refuseMovedNames(bytes)
  return doc
}

/** Has a document, or a document inside it, a whole number as a name? JavaScript places such a name first. */
function mayHaveMoved(value: object): boolean {
  if (Array.isArray(value)) {
    return value.some(item => typeof item === 'object' && item !== null && mayHaveMoved(item as object))
  }
  if (!isDoc(value)) return false
  let isFirst = true
  for (const name in value) {
    if (isFirst && isWholeNumberName(name)) return true
    isFirst = false
    const inner = value[name]
    if (typeof inner === 'object' && inner !== null && mayHaveMoved(inner)) return true
  }
  return false
}

/** Serialises a document; fields with the value `undefined` are omitted. */
export function writeBson(doc: Doc): Uint8Array {
  return serialize(doc, { ignoreUndefined: true })
}

/** True for an embedded document (not an array, not a BSON scalar). */
export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** True for an int64. A Timestamp is a subclass of Long but another BSON type. */
export function isLong(value: unknown): value is Long {
  return value instanceof Long && !(value instanceof Timestamp)
}

/** The numeric value of an Int32, Double, Long or plain number; undefined for any other value. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  return isLong(value) ? value.toNumber() : undefined
}

export type NumberKind = 'int' | 'long' | 'double'

/** The BSON type of a number; plain numbers that are whole and small count as int, as the driver writes them. */
export function kindOf(value: unknown): NumberKind {
  if (value instanceof Double) return 'double'
  if (isLong(value)) return 'long'
  const plain = numberOf(value) as number
  return Number.isInteger(plain) && Math.abs(plain) < 2 ** 31 ? 'int' : 'double'
}

/** Builds a number of the widest of the kinds; an int beyond 32 bits becomes a long, as in MongoDB. */
export function makeNumber(value: number, ...kinds: NumberKind[]): Int32 | Double | Long {
  if (kinds.includes('double')) return new Double(value)
  if (!Number.isSafeInteger(value)) throw new CommandError(2, `integer overflow: ${value} is beyond 2^53`)
  const fitsInt = value >= -(2 ** 31) && value < 2 ** 31
  return fitsInt && !kinds.includes('long') ? new Int32(value) : Long.fromNumber(value)
}

export const rank = {
  missing: 0, null: 1, number: 2, string: 3, object: 4, array: 5, binary: 6, objectId: 7, bool: 8, date: 9, regex: 10
}

/** MongoDB's order of types; `undefined` is a missing field (and, in an index, an empty array). */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'undefined': return rank.missing
    case 'string': return rank.string
    case 'number': return rank.number
    case 'boolean': return rank.bool
    case 'object': return rankOfObject(value)
    default: throw notSupported(`values of type ${typeof value}`)
  }
}

function rankOfObject(value: object | null): number {
  if (value === null) return rank.null
  if (value instanceof Int32 || value instanceof Double || isLong(value)) return rank.number
  if (value instanceof ObjectId) return rank.objectId
  if (value instanceof Date) return rank.date
  if (Array.isArray(value)) return rank.array
  if (value instanceof Binary) return rank.binary
  if (value instanceof BSONRegExp) return rank.regex
  if (isDoc(value)) return rank.object
  throw notSupported(`values of type ${(value as { _bsontype?: string })._bsontype ?? value.constructor.name}`)
}

const typeNames: Record<number, string> = {
  0: 'missing', 1: 'null', 3: 'string', 4: 'object', 5: 'array', 6: 'binData', 7: 'objectId', 8: 'bool', 9: 'date',
  10: 'regex'
}

/** The name of the type of a value in $type and in error messages of MongoDB. */
export function typeName(value: unknown): string {
  const number = numberOf(value)
  return number === undefined ? typeNames[rankOf(value)] as string : kindOf(value)
}

/** Compares in MongoDB's sort order: first by type, then by value. Negative, zero or positive. */
export function compareValues(a: unknown, b: unknown): number {
  const rankA = rankOf(a)
  const byRank = rankA - rankOf(b)
  if (byRank !== 0) return byRank
  switch (rankA) {
    case rank.missing: case rank.null: return 0
    case rank.number: return compareNumbers(numberOf(a) as number, numberOf(b) as number)
    case rank.string: return compareStrings(a as string, b as string)
    case rank.object: return compareEntries(Object.entries(a as Doc), Object.entries(b as Doc))
    case rank.array: return compareEntries(unnamed(a as unknown[]), unnamed(b as unknown[]))
    case rank.binary: return compareBinary(a as Binary, b as Binary)
    case rank.objectId: return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case rank.bool: return Number(a) - Number(b)
    case rank.date: return (a as Date).getTime() - (b as Date).getTime()
    default: return compareStrings((a as BSONRegExp).pattern, (b as BSONRegExp).pattern)
  }
}

/** True when MongoDB's $eq regards two present values as equal. */
export function sameValue(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0
}

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1
  if (Number.isNaN(b)) return 1
  return a < b ? -1 : Number(a > b)
}

/** Compares texts by their UTF-8 bytes. JavaScript's own order differs between surrogate pairs and U+E000 and above. */
function compareStrings(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (one !== other) return codePointOrder(one) - codePointOrder(other)
  }
  return a.length - b.length
}

function codePointOrder(unit: number): number {
  if (unit >= 0xE000) return unit - 0x800
  return unit >= 0xD800 ? unit + 0x2000 : unit
}

const unnamed = (items: unknown[]): [string, unknown][] => items.map(item => ['', item])

function compareEntries(a: [string, unknown][], b: [string, unknown][]): number {
  for (const [at, [name, value]] of a.entries()) {
    const other = b[at]
    if (!other) return 1
    const order = rankOf(value) - rankOf(other[1]) || compareStrings(name, other[0]) || compareValues(value, other[1])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareBinary(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value())
}
