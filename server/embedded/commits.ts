/**
 * Combines the writers that wait at one moment into one commit. Promise: `write` resolves when its commit and all
 * earlier commits are on the disk; each operation happens wholly or not at all; after a failed commit the memory equals
 * the disk.
 *
 * A single writer is committed in this thread, which has the lowest latency. When several writers wait, a thread of
 * LMDB writes and flushes the commit while this thread continues, and writers that arrive meanwhile join the next
 * commit.
 */
import { randomBytes } from 'node:crypto'
import { Lost, meaningOf, notKept, reasonOf } from './commitFailures'
import type { Environment } from './environment'
import { CommandError } from './errors'
import type { Turnstile } from './turnstile'

interface Pending {
  run: () => unknown
  alone: boolean
  /** True when the commit of this single operation has already failed once. */
  failed?: boolean
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** What the store does around a commit. */
export interface Surroundings {
  /** Loads the state on the disk into memory. */
  load(): void
  /** Writes the counts that the operations of a commit have changed in memory. */
  save(): void
  /** Tells the store that other work may have happened meanwhile. */
  moved(): void
  /** Tells the store that it can't continue. */
  lost(sentence: string): void
}

/**
 * At most two commits at a time: one is flushed while the next is filled; each occupies a thread of the process's small
 * pool.
 */
const mostUnderWay = 2
const markKey = Buffer.from('owner')
const ownerBytes = 16

const ending = 'the process is ending'

export class Commits {
  private pending: Pending[] = []
  private scheduled = false
  private closed = false
  /**
   * The number of commits that have neither reached the disk nor failed; and whether one of them has yet to take its
   * operations.
   */
  private underWay = 0
  private filling = false
  private last: Promise<void> = Promise.resolve()
  /**
   * True after a failure: until one commit succeeds, commits are made in this thread, where errors are reported at
   * once.
   */
  private careful = false
  /** The number of commits that wrote something; the number on the disk is the same unless the last commit failed. */
  private sequence = 0
  /** True when the memory may hold changes that are not on the disk. */
  private stale = false
  private wrote = false
  /** The reason why no commit can be answered any more. */
  private gone: string | undefined
  private readonly owner = randomBytes(ownerBytes)

  /**
   * Signs the directory. A process that signs the directory later has taken it over; this process then writes nothing
   * more.
   */
  constructor(
    private readonly directory: string, private readonly environment: Environment,
    private readonly turnstile: Turnstile, private readonly around: Surroundings
  ) {
    environment.root.transactionSync(() => environment.meta.putSync(markKey, this.mark()))
  }

  /**
   * Runs `operation` in the next commit and resolves when that commit is on the disk.
   * @param alone true for an operation that changes which collections or indexes exist: no other commit is under way
   *   beside it, because reads would already use definitions that are not committed yet
   */
  write<T>(operation: () => T, alone: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.closed) throw new CommandError(91, 'the store is shutting down')
      this.pending.push({ run: operation, alone, resolve: resolve as (value: never) => void, reject })
      this.schedule()
    })
  }

  /** Records that the running operation has changed something. */
  noteWrite(): void {
    this.wrote = true
  }

  /** Refuses further operations and waits for those under way. @returns false when LMDB can't be used any more */
  async close(): Promise<boolean> {
    this.closed = true
    // Polling is necessary: LMDB reports nothing about a commit that began after LMDB had failed.
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

  /** Begins the next commit. When a commit under way has to end first, that commit calls this method again. */
  private begin(): void {
    // A commit that was filled meanwhile may have taken all waiting operations.
    if (this.pending.length === 0) return
    const many = this.takeable()
    const idle = this.underWay === 0
    if (idle && (many <= 1 || this.careful)) this.commitHere(this.pending.splice(0, Math.max(many, 1)))
    else if (many > 0 && !this.careful && !this.filling && this.underWay < mostUnderWay) void this.commitBeside()
  }

  /** How many operations at the head of the queue may share a commit that another commit may follow at once. */
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
    // An answer may depend on data of the previous commit; it is therefore sent after the answers of that commit.
    const before = this.last
    this.last = this.answer(committed, before, (reason: unknown) => this.failed(batch, this.settle(reason, sequence)))
    await this.last
    this.end()
  }

  /** Answers the operations of a commit according to its outcome; never rejects. */
  private async answer(
    committed: Promise<(() => void)[]>, before: Promise<void>, fail: (reason: unknown) => void
  ): Promise<void> {
    try {
      const answers = await committed
      await before
      // lmdb 3.5.6 reports success when the last write of a commit, the head of the file, has failed; afterwards
      // nothing can be read.
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

  /** The meaning of a failed commit. A commit that is visible to reads but not on the disk can't be rolled back. */
  private settle(reason: unknown, sequence: number): unknown {
    if (sequence === 0) return reason
    try {
      return this.freshMark().sequence < sequence ? reason : notKept(reason)
    } catch {
      // LMDB also refuses reads after it has failed to write the head of its file.
      return notKept(reason)
    }
  }

  /**
   * Runs the operations of a commit inside its transaction; returns the answers to give when the commit is on the disk.
   */
  private run(batch: readonly Pending[]): (() => void)[] {
    this.agreeWithDisk()
    try {
      return this.runEach(batch)
    } catch (thrown) {
      // The flag is set now: the next commit may be filled before the failure of this one is reported.
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
        // The operation has written a part: the whole commit is rolled back.
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
   * Runs each operation of a commit that was rolled back in a commit of its own: each gets its own answer and a second
   * try, because LMDB has been seen to fail without a cause.
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

  /** When the process is ending nothing more is done: its threads must not use LMDB any more. */
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

  /** The mark (owner and commit number) that the commits until now have left. */
  private freshMark(): { owner: Buffer, sequence: number } {
    this.environment.root.resetReadTxn()
    return this.markOnDisk()
  }

  /** The mark that the transaction under way, or the last read, sees. */
  private markOnDisk(): { owner: Buffer, sequence: number } {
    const mark = this.environment.meta.get(markKey) ?? Buffer.alloc(0)
    return {
      owner: mark.subarray(0, ownerBytes),
      sequence: mark.length === ownerBytes + 8 ? Number(mark.readBigUInt64BE(ownerBytes)) : 0
    }
  }
}
