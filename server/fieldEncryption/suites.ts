import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Settings } from '../settings'

export type FieldCipher = Settings['fieldCipher']

/** The result of encryption; all three parts are needed for decryption. */
export interface Box {
  iv: Buffer
  ciphertext: Buffer
  tag: Buffer
}

export interface Suite {
  /** The name of the suite in a sealed value. */
  letter: string
  encrypt(key: Buffer, text: Buffer, associated: Buffer): Box
  /** @throws Error when text, tag or associated data differ from the sealed ones */
  decrypt(key: Buffer, box: Box, associated: Buffer): Buffer
}

/** Random IVs of 96 bits are safe for about 2^32 values for each key; a key serves one field of one collection. */
const aes256Gcm: Suite = {
  letter: 'a',
  encrypt(key, text, associated) {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', deriveKey(key, 'aes-256-gcm', 32), iv, { authTagLength: 16 })
      .setAAD(associated)
    const ciphertext = Buffer.concat([cipher.update(text), cipher.final()])
    return { iv, ciphertext, tag: cipher.getAuthTag() }
  },
  decrypt(key, { iv, ciphertext, tag }, associated) {
    checkLengths(iv, 12, tag, 16)
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(key, 'aes-256-gcm', 32), iv, { authTagLength: 16 })
    decipher.setAAD(associated).setAuthTag(tag)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  }
}

/**
 * Node's OpenSSL has no SM4-GCM. This suite is SM4-CBC followed by HMAC-SM3 over all parts, each with its own key;
 * decryption checks the tag first.
 */
const sm4CbcHmacSm3: Suite = {
  letter: 's',
  encrypt(key, text, associated) {
    const iv = randomBytes(16)
    const cipher = createCipheriv('sm4-cbc', deriveKey(key, 'sm4-cbc', 16, 'sm3'), iv)
    const ciphertext = Buffer.concat([cipher.update(text), cipher.final()])
    return { iv, ciphertext, tag: sm3Tag(key, iv, ciphertext, associated) }
  },
  decrypt(key, { iv, ciphertext, tag }, associated) {
    checkLengths(iv, 16, tag, 32)
    if (!timingSafeEqual(tag, sm3Tag(key, iv, ciphertext, associated))) throw new Error('wrong tag')
    const decipher = createDecipheriv('sm4-cbc', deriveKey(key, 'sm4-cbc', 16, 'sm3'), iv)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  }
}

export const SUITES: Readonly<Record<FieldCipher, Suite>> = {
  'aes-256-gcm': aes256Gcm, 'sm4-cbc-hmac-sm3': sm4CbcHmacSm3
}

/** The hash function that belongs to a cipher, for keyed hashes. */
export const HASHES: Readonly<Record<FieldCipher, 'sha256' | 'sm3'>> = {
  'aes-256-gcm': 'sha256', 'sm4-cbc-hmac-sm3': 'sm3'
}

/** The values derived from a key, by use and hash; they are dropped together with the key. */
const derivedKeys = new WeakMap<Buffer, Map<string, Buffer>>()

/**
 * A key for one use from a key of 32 random bytes (HKDF), so that no two uses share one. Derived once for each key
 * object and use: neither the key nor what is returned may be written to.
 * @param length bytes
 */
export function deriveKey(key: Buffer, use: string, length: number, hash: 'sha256' | 'sm3' = 'sha256'): Buffer {
  const known = derivedKeys.get(key) ?? new Map<string, Buffer>()
  derivedKeys.set(key, known)
  const name = `${hash} ${length} ${use}`
  const derived =
    known.get(name) ?? Buffer.from(hkdfSync(hash, key, Buffer.alloc(0), `backpack-policing/${use}`, length))
  known.set(name, derived)
  return derived
}

function sm3Tag(key: Buffer, iv: Buffer, ciphertext: Buffer, associated: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(associated.length)
  return createHmac('sm3', deriveKey(key, 'hmac-sm3', 32, 'sm3'))
    .update(length).update(associated).update(iv).update(ciphertext).digest()
}

function checkLengths(iv: Buffer, ivLength: number, tag: Buffer, tagLength: number): void {
  if (iv.length !== ivLength || tag.length !== tagLength) throw new Error('wrong length')
}
