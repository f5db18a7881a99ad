/**
 * The order of fields. JavaScript objects place whole-number names before all other names, ascending. Promise: a
 * document whose fields would change their order by this is refused by the name that would move; no document is stored,
 * compared or sorted in another order than the client sent.
 */
import { notSupported } from './errors'

/** A name that a JavaScript object places before all others, whatever the order of insertion. */
export function isWholeNumberName(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1
}

/** The length of a value by its BSON type; values of the other types contain their length. */
const fixedBytes: Record<number, number> = {
  0x01: 8, 0x06: 0, 0x07: 12, 0x08: 1, 0x09: 8, 0x0A: 0, 0x10: 4, 0x11: 8, 0x12: 8, 0x13: 16, 0x7F: 0, 0xFF: 0
}
const textTypes = [0x02, 0x0D, 0x0E]

/** Refuses a document with a name that has moved. The BSON has been decoded before and is known to be valid. */
export function refuseMovedNames(bytes: Buffer, start = 0, isArray = false): void {
  const end = start + bytes.readInt32LE(start) - 1
  let last = -1
  for (let at = start + 4; at < end;) {
    const type = bytes[at] as number
    const nameEnd = bytes.indexOf(0, at + 1)
    const name = bytes.toString('utf8', at + 1, nameEnd)
    if (!isArray && isWholeNumberName(name)) {
      if (Number(name) <= last) {
        throw notSupported(
          `the field '${name}' where it stands: whole numbers must come before other names, the least first`
        )
      }
      last = Number(name)
    } else last = Infinity
    if (type === 0x03 || type === 0x04) refuseMovedNames(bytes, nameEnd + 1, type === 0x04)
    at = afterValue(bytes, type, nameEnd + 1)
  }
}

function afterValue(bytes: Buffer, type: number, at: number): number {
  const fixed = fixedBytes[type]
  if (fixed !== undefined) return at + fixed
  if (type === 0x0B) return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1
  const length = bytes.readInt32LE(at)
  if (textTypes.includes(type)) return at + 4 + length
  if (type === 0x05) return at + 5 + length
  return type === 0x0C ? at + 4 + length + 12 : at + length
}
