import type { Keyring } from '../fieldEncryption/keyring'
import { parseSealed } from '../fieldEncryption/sealedText'

/** Whether the text is a sealed value, which has six parts; texts that people write never have this form. */
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
 * values stay.
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

/** The hash by which a person is found by phone, as in the version that first sealed phones. */
export function phoneIndexOf(fields: Keyring, phone: string): Promise<string> {
  return fields.blindIndex('phone', phone)
}
