import type { Keyring } from '../../server/fieldEncryption/keyring'

let current: Keyring | null = null

/** Says with which keyring this file's people are sealed: the one of the app it built last. */
export function useFields(fields: Keyring): void {
  current = fields
}

/** The keyring of the app that was built last. @throws Error where none was */
export function testFields(): Keyring {
  if (!current) throw new Error('People are sealed with the keyring of an app: build one first.')
  return current
}
