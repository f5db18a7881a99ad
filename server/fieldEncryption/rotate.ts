import { unwrapDataKey, wrapDataKey } from './dataKeys'
import type { MasterKeys } from './masterKeys'
import { DataKeyModel } from './model'

const BATCH = 100

/**
 * Wraps every data key anew by the active master key, one conditional update each: safe to repeat, and to run while others
 * read. The data keys stay the same, so running processes go on with those they hold, and read the key file again when they
 * meet a master key they don't know.
 * @returns how many were wrapped anew
 * @throws SealError when a master key that is still needed isn't in the key file
 */
export async function rewrapDataKeys(masterKeys: MasterKeys): Promise<number> {
  const active = masterKeys.active().name
  let count = 0
  for (;;) {
    const stale = await DataKeyModel.find({ masterKey: { $ne: active } }).sort({ _id: 1 }).limit(BATCH).lean()
    if (stale.length === 0) return count
    for (const stored of stale) {
      const wrapped = wrapDataKey(unwrapDataKey(stored, masterKeys), masterKeys)
      const { modifiedCount } =
        await DataKeyModel.updateOne({ _id: stored._id, masterKey: stored.masterKey }, { $set: wrapped })
      count += modifiedCount
    }
  }
}

/**
 * Checks at start that the key file fits the database: every master key that a data key needs is there and opens it.
 * @throws Error with a sentence
 */
export async function checkMasterKeys(masterKeys: MasterKeys): Promise<void> {
  const names = await DataKeyModel.distinct('masterKey')
  for (const name of names) {
    const stored = await DataKeyModel.findOne({ masterKey: name }).lean()
    try {
      if (stored) unwrapDataKey(stored, masterKeys)
    } catch (error) {
      const where = masterKeys.file ? `FIELD_KEY_FILE ${masterKeys.file}` : 'FIELD_KEY'
      throw new Error(
        `${where} doesn't fit the database: what is sealed there needs the master key ${name}, with its right value.`,
        { cause: error }
      )
    }
  }
}
