/**
 * The memory shared by all connections. Promise: half-sent frames and unread answers together stay below a bound; when
 * the bound is reached the connection that holds most is closed; large commands are decoded only a few at a time.
 */
interface Guest { end(): void }

const mostAtOnce = 2

export class Room {
  private readonly taken = new Map<Guest, number>()
  private total = 0
  private running = 0
  private readonly waiting: (() => void)[] = []

  /** `most`: the bytes that all connections may hold together. */
  constructor(private readonly most: number) {}

  /** Records how many bytes a connection holds now. */
  take(guest: Guest, bytes: number): void {
    this.total += bytes - (this.taken.get(guest) ?? 0)
    if (bytes > 0) this.taken.set(guest, bytes)
    else this.taken.delete(guest)
    if (this.total > this.most) this.endLargest()
  }

  /** Forgets a closed connection. */
  leave(guest: Guest): void {
    this.take(guest, 0)
  }

  private endLargest(): void {
    const [largest] = [...this.taken].reduce((most, one) => one[1] > most[1] ? one : most)
    this.leave(largest)
    largest.end()
  }

  /** Runs a large piece of work as soon as fewer than two others are running, in the order of arrival. */
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
