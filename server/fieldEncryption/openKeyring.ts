import type { Env } from '../env'
import { createKeyring, type Keyring } from './keyring'
import { openMasterKeys } from './masterKeys'
import { checkMasterKeys } from './rotate'
import type { FieldCipher } from './suites'

/**
 * The keyring of a process whose database is open.
 * @param cipher of what is sealed from now on
 * @throws Error with a sentence when the key file can't be used or doesn't fit the database
 */
export async function openKeyring(env: Pick<Env, 'fieldKeys' | 'dataDir'>, cipher: FieldCipher): Promise<Keyring> {
  const masterKeys = openMasterKeys(env)
  await checkMasterKeys(masterKeys)
  return createKeyring({ masterKeys, cipher, now: Date.now })
}
