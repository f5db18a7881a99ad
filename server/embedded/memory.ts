/**
 * What pipelines and sorts keep in memory. Promise: none keeps more than 100 MB, and all of them together no more than
 * 400 MB, so that none can end the process; beyond that it is refused as MongoDB does where it may not use the disk.
 */
import { Binary, Double, ObjectId } from 'bson'
import { CommandError } from './errors'
import { maxDocumentBytes } from './gate'
import { type Doc, isDoc, isLong } from './values'

/** MongoDB's limit for a stage, and here for all stages of a pipeline together. */
export const mostForOne = 100 * 1024 * 1024
const mostForAll = 400 * 1024 * 1024
/** Who keeps less than this is served however much others keep. */
const alwaysGranted = 64 * 1024

/** The bytes a value has as BSON, or a little less: text counts by its characters. Stops counting beyond `most`. */
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
 * The size of a value, refused beyond 16 MB. What is computed may hold the same array many times over and is small
 * until it is written out, compared or made into a key: it is measured before.
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

/** What one pipeline or sort keeps, counted as its BSON and what JavaScript needs around it. */
export class Memory {
  private kept = 0

  /** Counts bytes as kept (or, negative, as given back) for a stage. */
  take(bytes: number, stage: string): void {
    this.kept += bytes
    keptByAll += bytes
    if (bytes <= 0) return
    if (this.kept > mostForOne) throw exceeded(`${stage} exceeded memory limit of ${mostForOne} bytes`)
    if (keptByAll > mostForAll && this.kept > alwaysGranted) {
      throw exceeded(`${stage} exceeded the memory limit of ${mostForAll} bytes for all queries together`)
    }
  }

  /** Gives everything back: the pipeline has come to its end, good or bad, or nobody reads it any more. */
  release(): void {
    keptByAll -= this.kept
    this.kept = 0
  }
}

const exceeded = (what: string): CommandError =>
  new CommandError(292, `${what}, and this store does not use the disk for it`)
