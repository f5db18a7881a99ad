/**
 * The flags of writes. Promise: each flag is accepted or refused by its type as MongoDB does it; no flag of a wrong
 * type is silently ignored. Null counts as absent.
 */
import { CommandError } from '../errors'
import { type Doc, numberOf, typeName } from '../values'
import { numberOption } from './command'

/** A flag that must be a boolean; `where` is the place that the error message names. */
export function strictFlag(fields: Doc, name: string, where: string): boolean {
  const value = fields[name] ?? false
  if (typeof value === 'boolean') return value
  throw new CommandError(
    14, `BSON field '${where}.${name}' is the wrong type '${typeName(value)}', expected type 'bool'`
  )
}

/** A flag that may be a boolean or a number: any number but zero is true. */
export function looseFlag(fields: Doc, name: string, where: string): boolean {
  const value = fields[name] ?? false
  const number = numberOf(value)
  if (number !== undefined) return number !== 0
  if (typeof value === 'boolean') return value
  throw new CommandError(
    14,
    `BSON field '${where}.${name}' is the wrong type '${typeName(value)}', expected types '[bool, long, ` +
      'int, decimal, double]\''
  )
}

/** How many documents a delete takes: 0 means all, 1 means one. Other types, which MongoDB reads as 0, are refused. */
export function deleteLimit(statement: Doc): 0 | 1 {
  const { limit } = statement
  if (limit !== undefined && numberOf(limit) === undefined) {
    throw new CommandError(
      14, `BSON field 'delete.deletes.limit' is the wrong type '${typeName(limit)}', expected a number`
    )
  }
  const number = numberOption(statement, 'limit')
  if (number !== 0 && number !== 1) {
    throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${number}`)
  }
  return number
}
