import { Types } from 'mongoose'

/**
 * The canonical spelling of a value, for hashes: fields in the order of their names, dates marked as dates, ids as
 * hexadecimal text. A field that is null or undefined counts as absent, because a default may fill it in on the way to
 * the database.
 */
export function canonical(value: unknown): string {
  if (value instanceof Date) return `{"$date":${value.getTime()}}`
  if (value instanceof Types.ObjectId) return JSON.stringify(value.toHexString())
  if (Array.isArray(value)) return `[${value.map(item => (item == null ? 'null' : canonical(item))).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, item]) => item != null).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
}
