/**
 * Puts the writers of a moment into one commit. Promise: `write` resolves when its commit and all before it are on the
 * disk; each operation happens wholly or not at all; after a commit that failed, memory is what lies on the disk.
 *
 * A lone writer is committed in this thread, which is quickest for him. Where several wait, a thread of LMDB's writes and
 * flushes while this one goes on, and whoever comes meanwhile is in the next commit.
 */
import { randomBytes } from 'node:crypto'
import { Lost, meaningOf, notKept, reasonOf } from './commitFailures'
import type { Environment } from './environment'
import { CommandError } from './errors'
import type { Turnstile } from './turnstile'

interface Pending {
  run: () => unknown
  alone: boolean
  /** Its own commit has failed once. */
  failed?: boolean
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** The store's part in a commit. */
export interface Surroundings {
  /** Reads what lies on the disk into memory. */
  load(): void
  /** Writes what the operations of a commit have left to be saved. */
  save(): void
  /** Other work may have happened. */
  moved(): void
  /** The store can't go on. */
  lost(sentence: string): void
}

/** One is flushed while the next is filled; each holds a thread of the process's small pool. */
const mostUnderWay = 2
const markKey = Buffer.from('owner')
const ownerBytes = 16

const ending = 'the process is ending'

export class Commits {
  private pending: Pending[] = []
  private scheduled = false
  private closed = false
  /** Commits not known to be on the disk or to have failed; of these, whether one has yet to take in its operations. */
  private underWay = 0
  private filling = false
  private last: Promise<void> = Promise.resolve()
  /** After a failure commits are made in this thread, where what goes wrong is told at once, until one succeeds. */
  private careful = false
  /** Counts commits that wrote; the disk says the same unless the last one failed. */
  private sequence = 0
  /** Memory may be ahead of the disk. */
  private stale = false
  private wrote = false
  /** Why no commit can be answered any more. */
  private gone: string | undefined
  private readonly owner = randomBytes(ownerBytes)

  /** Signs the directory: whoever signs it later has taken it over, and this process then writes nothing more. */
  constructor(
    private readonly directory: string, private readonly environment: Environment,
    private readonly turnstile: Turnstile, private readonly around: Surroundings
  ) {
    environment.root.transactionSync(() => environment.meta.putSync(markKey, this.mark()))
  }

  /**
   * Runs `operation` in the next commit and resolves when that is on the disk.
   * @param alone it changes what collections or indexes there are: nothing is under way beside it, because reads would
   *   already go by definitions that are not there yet
   */
  write<T>(operation: () => T, alone: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.closed) throw new CommandError(91, 'the store is shutting down')
      this.pending.push({ run: operation, alone, resolve: resolve as (value: never) => void, reject })
      this.schedule()
    })
  }

  /** The operation that runs now has changed something. */
  noteWrite(): void {
    this.wrote = true
  }

  /** Takes no further operation, and waits for what is under way. @returns false when LMDB can't be asked any more */
  async close(): Promise<boolean> {
    this.closed = true
    // Looked at again and again: of a commit begun after LMDB has given up nothing is heard.
    while (this.gone === undefined && (this.pending.length > 0 || this.underWay > 0)) {
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    return this.gone === undefined
  }

  private schedule(): void {
    if (this.scheduled || this.pending.length === 0) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.begin()
    })
  }

  /** Begins the next commit, unless one that is under way has to end first: it then calls again. */
  private begin(): void {
    // A commit that was filled meanwhile may have taken everybody along.
    if (this.pending.length === 0) return
    const many = this.takeable()
    const idle = this.underWay === 0
    if (idle && (many <= 1 || this.careful)) this.commitHere(this.pending.splice(0, Math.max(many, 1)))
    else if (many > 0 && !this.careful && !this.filling && this.underWay < mostUnderWay) void this.commitBeside()
  }

  /** How many operations at the head of the queue may share a commit that others may follow at once. */
  private takeable(): number {
    const at = this.pending.findIndex(({ alone }) => alone)
    return at < 0 ? this.pending.length : at
  }

  private commitHere(batch: Pending[]): void {
    if (!this.enter()) return this.refuse(batch, ending)
    let answers: (() => void)[] = []
    try {
      this.environment.root.transactionSync(() => { answers = this.run(batch) })
      this.careful = false
    } catch (thrown) {
      answers = [() => this.failed(batch, thrown)]
    }
    this.around.moved()
    for (const answer of answers) answer()
    this.end()
  }

  private async commitBeside(): Promise<void> {
    if (!this.enter()) return this.refuse(this.pending.splice(0), ending)
    this.filling = true
    let batch: Pending[] = []
    let sequence = 0
    const committed = this.environment.root.childTransaction(() => {
      this.filling = false
      batch = this.pending.splice(0, this.takeable())
      this.schedule()
      const answers = this.run(batch)
      sequence = this.sequence
      return answers
    })
    // An answer may rest on what the commit before it wrote, so it comes after that one's.
    const before = this.last
    this.last = this.answer(committed, before, (reason: unknown) => this.failed(batch, this.settle(reason, sequence)))
    await this.last
    this.end()
  }

  /** Answers the operations of a commit as it turned out; never rejects. */
  private async answer(
    committed: Promise<(() => void)[]>, before: Promise<void>, fail: (reason: unknown) => void
  ): Promise<void> {
    try {
      const answers = await committed
      await before
      // lmdb 3.5.6 calls a commit a success though its last write failed, the head of the file; after that nothing can be read.
      this.freshMark()
      this.around.moved()
      if (this.gone === undefined) for (const answer of answers) answer()
      else fail(new Lost(this.gone))
    } catch (thrown) {
      const reason = await reasonOf(thrown)
      await before
      this.careful = true
      this.filling = false
      this.around.moved()
      fail(reason)
    }
  }

  /** What a failed commit means. One that can be read and yet isn't on the disk can't be taken back. */
  private settle(reason: unknown, sequence: number): unknown {
    if (sequence === 0) return reason
    try {
      return this.freshMark().sequence < sequence ? reason : notKept(reason)
    } catch {
      // LMDB reads nothing either once it has failed to write the head of its file.
      return notKept(reason)
    }
  }

  /** The operations of a commit, inside its transaction; gives what to answer when it is on the disk. */
  private run(batch: readonly Pending[]): (() => void)[] {
    this.agreeWithDisk()
    try {
      return this.runEach(batch)
    } catch (thrown) {
      // Said now: the next commit may be filled before anybody hears that this one failed.
      this.stale = true
      throw thrown
    }
  }

  private runEach(batch: readonly Pending[]): (() => void)[] {
    const answers: (() => void)[] = []
    let wroteAny = false
    for (const { run, resolve, reject } of batch) {
      this.wrote = false
      try {
        const value = run()
        answers.push(() => resolve(value as never))
      } catch (thrown) {
        // Half of it is written: the whole commit is rolled back.
        if (this.wrote) throw thrown
        answers.push(() => reject(thrown))
      }
      wroteAny ||= this.wrote
    }
    if (!wroteAny) return answers
    this.around.save()
    this.sequence += 1
    this.environment.meta.putSync(markKey, this.mark())
    return answers
  }

  private agreeWithDisk(): void {
    const { owner, sequence } = this.markOnDisk()
    if (!owner.equals(this.owner)) {
      throw new Lost(
        'another process has taken over the data directory: this one stops, nothing it has acknowledged is lost'
      )
    }
    if (this.stale || sequence !== this.sequence) this.reload(sequence)
  }

  private reload(sequence: number): void {
    this.sequence = sequence
    this.stale = false
    this.around.load()
    this.around.moved()
  }

  private end(): void {
    this.leave()
    if (this.stale && this.underWay === 0 && this.gone === undefined) this.reload(this.freshMark().sequence)
    this.schedule()
  }

  /**
   * Of a commit that was rolled back: alone, each of its operations gets an answer of its own, and a second chance: LMDB
   * has been seen to fail where nothing was wrong.
   */
  private failed(batch: readonly Pending[], thrown: unknown): void {
    this.stale = true
    const reason = meaningOf(thrown, this.directory)
    if (reason instanceof Lost) {
      this.gone ??= reason.message
      this.refuse([...batch, ...this.pending.splice(0)], this.gone)
      if (!this.closed) this.around.lost(this.gone)
      this.closed = true
    } else if (batch.length === 1 && batch[0]?.failed) batch[0].reject(reason)
    else this.pending.unshift(...batch.map(operation => ({ ...operation, alone: true, failed: batch.length === 1 })))
  }

  /** When the process is ending that is all: its threads must not touch LMDB any more. */
  private refuse(batch: readonly Pending[], sentence: string): void {
    for (const { reject } of batch) reject(new CommandError(91, sentence))
  }

  private enter(): boolean {
    if (this.underWay === 0 && !this.turnstile.enter()) return false
    this.underWay += 1
    return true
  }

  private leave(): void {
    this.underWay -= 1
    if (this.underWay === 0) this.turnstile.leave()
  }

  private mark(): Buffer {
    const count = Buffer.alloc(8)
    count.writeBigUInt64BE(BigInt(this.sequence))
    return Buffer.concat([this.owner, count])
  }

  /** The mark as the commits until now have left it. */
  private freshMark(): { owner: Buffer, sequence: number } {
    this.environment.root.resetReadTxn()
    return this.markOnDisk()
  }

  /** The mark as the transaction under way, or the last read, sees it. */
  private markOnDisk(): { owner: Buffer, sequence: number } {
    const mark = this.environment.meta.get(markKey) ?? Buffer.alloc(0)
    return {
      owner: mark.subarray(0, ownerBytes),
      sequence: mark.length === ownerBytes + 8 ? Number(mark.readBigUInt64BE(ownerBytes)) : 0
    }
  }
}
