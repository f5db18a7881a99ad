import { SUITES, type Box, type FieldCipher } from './suites'

/** Where a sealed value belongs: it opens nowhere else. `path` is dotted; `id` is the document's, as text (in a list: idInList). */
export interface Place {
  collection: string
  id: string
  path: string
}

/** The id of a place in a list of a document: the entry's own id counts, not where it stands, so that the order may change. */
export function idInList(document: string, entry: string): string {
  return `${document}/${entry}`
}

/**
 * A value can't be opened. The message names the field, never a document, a key or anything of what is sealed.
 * - malformed: not a sealed value
 * - unknownKey: its data key or that key's master key isn't here
 * - changed: altered, moved from another place, or sealed with another key
 */
export class SealError extends Error {
  constructor(
    readonly why: 'malformed' | 'unknownKey' | 'changed', { collection, path }: Omit<Place, 'id'>, detail = ''
  ) {
    super(`A sealed value of ${collection}.${path} can't be opened: ${why}${detail && `, ${detail}`}.`)
    this.name = 'SealError'
  }
}

/** A sealed value taken apart. */
export interface SealedParts extends Box {
  cipher: FieldCipher
  keyId: string
}

const VERSION = 'f1'
const PART = /^[A-Za-z0-9_-]+$/

/**
 * Seals text: `f1.<suite>.<key id>.<iv>.<ciphertext>.<tag>`, the last three as base64url.
 * @param key 32 bytes, named `keyId`
 */
export function sealText(text: Buffer, place: Place, cipher: FieldCipher, keyId: string, key: Buffer): string {
  const box = SUITES[cipher].encrypt(key, text, associatedData(place, cipher, keyId))
  return formatSealed({ ...box, cipher, keyId })
}

/** @throws SealError changed */
export function openText(parts: SealedParts, place: Place, key: Buffer): Buffer {
  try {
    return SUITES[parts.cipher].decrypt(key, parts, associatedData(place, parts.cipher, parts.keyId))
  } catch {
    // What OpenSSL says of it stays here: an error must never tell anything about the text.
    throw new SealError('changed', place)
  }
}

/** @throws SealError malformed, also for a spelling that sealText wouldn't have chosen */
export function parseSealed(sealed: string, place: Place): SealedParts {
  const [version, letter, keyId, iv, ciphertext, tag, ...rest] = sealed.split('.')
  const cipher = (Object.keys(SUITES) as FieldCipher[]).find(name => SUITES[name].letter === letter)
  if (version !== VERSION || !cipher || !keyId || !PART.test(keyId) || rest.length > 0) {
    throw new SealError('malformed', place)
  }
  const parts = { cipher, keyId, iv: decode(iv), ciphertext: decode(ciphertext), tag: decode(tag) }
  if (formatSealed(parts) !== sealed) throw new SealError('malformed', place)
  return parts
}

function formatSealed({ cipher, keyId, iv, ciphertext, tag }: SealedParts): string {
  return [VERSION, SUITES[cipher].letter, keyId, ...[iv, ciphertext, tag].map(part => part.toString('base64url'))].join(
    '.'
  )
}

function decode(part: string | undefined): Buffer {
  return Buffer.from(part ?? '', 'base64url')
}

function associatedData({ collection, id, path }: Place, cipher: FieldCipher, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([VERSION, cipher, keyId, collection, id, path]))
}
