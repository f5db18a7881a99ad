import { dayOf } from '../../src/contract/day'
import { writeNumber } from '../../src/contract/number'
import { isDuplicateKey } from '../duplicateKey'
import { Serial } from './serialModel'

/**
 * Serials that a process takes from the database at a time; what is left of them at the end of the day is never used.
 */
const BLOCK = 20

/**
 * Gives out the numbers that a villager can read out: `261123-0007-9`, day, serial of the day, check digit (Luhn, so
 * that one wrong digit or two swapped digits are noticed). Serials come from the database in blocks: one write for
 * many numbers. Gaps are possible, repetitions are not.
 */
export class Numbers {
  private block = { day: '', next: 0, last: -1 }
  private fetching: Promise<void> | null = null

  /** The next number of this process. @param now ms since 1970 */
  async take(now: number): Promise<string> {
    const day = dayOf(now).replaceAll('-', '').slice(2)
    while (this.block.day !== day || this.block.next > this.block.last) {
      this.fetching ??= this.fetch(day).finally(() => { this.fetching = null })
      await this.fetching
    }
    return writeNumber(day, this.block.next++)
  }

  /**
   * Gives up the rest of the block: one of its numbers was taken already, so the count in the database was put back.
   */
  skipBlock(): void {
    this.block.next = this.block.last + 1
  }

  private async fetch(day: string): Promise<void> {
    const raise = () =>
      Serial.findOneAndUpdate({ _id: day }, { $inc: { last: BLOCK } }, { upsert: true, returnDocument: 'after' }).lean()
    // Two first calls of a day may both try to insert; the second then finds the document.
    const serial = await raise().catch((error: unknown) =>
      isDuplicateKey(error) ? raise() : Promise.reject(error as Error)
    )
    if (!serial) throw new Error(`The serials of ${day} could not be counted.`)
    this.block = { day, next: serial.last - BLOCK + 1, last: serial.last }
  }
}
