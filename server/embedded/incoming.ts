/**
 * The bytes that one connection has received and that do not form a frame yet. Promise: each byte is copied at most
 * twice, however small the received pieces are; no more is kept than one frame and the bytes that followed it in the
 * same piece.
 */
import { frameLength } from './protocol'

export class Incoming {
  private held: Buffer = Buffer.alloc(0)
  private end = 0

  /** The bytes that wait for the rest of their frame. */
  get length(): number {
    return this.end
  }

  /** Takes a piece of data from the socket. */
  add(piece: Buffer): void {
    if (this.end === 0) {
      this.held = piece
      this.end = piece.length
      return
    }
    if (this.end + piece.length > this.held.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.end, this.end + piece.length))
      this.held.copy(larger, 0, 0, this.end)
      this.held = larger
    }
    piece.copy(this.held, this.end)
    this.end += piece.length
  }

  /**
   * The next whole frame, or undefined when it is incomplete; throws BrokenFrame when the next bytes can't be a frame.
   */
  take(): Buffer | undefined {
    if (this.end < 4) return undefined
    const length = frameLength(this.held)
    if (this.end < length) return undefined
    const frame = this.held.subarray(0, length)
    this.held = this.held.subarray(length, this.end)
    this.end -= length
    return frame
  }
}
