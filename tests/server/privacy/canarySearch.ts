import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A value that is planted once and searched for everywhere. */
export interface Planted {
  what: string
  value: string
  /** The places where the value may be readable, each with the reason. In every other place it is a leak. */
  places: Partial<Record<Place, string>>
}

/**
 * The places that are searched. `data`: the raw files of the data directory; `errors`: every answer without a status
 * 2xx.
 */
export type Place = 'data' | 'logs' | 'wechat' | 'errors' | 'openPages'

export interface Heap {
  place: Place
  name: string
  bytes: Buffer
}

export interface Find {
  what: string
  form: string
  where: string
}

/** The spellings of a value that count as readable. An unkeyed hash counts: all phones can be tried in a minute. */
export function formsOf(value: string): Record<string, Buffer> {
  const utf8 = Buffer.from(value)
  const ascii = (text: string) => Buffer.from(text, 'latin1')
  const escaped = [...Array.from({ length: value.length }, (_, at) => value.charCodeAt(at))]
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
  const sha256 = createHash('sha256').update(value).digest()
  const forms: Record<string, Buffer> = {
    'UTF-8': utf8,
    'UTF-16LE': Buffer.from(value, 'utf16le'),
    ...Object.fromEntries([0, 1, 2].map(shift => [`base64 at ${shift}`, ascii(base64At(utf8, shift))])),
    ...Object.fromEntries(
      [0, 1, 2].map(shift => [
        `base64url at ${shift}`,
        ascii(base64At(utf8, shift).replaceAll('+', '-').replaceAll('/', '_'))
      ])
    ),
    hex: ascii(utf8.toString('hex')),
    HEX: ascii(utf8.toString('hex').toUpperCase()),
    'URL-encoded': ascii(encodeURIComponent(value)),
    'JSON-escaped': ascii(escaped),
    'JSON-ESCAPED': ascii(escaped.replace(/[a-f]/g, letter => letter.toUpperCase())),
    'SHA-256 in bytes': sha256,
    'SHA-256 in hex': ascii(sha256.toString('hex').slice(0, 40)),
    'SHA-256 in base64': ascii(sha256.toString('base64').slice(0, 24)),
    'SHA-256 in base64url': ascii(sha256.toString('base64url').slice(0, 24))
  }
  // Some spellings of digits are equal.
  const seen = new Set<string>()
  return Object.fromEntries(
    Object.entries(forms).filter(([, bytes]) => !seen.has(bytes.toString('hex')) && seen.add(bytes.toString('hex')))
  )
}

/**
 * The base64 of a value among other bytes, without the characters at its ends that depend on the neighbouring bytes.
 */
function base64At(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '')
  return whole.slice(Math.ceil(shift * 8 / 6), Math.floor((shift + bytes.length) * 8 / 6))
}

/** Every planted value found in a place where it may not be. */
export function leaksIn(heaps: readonly Heap[], planted: readonly Planted[]): Find[] {
  return planted.flatMap(({ what, value, places }) => {
    const forms = Object.entries(formsOf(value))
    return heaps.filter(({ place }) => !(place in places)).flatMap(({ name, bytes }) =>
      forms.filter(([, form]) => bytes.includes(form)).map(([form]) => ({ what, form, where: name })))
  })
}

/** Every file below a directory, as stored on the disk. */
export function filesOf(directory: string): Heap[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => {
    const path = join(entry.parentPath, entry.name)
    return { place: 'data' as const, name: relative(directory, path), bytes: readFileSync(path) }
  })
}
