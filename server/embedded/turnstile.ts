/**
 * Between the store's thread and the process it lives in. A process that ends stops its threads wherever they are; one
 * stopped inside a transaction holds LMDB's lock, and the process then waits for it for ever. So the end waits, a
 * moment only, until the store is outside, and the store does not go in again.
 */
const inside = 0
const shut = 1
const longestWaitMs = 10_000

export class Turnstile {
  private readonly state: Int32Array

  /** Both threads make theirs over the same memory. */
  constructor(readonly memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.state = new Int32Array(memory)
  }

  /** The store's thread, before a transaction; false when the process is ending and there must be none. */
  enter(): boolean {
    Atomics.store(this.state, inside, 1)
    if (Atomics.load(this.state, shut) === 0) return true
    this.leave()
    return false
  }

  /** The store's thread, after a transaction. */
  leave(): void {
    Atomics.store(this.state, inside, 0)
    Atomics.notify(this.state, inside)
  }

  /** The process's own thread, when it ends: comes back when the store is outside and stays there. */
  close(): void {
    Atomics.store(this.state, shut, 1)
    Atomics.wait(this.state, inside, 1, longestWaitMs)
  }
}
