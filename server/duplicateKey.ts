import { codeOf } from './thrown'

/**
 * Was the write refused by a unique index, because another write came first? MongoDB's code for a duplicate key is
 * 11000.
 */
export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === 11000
}

/**
 * Runs an upsert. Two upserts of one new document at once may both try to insert it; the one that is refused runs again
 * and finds the document.
 */
export async function upsert<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return write()
  }
}
