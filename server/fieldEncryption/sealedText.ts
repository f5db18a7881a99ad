import { SUITES, type Box, type FieldCipher } from './suites'

/**
 * The place of a sealed value, the only place in which the value can be opened. `path` is dotted; `id` is the id of the
 * document as text (in a list: see idInList).
 */
export interface Place {
  collection: string
  id: string
  path: string
}

/**
 * The id of an entry in a list of a document: made of the entry's own id, not of its position; the order of entries may
 * change.
 */
export function idInList(document: string, entry: string): string {
  return `${document}/${entry}`
}

/**
 * A value can't be opened. The message names the field, never a document, a key or anything of the text.
 * - malformed: the text is not a sealed value
 * - unknownKey: its data key, or the master key of that key, is missing
 * - changed: the value was altered, moved from another place, or sealed with another key
 */
export class SealError extends Error {
  constructor(
    readonly why: 'malformed' | 'unknownKey' | 'changed', { collection, path }: Omit<Place, 'id'>, detail = ''
  ) {
    super(`A sealed value of ${collection}.${path} can't be opened: ${why}${detail && `, ${detail}`}.`)
    this.name = 'SealError'
  }
}

/** The parts of a sealed value. */
export interface SealedParts extends Box {
  cipher: FieldCipher
  keyId: string
}

const VERSION = 'f1'
const PART = /^[A-Za-z0-9_-]+$/

/**
 * Seals text: `f1.<suite>.<key id>.<iv>.<ciphertext>.<tag>`, the last three as base64url.
 * @param key the 32 bytes of the key with the id `keyId`
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
    // OpenSSL's message is dropped: an error must never contain anything of the text.
    throw new SealError('changed', place)
  }
}

/** @throws SealError malformed, also for an encoding that sealText does not produce */
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
