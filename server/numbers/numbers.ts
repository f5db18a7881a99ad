import { dayOf } from '../../src/contract/day'
import { writeNumber } from '../../src/contract/number'
import { upsert } from '../duplicateKey'
import { Serial } from './serialModel'

/** How many serials a process takes from the database at a time; those left at the end of the day are never used. */
const BLOCK = 20

/**
 * Gives out the numbers of matters, which a villager can read out: `261123-0007-9`, day, serial of the day, check digit
 * (Luhn, so that one wrong digit or two swapped digits are noticed). Serials come from the database in blocks: one
 * write for many numbers. Gaps are possible, repetitions are not.
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
   * Drops the rest of the block: one of its numbers was already taken, so the counter in the database has been reset.
   */
  skipBlock(): void {
    this.block.next = this.block.last + 1
  }

  private async fetch(day: string): Promise<void> {
    const options = { upsert: true, returnDocument: 'after' } as const
    const serial = await upsert(() =>
      Serial.findOneAndUpdate({ _id: day }, { $inc: { last: BLOCK } }, options).lean().exec())
    if (!serial) throw new Error(`The serials of ${day} could not be counted.`)
    this.block = { day, next: serial.last - BLOCK + 1, last: serial.last }
  }
}
