import type { Keyring } from '../../server/fieldEncryption/keyring'

let current: Keyring | null = null

/** Sets the keyring that seals the people of this test file: that of the app it created last. */
export function useFields(fields: Keyring): void {
  current = fields
}

/** The keyring of the app that was created last. @throws Error when there was none */
export function testFields(): Keyring {
  if (!current) throw new Error('People are sealed with the keyring of an app: build one first.')
  return current
}
