/**
 * What the operators of an expression compute. Promise: number types follow MongoDB, and whatever takes longer for
 * larger values is counted, and refused where its result would be beyond 16 MB, before it is done.
 */
import { Long } from 'bson'
import { spend } from './effort'
import { CommandError } from './errors'
import { maxDocumentBytes } from './gate'
import { measured, sizeOf } from './memory'
import { exactSum } from './runningSum'
import { type Doc, compareValues, isDoc, kindOf, makeNumber, numberOf, typeName } from './values'

export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined

export const isContainer = (value: unknown): boolean => Array.isArray(value) || isDoc(value)

/** What is made takes memory until the whole expression is done, so that it counts for more than what is looked at. */
export const stepsPerMade = 6

/** The number of an operand, or the operator's error for another type. */
export function numeric(value: unknown, name: string, code = 14): number {
  const number = numberOf(value)
  if (number === undefined) throw new CommandError(code, `${name} only supports numeric types, not ${typeName(value)}`)
  return number
}

/** Compares two values, the work counted. */
export function order(a: unknown, b: unknown): number {
  spend(stepsToCompare(a, b))
  return compareValues(a, b)
}

/** Comparing stops at the first difference: this is the most it can take. */
function stepsToCompare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return Math.min(a.length, b.length) >> 4
  return isContainer(a) && isContainer(b) ? 2 * measured(a) : 0
}

/** What $sum and its like work on: the items of the only operand, or the operands. */
export function oneList(values: unknown[]): unknown[] {
  const list = values.length === 1 && Array.isArray(values[0]) ? values[0] as unknown[] : values
  spend(list.length)
  return list
}

/** Refuses a result before it is made: no text has fewer bytes than characters. */
function checkLength(bytes: number): void {
  if (bytes > maxDocumentBytes) {
    throw new CommandError(
      10334, `BSONObj size: ${bytes} bytes are more than the ${maxDocumentBytes} a document may have`
    )
  }
}

/** Puts texts together; refused beyond 16 MB. */
export function joined(texts: string[]): string {
  const length = texts.reduce((total, part) => total + part.length, 0)
  checkLength(length)
  spend(length >> 4)
  return texts.join('')
}

/** Bytes an item has on average at least: its type, and its place in digits. */
const leastPerItem = (length: number): number => length > 10 ? Math.floor(Math.log10(length)) + 1 : 0

/** Puts arrays together; refused beyond 16 MB. */
export function concatenated(lists: unknown[][]): unknown[] {
  const length = lists.reduce((total, list) => total + list.length, 0)
  checkLength(length * leastPerItem(length))
  spend(2 * length)
  return lists.flat()
}

/** One document of several; the last one's fields win. */
export function merged(docs: Doc[]): Doc {
  for (const doc of docs) spend(stepsPerMade * Object.keys(doc).length)
  return Object.assign({}, ...docs) as Doc
}

/** An operand of $mergeObjects, refused when it is no document. */
export function asObject(value: unknown): Doc {
  if (!isDoc(value)) {
    throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
  }
  return value
}

/** $add: null when anything is; at most one date. */
export function add(values: unknown[]): unknown {
  if (values.some(isNullish)) return null
  const dates = values.filter(value => value instanceof Date)
  if (dates.length > 1) throw new CommandError(16612, 'only one date allowed in an $add expression')
  const numbers = values.filter(value => !(value instanceof Date))
  const total = exactSum(numbers.map(value => numeric(value, '$add')))
  return dates[0] ? new Date(dates[0].getTime() + Math.round(total)) : makeNumber(total, ...numbers.map(kindOf))
}

/** $subtract: null when either is; the difference of two dates in ms. */
export function subtract([a, b]: unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date) {
    return b instanceof Date
      ? Long.fromNumber(a.getTime() - b.getTime())
      : new Date(a.getTime() - Math.round(numeric(b, '$subtract')))
  }
  return makeNumber(numeric(a, '$subtract') - numeric(b, '$subtract'), kindOf(a), kindOf(b))
}

/** Adds the numbers and leaves the rest out, as $sum does. */
export function sum(values: unknown[]): unknown {
  const numbers = values.filter(value => numberOf(value) !== undefined)
  return makeNumber(exactSum(numbers.map(value => numberOf(value) as number)), 'int', ...numbers.map(kindOf))
}

/** The mean of the numbers, or null without any. */
export function average(values: unknown[]): unknown {
  const numbers = values.map(numberOf).filter(value => value !== undefined)
  return numbers.length === 0 ? null : makeNumber(exactSum(numbers) / numbers.length, 'double')
}

/** The smallest (-1) or greatest (1) value that is neither null nor missing, or null. */
export function extreme(values: unknown[], direction: 1 | -1): unknown {
  const present = values.filter(value => !isNullish(value))
  // Two at a time come from $group, document by document; long lists only from $min and $max of an array.
  if (present.some(value => isContainer(value) || (typeof value === 'string' && value.length > 100))) {
    spend(2 * sizeOf(present, maxDocumentBytes))
  }
  return present.length === 0
    ? null
    : present.reduce((best, value) => compareValues(value, best) * direction > 0 ? value : best)
}
