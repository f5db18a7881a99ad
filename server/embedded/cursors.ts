/**
 * Open cursors. Promise: a batch never exceeds 16 MB; a cursor without a call for ten minutes ends; the number of
 * cursors is bounded, and beyond the bound the cursor idle for longest ends, which is most likely one that its client
 * has forgotten.
 */
import { randomBytes } from 'node:crypto'
import { CommandError } from './errors'
import { maxDocumentBytes } from './gate'
import type { Pause } from './query'

/** A source of finished documents; undefined means "nothing found in this step". */
export type DocumentSource = Iterator<Uint8Array | undefined>

interface Cursor {
  id: bigint
  namespace: string
  source: DocumentSource
  waiting?: Uint8Array
  usedAt: number
  busy: boolean
}

const idleMs = 10 * 60 * 1000

export class Cursors {
  /** Ordered by their last use. */
  private readonly open = new Map<bigint, Cursor>()

  constructor(private readonly most = 10_000) {}

  /** Takes the first batch and keeps the cursor when there are more documents; the id is 0 when there are none. */
  async begin(
    namespace: string, source: DocumentSource, size: number, single: boolean, pause: Pause
  ): Promise<{ docs: Uint8Array[], id: bigint }> {
    const cursor: Cursor = { id: 0n, namespace, source, usedAt: Date.now(), busy: false }
    try {
      const { docs, done } = await takeBatch(cursor, size, pause)
      if (done || single) return { docs, id: 0n }
      if (this.open.size >= this.most) this.endLongestIdle()
      // The id is made only now: most queries fit into their first batch, and random bytes cost as much as finding a
      // document.
      cursor.id = randomBytes(8).readBigInt64LE() & 0x7FFFFFFFFFFFFFFFn
      this.open.set(cursor.id, cursor)
      return { docs, id: cursor.id }
    } finally {
      this.closeUnlessOpen(cursor)
    }
  }

  /** The next batch of an open cursor. */
  async next(namespace: string, id: bigint, size: number, pause: Pause): Promise<{ docs: Uint8Array[], id: bigint }> {
    const cursor = this.open.get(id)
    if (!cursor || cursor.namespace !== namespace) throw new CommandError(43, `cursor id ${id} not found`)
    if (cursor.busy) throw new CommandError(12051, `cursor id ${id} is already in use`)
    cursor.busy = true
    try {
      const { docs, done } = await takeBatch(cursor, size, pause)
      // A cursor killed meanwhile stays ended and the next call is told so; any other cursor becomes the most recently
      // used.
      if (this.open.delete(id) && !done) this.open.set(id, cursor)
      return { docs, id: done ? 0n : id }
    } catch (thrown) {
      this.open.delete(id)
      throw thrown
    } finally {
      cursor.usedAt = Date.now()
      cursor.busy = false
      this.closeUnlessOpen(cursor)
    }
  }

  private endLongestIdle(): void {
    for (const cursor of this.open.values()) if (!cursor.busy) return this.end(cursor)
    throw new CommandError(146, `more than ${this.most} cursors are being read`)
  }

  /** Ends a cursor; false when there is no cursor with that id. */
  kill(id: bigint): boolean {
    const cursor = this.open.get(id)
    if (cursor) this.end(cursor)
    return cursor !== undefined
  }

  /** Closes the source of a cursor; a cursor that is being read is closed by its reader. */
  private end(cursor: Cursor): void {
    this.open.delete(cursor.id)
    if (!cursor.busy) this.closeUnlessOpen(cursor)
  }

  /** Ends the source: the memory that its query holds is released at once. */
  private closeUnlessOpen({ id, source }: Cursor): void {
    if (!this.open.has(id)) source.return?.()
  }

  /** Ends the cursors of a collection that is being dropped. */
  killAll(namespace: string): void {
    for (const cursor of this.open.values()) if (cursor.namespace === namespace) this.end(cursor)
  }

  /** Ends the cursors without a call for ten minutes. */
  sweep(now = Date.now()): void {
    for (const cursor of this.open.values()) if (!cursor.busy && now - cursor.usedAt > idleMs) this.end(cursor)
  }

  get count(): number {
    return this.open.size
  }
}

async function takeBatch(cursor: Cursor, size: number, pause: Pause): Promise<{ docs: Uint8Array[], done: boolean }> {
  const docs: Uint8Array[] = []
  let bytes = 0
  while (docs.length < size) {
    const next = cursor.waiting ?? nextOf(cursor.source)
    delete cursor.waiting
    if (next === null) return { docs, done: true }
    if (next) {
      if (docs.length > 0 && bytes + next.length > maxDocumentBytes) {
        cursor.waiting = next
        return { docs, done: false }
      }
      if (next.length > maxDocumentBytes) {
        throw new CommandError(
          10334, `a result of ${next.length} bytes is larger than the ${maxDocumentBytes} a document may have`
        )
      }
      docs.push(next)
      bytes += next.length
    }
    if (pause.isDue()) await pause.rest()
  }
  return { docs, done: false }
}

function nextOf(source: DocumentSource): Uint8Array | undefined | null {
  const step = source.next()
  return step.done ? null : step.value
}
