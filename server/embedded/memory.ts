/**
 * The memory of pipelines and sorts. Promise: none keeps more than 100 MB, and all together keep no more than 400 MB,
 * which protects the process; beyond that a query is refused as MongoDB does when it may not use the disk.
 */
import { Binary, Double, ObjectId } from 'bson'
import { CommandError } from './errors'
import { maxDocumentBytes } from './gate'
import { type Doc, isDoc, isLong } from './values'

/** MongoDB's limit for one stage; here the limit for all stages of a pipeline together. */
export const mostForOne = 100 * 1024 * 1024
const mostForAll = 400 * 1024 * 1024
/** A query that keeps less than this is served even when the others have used up the total. */
const alwaysGranted = 64 * 1024

/**
 * The size of a value as BSON or slightly less, because a text counts by its characters. Counting stops beyond `most`.
 */
export function sizeOf(value: unknown, most = Infinity): number {
  if (typeof value === 'string') return 5 + value.length
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? 4 : 1
  if (Array.isArray(value)) {
    let size = 5
    for (const item of value) {
      size += 3 + sizeOf(item, most - size)
      if (size > most) break
    }
    return size
  }
  return isDoc(value) ? sizeOfDoc(value, most) : sizeOfScalar(value)
}

function sizeOfDoc(doc: Doc, most: number): number {
  let size = 5
  for (const name in doc) {
    size += 2 + name.length + sizeOf(doc[name], most - size)
    if (size > most) break
  }
  return size
}

function sizeOfScalar(value: object): number {
  if (value instanceof ObjectId) return 12
  if (value instanceof Binary) return 5 + value.length()
  return value instanceof Double || value instanceof Date || isLong(value) ? 8 : 4
}

/**
 * The size of a value; refused beyond 16 MB. A computed value may contain the same array many times and be small in
 * memory, yet large once it is serialised, compared or encoded as a key: its size is therefore measured before.
 */
export function measured(value: unknown): number {
  const size = sizeOf(value, maxDocumentBytes)
  if (size > maxDocumentBytes) {
    throw new CommandError(
      10334, `BSONObj size: a computed value is larger than the ${maxDocumentBytes} bytes a document may have`
    )
  }
  return size
}

let keptByAll = 0

/** The memory that one pipeline or sort keeps, counted as BSON plus the overhead of JavaScript objects. */
export class Memory {
  private kept = 0

  /** Counts bytes as kept (or, negative, as released) for a stage. */
  take(bytes: number, stage: string): void {
    this.kept += bytes
    keptByAll += bytes
    if (bytes <= 0) return
    if (this.kept > mostForOne) throw exceeded(`${stage} exceeded memory limit of ${mostForOne} bytes`)
    if (keptByAll > mostForAll && this.kept > alwaysGranted) {
      throw exceeded(`${stage} exceeded the memory limit of ${mostForAll} bytes for all queries together`)
    }
  }

  /** Releases everything: the pipeline has ended, with success or an error, or its cursor was closed. */
  release(): void {
    keptByAll -= this.kept
    this.kept = 0
  }
}

const exceeded = (what: string): CommandError =>
  new CommandError(292, `${what}, and this store does not use the disk for it`)
