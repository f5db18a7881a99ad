/** The operands of expression operators, taken as the type that the operator needs or refused with MongoDB's code. */
import { Binary, ObjectId } from 'bson'
import { isNullish } from './calculation'
import { CommandError } from './errors'
import { isDoc, numberOf, typeName } from './values'

/** The operand of `name` as an array; null for null and for a missing value; CommandError `code` for any other type. */
export function arrayOrNull(name: string, value: unknown, code: number): unknown[] | null {
  if (isNullish(value)) return null
  if (!Array.isArray(value)) throw new CommandError(code, `input to ${name} must be an array not ${typeName(value)}`)
  return value
}

/** The operand of `name` as a string; CommandError 16702 for any other type. */
export function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw new CommandError(16702, `${name} only supports strings, not ${typeName(value)}`)
}

/** The item of an array at `index` (negative: from the end), undefined beyond the end. */
export function elementAt(list: unknown, index: number, name: string): unknown {
  if (!Array.isArray(list)) {
    throw new CommandError(28689, `${name}'s first argument must be an array, but is ${typeName(list)}`)
  }
  if (!Number.isInteger(index)) {
    throw new CommandError(28691, `${name}'s second argument must be representable as a 32-bit integer: ${index}`)
  }
  return list.at(index)
}

/** A scalar as $toString writes the value; CommandError `code` for documents, arrays and binary data. */
export function asText(value: unknown, code: number): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (isDoc(value) || Array.isArray(value) || value instanceof Binary) {
    throw new CommandError(
      code, `Unsupported conversion from ${typeName(value)} to string in $convert with no onError value`
    )
  }
  return String(numberOf(value) ?? value)
}
