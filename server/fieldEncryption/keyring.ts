import { createHmac } from 'node:crypto'
import { DataKeys, type DataKeyDeps } from './dataKeys'
import { openText, parseSealed, sealText, SealError, type Place } from './sealedText'
import { deriveKey, HASHES } from './suites'

/**
 * Seals single fields. A field is sealed with a data key of its own (`seal:<collection>.<path>`), wrapped by the master key;
 * the value says itself how it is opened, and it opens only in the document and field it was sealed for.
 * A model marks such a field with `sealed: true`, so that `npm run keys:rotate -- --reseal` finds it.
 */
export interface Keyring {
  /** @returns text to be stored */
  seal(text: string, place: Place): Promise<string>
  /** @throws SealError when it was changed, moved, or its key isn't here; the error tells nothing of the text */
  open(sealed: string, place: Place): Promise<string>
  /**
   * A keyed hash by which equal texts are found without being readable. Width, case, spaces and hyphens don't count.
   * @param purpose what is compared, e.g. `idNumber`: hashes of different purposes can't be compared
   * @returns 43 characters
   */
  blindIndex(purpose: string, text: string): Promise<string>
  /** A key of 32 bytes for authentication codes of one use; it is always the same. */
  macKey(use: string): Promise<Buffer>
}

/** The keyring of a process. It reads and makes data keys when they are needed, so it can be made before the database opens. */
export function createKeyring(deps: DataKeyDeps): Keyring {
  return keyringOf(new DataKeys(deps))
}

/** A keyring over data keys that somebody else holds too (the re-seal). */
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
