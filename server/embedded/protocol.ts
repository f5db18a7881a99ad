/**
 * Frames of MongoDB's wire protocol. Promise: reading never leaves the bytes of the frame; OP_MSG with sections 0 and 1
 * and the OP_QUERY of the first handshake are understood; everything else is an error that closes the connection.
 */
import { crc32c } from './checksum'
import { CommandError, asCommandError } from './errors'
import { maxDocumentBytes } from './gate'
import { type Doc, readSent, writeBson } from './values'

export const largestFrame = 48_000_000
const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const checksumFlag = 1
const moreToComeFlag = 2
/** A document of the largest size with a command around it, as MongoDB allows. */
const largestCommand = maxDocumentBytes + 16 * 1024
const sliceMs = 8

export interface Message { requestId: number, legacy: boolean, wantsReply: boolean, command: Doc, database: string }

/** A frame that can't be understood: the start of the next frame is unknown, and the connection must be closed. */
export class BrokenFrame extends Error {}

/** The length of a frame, read from its first 4 bytes. */
export function frameLength(head: Buffer): number {
  const length = head.readInt32LE(0)
  if (length < headerBytes + 4 || length > largestFrame) throw new BrokenFrame(`frame of ${length} bytes`)
  return length
}

/** The request id of a frame, for answers to frames whose content is broken. */
export function requestIdOf(frame: Buffer): number {
  return frame.readInt32LE(4)
}

/** True for the handshake of old drivers, which expects its answer in the old form (OP_REPLY). */
export function isLegacy(frame: Buffer): boolean {
  return frame.readInt32LE(12) === opQuery
}

/**
 * Reads a whole frame, with pauses when the frame is long. The flag exhaustAllowed permits several replies but does not
 * require them: one is sent.
 * @throws BrokenFrame for an unknown opcode, CommandError for invalid content
 */
export async function readMessage(frame: Buffer): Promise<Message> {
  const requestId = requestIdOf(frame)
  const opcode = frame.readInt32LE(12)
  if (opcode === opMsg) return { requestId, legacy: false, ...await readSections(frame) }
  if (opcode !== opQuery) throw new BrokenFrame(`opcode ${opcode}`)
  const nameEnd = frame.indexOf(0, 20)
  if (nameEnd < 0 || nameEnd + 13 > frame.length) throw new CommandError(22, 'OP_QUERY without a document')
  const namespace = frame.toString('utf8', 20, nameEnd)
  if (!namespace.endsWith('.$cmd')) throw new CommandError(352, 'Unsupported OP_QUERY command: use OP_MSG')
  const command = readSent(documentAt(frame, nameEnd + 9, frame.length))
  return { requestId, legacy: true, wantsReply: true, command, database: namespace.slice(0, -5) }
}

async function readSections(frame: Buffer): Promise<Pick<Message, 'command' | 'wantsReply' | 'database'>> {
  const flags = frame.readUInt32LE(16)
  if ((flags & 0xFFFF & ~(moreToComeFlag | checksumFlag)) !== 0) {
    throw new CommandError(9, `OP_MSG with flags ${flags} that this server does not know`)
  }
  const end = (flags & checksumFlag) === 0 ? frame.length : endBeforeChecksum(frame)
  let at = 20
  let command: Doc | undefined
  const sequences = new Map<string, Doc[]>()
  while (at < end) {
    const kind = frame[at]
    if (kind === 0) {
      if (command) throw new CommandError(9, 'OP_MSG with two body sections')
      const bytes = documentAt(frame, at + 1, end)
      command = readSent(bytes)
      at += 1 + bytes.length
    } else if (kind === 1) at = await readSequence(frame, at + 1, end, sequences)
    else throw new CommandError(9, `OP_MSG section of unknown kind ${kind}`)
  }
  if (!command) throw new CommandError(9, 'OP_MSG without a body section')
  for (const name of sequences.keys()) {
    if (Object.hasOwn(command, name)) throw new CommandError(9, `OP_MSG with the field '${name}' twice`)
  }
  const { $db: database } = command
  if (typeof database !== 'string') throw new CommandError(9, 'OP_MSG requests require a $db argument')
  return {
    command: { ...command, ...Object.fromEntries(sequences) }, database, wantsReply: (flags & moreToComeFlag) === 0
  }
}

function endBeforeChecksum(frame: Buffer): number {
  const end = frame.length - 4
  if (end < 20 || frame.readUInt32LE(end) !== crc32c(frame.subarray(0, end))) throw new BrokenFrame('wrong checksum')
  return end
}

async function readSequence(frame: Buffer, start: number, limit: number, into: Map<string, Doc[]>): Promise<number> {
  if (start + 4 > limit) throw new CommandError(22, 'document sequence is cut off')
  const end = start + frame.readInt32LE(start)
  const nameEnd = frame.indexOf(0, start + 4)
  if (end > limit || nameEnd < 0 || nameEnd >= end) throw new CommandError(22, 'document sequence with a wrong length')
  const name = frame.toString('utf8', start + 4, nameEnd)
  if (name === '__proto__' || into.has(name)) throw new CommandError(9, `OP_MSG with the field '${name}' twice`)
  const docs: Doc[] = []
  into.set(name, docs)
  let sliceEnds = performance.now() + sliceMs
  for (let at = nameEnd + 1; at < end;) {
    const bytes = documentAt(frame, at, end)
    docs.push(readSent(bytes))
    at += bytes.length
    if (docs.length % 64 === 0 && performance.now() > sliceEnds) {
      await new Promise(resolve => setImmediate(resolve))
      sliceEnds = performance.now() + sliceMs
    }
  }
  return end
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  const length = at + 5 > end ? 0 : frame.readInt32LE(at)
  if (length < 5 || at + length > end) {
    throw new CommandError(22, `invalid BSON: document of ${length} bytes in ${Math.max(end - at, 0)}`)
  }
  if (length > largestCommand) {
    throw new CommandError(10334, `BSONObj size: ${length} is invalid. Size must be between 0 and ${largestCommand}`)
  }
  return frame.subarray(at, at + length)
}

let lastReplyId = 0

/**
 * Builds the frame of a reply; bytes are taken as a finished BSON document. A reply that can't be serialised becomes an
 * error.
 */
export function writeReply(requestId: number, legacy: boolean, reply: Doc | Buffer): Buffer {
  const body = Buffer.isBuffer(reply) ? reply : bodyOf(reply)
  const head = Buffer.alloc(headerBytes + (legacy ? 20 : 5))
  lastReplyId = (lastReplyId + 1) & 0x7FFFFFFF
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(lastReplyId, 4)
  head.writeInt32LE(requestId, 8)
  head.writeInt32LE(legacy ? opReply : opMsg, 12)
  if (legacy) head.writeInt32LE(1, headerBytes + 16)
  return Buffer.concat([head, body])
}

function bodyOf(reply: Doc): Uint8Array {
  try {
    const body = writeBson(reply)
    if (body.length <= largestCommand) return body
    throw new CommandError(10334, `the answer would have ${body.length} bytes, more than ${largestCommand}`)
  } catch (thrown) {
    const { code, codeName, message } = asCommandError(thrown)
    return writeBson({ ok: 0, errmsg: message, code, codeName })
  }
}

/** ok: 1, as a double. */
const okField = [Buffer.from('\u0001ok\0'), Buffer.from([0, 0, 0, 0, 0, 0, 0xF0, 0x3F])]

/** The reply of find, aggregate and getMore around documents that are already serialised. */
export function cursorReply(
  batchName: 'firstBatch' | 'nextBatch', docs: readonly Uint8Array[], id: bigint, namespace: string
): Buffer {
  const items = docs.flatMap((doc, at) => [Buffer.from(`\u0003${at}\0`), doc])
  const idBytes = Buffer.alloc(8)
  idBytes.writeBigInt64LE(id)
  const name = Buffer.from(`${namespace}\0`)
  const cursor = document([
    Buffer.from(`\u0004${batchName}\0`), ...document(items), Buffer.from('\u0012id\0'), idBytes,
    Buffer.from('\u0002ns\0'), int32(name.length), name
  ])
  return Buffer.concat(document([Buffer.from('\u0003cursor\0'), ...cursor, ...okField]))
}

/** The reply of findAndModify around a document (absent: null) that is already serialised. */
export function valueReply(lastErrorObject: Doc, value: Uint8Array | undefined): Buffer {
  const shown = value ? [Buffer.from('\u0003value\0'), value] : [Buffer.from('\u000Avalue\0')]
  return Buffer.concat(
    document([Buffer.from('\u0003lastErrorObject\0'), writeBson(lastErrorObject), ...shown, ...okField])
  )
}

function document(parts: Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((total, part) => total + part.length, 5)
  return [int32(length), ...parts, Buffer.alloc(1)]
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}
