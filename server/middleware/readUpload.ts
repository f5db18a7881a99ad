import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'
import type { RouterContext } from '@koa/router'
import busboy from 'busboy'
import type { ErrorCode } from '../../src/contract/errors'
import { AppError, invalidField } from '../errors'
import { speakable } from './validate'

/** The one file that a multipart body must consist of. */
export interface UploadRule {
  /** The most bytes of the file. */
  most: number
  /** The error code for a larger file. */
  tooLarge: ErrorCode
  /** What the caller is asked to choose, in Chinese with its measure word. */
  what: '一张照片' | '一段录音'
}

/**
 * A body that is too large is read to its end and discarded, so that the phone receives the answer; beyond this
 * multiple of the limit the connection is closed.
 */
const PATIENCE = 4
/** Allowance in bytes for the boundaries and headers around the file. */
const ENVELOPE = 4096
/** The most bodies that are read at the same time; each may take `most` bytes of memory. */
const AT_ONCE = 24

let underWay = 0

/**
 * Reads the only file of a multipart body. The file's name and its declared type are ignored.
 * @param field name of the form's part that holds the file
 * @throws AppError unsupportedMediaType when the body is not multipart, malformedJson when the body is incomplete or
 *   ill-formed, validationFailed when the file is missing, empty or not the only part, the rule's `tooLarge`,
 *   unavailable when too many uploads come at once
 */
export async function readUpload(ctx: RouterContext, field: string, rule: UploadRule): Promise<Buffer> {
  if (!ctx.is('multipart/form-data')) throw new AppError('unsupportedMediaType')
  if (underWay >= AT_ONCE) throw new AppError('unavailable')
  underWay++
  try {
    const file = await readOnlyFile(ctx.req, field, rule)
    if (file.length === 0) throw missing(field, rule)
    return file
  } finally {
    underWay--
  }
}

async function readOnlyFile(req: IncomingMessage, field: string, rule: UploadRule): Promise<Buffer> {
  const parser = parserFor(req, rule)
  const chunks: Buffer[] = []
  const found: AppError[] = []
  const refuse = (error: AppError): void => { found.push(error) }
  let files = 0
  parser.on('file', (name, stream) => {
    files++
    if (name !== field || files > 1) refuse(notAlone(name, rule))
    stream.on('data', (chunk: Buffer) => { if (found.length === 0) chunks.push(chunk) })
    stream.on('limit', () => { chunks.length = 0; refuse(new AppError(rule.tooLarge)) })
    stream.on('error', () => refuse(new AppError('malformedJson')))
  })
  parser.on('field', name => refuse(notAlone(name, rule)))
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(event, () => refuse(notAlone(field, rule)))
  }
  const declared = Number(req.headers['content-length'] ?? 0)
  if (declared > rule.most + ENVELOPE) {
    await throwAway(req, rule)
    throw new AppError(rule.tooLarge)
  }
  await feed(req, parser, rule)
  if (found[0]) throw found[0]
  if (files === 0) throw missing(field, rule)
  return Buffer.concat(chunks)
}

/** @throws AppError malformedJson when the boundary is missing */
function parserFor({ headers }: IncomingMessage, rule: UploadRule): busboy.Busboy {
  // busboy reports the limit when the file has exactly `fileSize` bytes, so this value is one more than the allowed
  // size.
  const limits = {
    files: 1, fields: 1, parts: 2, fieldSize: 256, fieldNameSize: 64, headerPairs: 16, fileSize: rule.most + 1
  }
  try {
    return busboy({ headers, limits })
  } catch {
    throw new AppError('malformedJson')
  }
}

/**
 * Passes the body to the parser chunk by chunk. After a refusal the rest is read too, up to PATIENCE times the limit.
 */
async function feed(req: IncomingMessage, parser: busboy.Busboy, rule: UploadRule): Promise<void> {
  const parsed = finished(parser)
  parsed.catch(() => undefined)
  let read = 0
  try {
    for await (const chunk of req) {
      read += chunk.length
      if (read > rule.most * PATIENCE) throw new AppError(rule.tooLarge)
      if (!parser.writable) continue
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), parsed])
    }
    parser.end()
    await parsed
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('malformedJson')
  }
}

async function throwAway(req: IncomingMessage, rule: UploadRule): Promise<void> {
  let read = 0
  try {
    for await (const chunk of req) {
      read += chunk.length
      if (read > rule.most * PATIENCE) return
    }
  } catch {
    // The connection is closed: there is no client left to answer.
  }
}

function notAlone(name: string, { what }: UploadRule): AppError {
  return invalidField(speakable(name), `一次只能发${what}。`)
}

function missing(field: string, { what }: UploadRule): AppError {
  return invalidField(field, `请选${what}。`)
}
