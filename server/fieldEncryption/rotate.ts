import { unwrapDataKey, wrapDataKey } from './dataKeys'
import type { MasterKeys } from './masterKeys'
import { DataKeyModel } from './model'

const BATCH = 100

/**
 * Wraps every data key anew by the active master key, each by one conditional update. The operation may be repeated,
 * and may run while other processes read: the data keys themselves stay the same. A running process keeps the data keys
 * in its memory and reads the key file again when it meets an unknown master key.
 * @returns how many data keys were wrapped anew
 * @throws SealError when a master key that is still needed is missing in the key file
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
 * Checks at start that the key file fits the database: it must contain every master key that wraps a data key, with the
 * right value.
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
