import { createHmac } from 'node:crypto'
import { DataKeys, type DataKeyDeps } from './dataKeys'
import { openText, parseSealed, sealText, SealError, type Place } from './sealedText'
import { deriveKey, HASHES } from './suites'

/**
 * Seals single fields. Each field has a data key of its own (`seal:<collection>.<path>`), wrapped by the master key. A
 * sealed value states the key and cipher that open it, and opens only in the document and field for which it was
 * sealed. A model marks a sealed field with `sealed: true`, by which `npm run keys:rotate -- --reseal` finds the field.
 */
export interface Keyring {
  /** @returns text to be stored */
  seal(text: string, place: Place): Promise<string>
  /**
   * @throws SealError when the value was changed or moved, or its key is missing; the error contains nothing of the
   *   text
   */
  open(sealed: string, place: Place): Promise<string>
  /**
   * A keyed hash by which equal texts are found without being readable. Width, case, spaces and hyphens are ignored.
   * @param purpose the kind of the text, e.g. `idNumber`: hashes of different purposes can't be compared
   * @returns 43 characters
   */
  blindIndex(purpose: string, text: string): Promise<string>
  /** A key of 32 bytes for authentication codes of one use; the key never changes. */
  macKey(use: string): Promise<Buffer>
}

/**
 * The keyring of a process. Data keys are read and created on demand; the keyring can therefore be created before the
 * database is open.
 */
export function createKeyring(deps: DataKeyDeps): Keyring {
  return keyringOf(new DataKeys(deps))
}

/** A keyring over data keys that are shared with another user (the re-seal). */
export function keyringOf(dataKeys: DataKeys): Keyring {
  return {
    async seal(text, place) {
      const { id, key, cipher } = await dataKeys.forSealing(purposeOf(place))
      return sealText(Buffer.from(text, 'utf8'), place, cipher, id, key)
    },
    async open(sealed, place) {
      const parts = parseSealed(sealed, place)
      const dataKey = await dataKeys.byId(parts.keyId, place)
      if (dataKey.purpose !== purposeOf(place) || dataKey.cipher !== parts.cipher) throw new SealError('changed', place)
      return openText(parts, place, dataKey.key).toString('utf8')
    },
    async blindIndex(purpose, text) {
      const { key, cipher } = await dataKeys.forHashing(`index:${purpose}`)
      const hash = HASHES[cipher]
      return createHmac(hash, deriveKey(key, 'blind-index', 32, hash)).update(normalise(text)).digest('base64url')
    },
    async macKey(use) {
      const { key } = await dataKeys.forHashing(`mac:${use}`)
      return deriveKey(key, 'mac', 32)
    }
  }
}

/** The purpose of the data key that seals a field. */
export function purposeOf({ collection, path }: Pick<Place, 'collection' | 'path'>): string {
  return `seal:${collection}.${path}`
}

function normalise(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}
