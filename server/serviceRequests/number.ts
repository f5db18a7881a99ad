import { writeNumber } from '../../src/contract/number'
import { isDuplicateKey } from '../duplicateKey'
import { dayOf } from '../../src/contract/day'
import { Serial } from './model'

/**
 * The number a villager can read out: `261123-0007-4`, day, serial of the day, check digit (Luhn, so that one wrong digit or
 * two swapped ones are noticed). Gaps are possible, repetitions are not.
 * @param now ms since 1970
 */
export async function nextNumber(now: number): Promise<string> {
  const day = dayOf(now).replaceAll('-', '').slice(2)
  const serial = await Serial.findOneAndUpdate(
    { _id: day }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' }
  ).catch(retryOnce(day))
  return writeNumber(day, serial!.last)
}

/** Two first calls of a day may both try to insert; the loser finds the document on its second try. */
function retryOnce(day: string) {
  return (error: Error) => {
    if (!isDuplicateKey(error)) throw error
    return Serial.findOneAndUpdate({ _id: day }, { $inc: { last: 1 } }, { returnDocument: 'after' })
  }
}
