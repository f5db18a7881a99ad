/**
 * Coordinates the store's thread with the end of its process. A process that ends stops its threads at any point. A
 * thread stopped inside a transaction holds LMDB's lock, and the process then waits for this lock for ever. The end of
 * the process therefore waits, for a limited time, until the store is outside a transaction, and the store does not
 * begin another one.
 */
const inside = 0
const shut = 1
const longestWaitMs = 10_000

export class Turnstile {
  private readonly state: Int32Array

  /** Both threads create their instance over the same memory. */
  constructor(readonly memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.state = new Int32Array(memory)
  }

  /**
   * Called by the store's thread before a transaction; false when the process is ending and no transaction may begin.
   */
  enter(): boolean {
    Atomics.store(this.state, inside, 1)
    if (Atomics.load(this.state, shut) === 0) return true
    this.leave()
    return false
  }

  /** Called by the store's thread after a transaction. */
  leave(): void {
    Atomics.store(this.state, inside, 0)
    Atomics.notify(this.state, inside)
  }

  /** Called by the main thread when the process ends; returns when the store is outside a transaction. */
  close(): void {
    Atomics.store(this.state, shut, 1)
    Atomics.wait(this.state, inside, 1, longestWaitMs)
  }
}
