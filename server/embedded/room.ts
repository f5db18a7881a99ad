/**
 * Memory all connections share. Promise: half-sent frames and unread answers together stay below a bound, whoever
 * holds most of it is cut off when it is reached, and big commands are unpacked only a few at a time.
 */
interface Guest { end(): void }

const mostAtOnce = 2

export class Room {
  private readonly taken = new Map<Guest, number>()
  private total = 0
  private running = 0
  private readonly waiting: (() => void)[] = []

  /** `most`: bytes all connections may hold together. */
  constructor(private readonly most: number) {}

  /** Says how many bytes a connection holds now. */
  take(guest: Guest, bytes: number): void {
    this.total += bytes - (this.taken.get(guest) ?? 0)
    if (bytes > 0) this.taken.set(guest, bytes)
    else this.taken.delete(guest)
    if (this.total > this.most) this.endLargest()
  }

  /** The connection is gone. */
  leave(guest: Guest): void {
    this.take(guest, 0)
  }

  private endLargest(): void {
    const [largest] = [...this.taken].reduce((most, one) => one[1] > most[1] ? one : most)
    this.leave(largest)
    largest.end()
  }

  /** Runs a big piece of work when fewer than two others are at theirs; in the order they came. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= mostAtOnce) await new Promise<void>(resolve => this.waiting.push(resolve))
    else this.running += 1
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running -= 1
    }
  }
}
