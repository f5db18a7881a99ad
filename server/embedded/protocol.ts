/**
 * Frames of MongoDB's wire protocol. Promise: a frame is read only within its own bytes; OP_MSG with sections 0 and 1
 * and the OP_QUERY of the first handshake are understood, everything else is an error that closes the connection.
 */
import { CommandError } from './errors'
import { type Doc, readBson, writeBson } from './values'

export const largestFrame = 48_000_000
const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const moreToComeFlag = 2
const exhaustFlag = 1 << 16

export interface Message { requestId: number, legacy: boolean, wantsReply: boolean, command: Doc, database: string }

/** A frame that can't be understood: the connection has lost its place and must be closed. */
export class BrokenFrame extends Error {}

/** The length of the frame that begins with these (at least 4) bytes. */
export function frameLength(head: Buffer): number {
  const length = head.readInt32LE(0)
  if (length < headerBytes + 4 || length > largestFrame) throw new BrokenFrame(`frame of ${length} bytes`)
  return length
}

/** The request id of a frame, for answers to frames whose content is broken. */
export function requestIdOf(frame: Buffer): number {
  return frame.readInt32LE(4)
}

/** True for the handshake of old drivers, which wants its answer in the old form. */
export function isLegacy(frame: Buffer): boolean {
  return frame.readInt32LE(12) === opQuery
}

/** Reads a whole frame; throws BrokenFrame for an unknown opcode, CommandError for content that lies. */
export function readMessage(frame: Buffer): Message {
  const requestId = requestIdOf(frame)
  const opcode = frame.readInt32LE(12)
  if (opcode === opMsg) return { requestId, legacy: false, ...readSections(frame) }
  if (opcode !== opQuery) throw new BrokenFrame(`opcode ${opcode}`)
  const nameEnd = frame.indexOf(0, 20)
  if (nameEnd < 0 || nameEnd + 13 > frame.length) throw new CommandError(22, 'OP_QUERY without a document')
  const namespace = frame.toString('utf8', 20, nameEnd)
  if (!namespace.endsWith('.$cmd')) throw new CommandError(352, 'Unsupported OP_QUERY command: use OP_MSG')
  const command = readBson(documentAt(frame, nameEnd + 9, frame.length))
  return { requestId, legacy: true, wantsReply: true, command, database: namespace.slice(0, -5) }
}

function readSections(frame: Buffer): Pick<Message, 'command' | 'wantsReply' | 'database'> {
  const flags = frame.readUInt32LE(16)
  if ((flags & 0xFFFF & ~moreToComeFlag) !== 0) throw new CommandError(9, `OP_MSG with flags ${flags} that this server does not know`)
  let at = 20
  let command: Doc | undefined
  const sequences: Doc = {}
  while (at < frame.length) {
    const kind = frame[at]
    if (kind === 0) {
      if (command) throw new CommandError(9, 'OP_MSG with two body sections')
      const bytes = documentAt(frame, at + 1, frame.length)
      command = readBson(bytes)
      at += 1 + bytes.length
    } else if (kind === 1) at = readSequence(frame, at + 1, sequences)
    else throw new CommandError(9, `OP_MSG section of unknown kind ${kind}`)
  }
  if (!command) throw new CommandError(9, 'OP_MSG without a body section')
  const { $db: database } = command
  if (typeof database !== 'string') throw new CommandError(9, 'OP_MSG requests require a $db argument')
  return { command: { ...command, ...sequences }, database, wantsReply: (flags & moreToComeFlag) === 0 || (flags & exhaustFlag) !== 0 }
}

function readSequence(frame: Buffer, start: number, into: Doc): number {
  if (start + 4 > frame.length) throw new CommandError(22, 'document sequence is cut off')
  const end = start + frame.readInt32LE(start)
  const nameEnd = frame.indexOf(0, start + 4)
  if (end > frame.length || nameEnd < 0 || nameEnd >= end) throw new CommandError(22, 'document sequence with a wrong length')
  const docs: Doc[] = []
  for (let at = nameEnd + 1; at < end;) {
    const bytes = documentAt(frame, at, end)
    docs.push(readBson(bytes))
    at += bytes.length
  }
  into[frame.toString('utf8', start + 4, nameEnd)] = docs
  return end
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  const length = at + 5 > end ? 0 : frame.readInt32LE(at)
  if (length < 5 || at + length > end) throw new CommandError(22, `invalid BSON: document of ${length} bytes in ${Math.max(end - at, 0)}`)
  return frame.subarray(at, at + length)
}

let lastReplyId = 0

/** Frames a reply; bytes are taken as a finished BSON document. */
export function writeReply(requestId: number, legacy: boolean, reply: Doc | Buffer): Buffer {
  const body = Buffer.isBuffer(reply) ? reply : writeBson(reply)
  const head = Buffer.alloc(headerBytes + (legacy ? 20 : 5))
  lastReplyId = (lastReplyId + 1) & 0x7FFFFFFF
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(lastReplyId, 4)
  head.writeInt32LE(requestId, 8)
  head.writeInt32LE(legacy ? opReply : opMsg, 12)
  if (legacy) head.writeInt32LE(1, headerBytes + 16)
  return Buffer.concat([head, body])
}

/** The reply of find, aggregate and getMore around documents that are bytes already. */
export function cursorReply(batchName: 'firstBatch' | 'nextBatch', docs: readonly Uint8Array[], id: bigint, namespace: string): Buffer {
  const items = docs.flatMap((doc, at) => [Buffer.from(`\u0003${at}\0`), doc])
  const idBytes = Buffer.alloc(8)
  idBytes.writeBigInt64LE(id)
  const name = Buffer.from(`${namespace}\0`)
  const cursor = document([Buffer.from(`\u0004${batchName}\0`), ...document(items), Buffer.from('\u0012id\0'), idBytes, Buffer.from('\u0002ns\0'), int32(name.length), name])
  const ok = Buffer.alloc(8)
  ok.writeDoubleLE(1)
  return Buffer.concat(document([Buffer.from('\u0003cursor\0'), ...cursor, Buffer.from('\u0001ok\0'), ok]))
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
