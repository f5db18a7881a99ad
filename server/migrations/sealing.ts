import type { Keyring } from '../fieldEncryption/keyring'
import { parseSealed } from '../fieldEncryption/sealedText'

/** Is this a sealed value already? What people write never has its six parts. */
export function isSealed(text: string): boolean {
  try {
    parseSealed(text, { collection: '', id: '', path: '' })
    return true
  } catch {
    return false
  }
}

type Change = (text: string, path: string) => Promise<string | null>

/**
 * A copy of a document in which each text at one of these paths (`remark`, `rating.text`) is replaced; null and absent
 * ones stay.
 */
export async function changeTexts<D extends object>(document: D, paths: readonly string[], change: Change): Promise<D> {
  const copy = { ...document } as Record<string, unknown>
  for (const path of paths) {
    const [head = '', leaf] = path.split('.')
    const holder = copy[head]
    const text = leaf === undefined ? holder : (holder as Record<string, unknown> | null | undefined)?.[leaf]
    if (typeof text !== 'string') continue
    const changed = await change(text, path)
    copy[head] = leaf === undefined ? changed : { ...holder as object, [leaf]: changed }
  }
  return copy as D
}

/** The hash by which a person is found by his phone, as of the version that first sealed phones. */
export function phoneIndexOf(fields: Keyring, phone: string): Promise<string> {
  return fields.blindIndex('phone', phone)
}
