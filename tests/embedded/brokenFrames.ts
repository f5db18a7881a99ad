/** Frames of the protocol that no driver would send: wrong lengths and checksums, old opcodes, very deep documents. */
import { crc32c } from '../../server/embedded/checksum'
import { body, frame, message, sequence } from './rawSocket'

/** Four bytes of a number, least first. */
export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}
/** A copy of the frame with another number at the place. */
export const patched = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy.writeInt32LE(value, at)
  return copy
}

/** A ping with its checksum, or with a wrong one. */
export const withChecksum = (wrong = 0): Buffer => {
  const bytes = Buffer.concat([message([body({ ping: 1 })], 1), Buffer.alloc(4)])
  bytes.writeInt32LE(bytes.length, 0)
  bytes.writeUInt32LE(crc32c(bytes.subarray(0, bytes.length - 4)) ^ wrong, bytes.length - 4)
  return bytes
}
/** An OP_QUERY of the old protocol. */
export const query = (name: string, rest: Uint8Array): Buffer =>
  frame(2004, Buffer.concat([int32(0), Buffer.from(name), rest]))

/** Nested documents {a: {a: …}} as bytes, without the recursion that would be needed to build them from objects. */
export function nested(levels: number): Buffer {
  const smallest = 5
  const perLevel = 8
  const bytes = Buffer.alloc(smallest + perLevel * levels)
  for (let level = 0; level < levels; level += 1) {
    bytes.writeInt32LE(smallest + perLevel * (levels - level), level * 7)
    bytes.write('\u0003a\0', level * 7 + 4, 'latin1')
  }
  bytes.writeInt32LE(smallest, levels * 7)
  return bytes
}
/** An insert of one document, given as its bytes. */
export const insertion = (bytes: Uint8Array): Buffer =>
  message([body({ insert: 'deep' }), sequence('documents', [bytes])])
/** The document as the field `a` of another one. */
export const withId = (inner: Buffer): Buffer =>
  Buffer.concat([int32(inner.length + 8), Buffer.from('\u0003a\0', 'latin1'), inner, Buffer.alloc(1)])
