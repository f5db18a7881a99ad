/**
 * What the operators of an expression compute. Promise: number types follow MongoDB; work that grows with the values is
 * counted before it is done, and a result beyond 16 MB is refused before it is built.
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

/**
 * Steps for each value that is built. A built value stays in memory until the whole expression is done and therefore
 * counts for more than a value that is only read.
 */
export const stepsPerMade = 6

/** The number of an operand, or the operator's error for another type. */
export function numeric(value: unknown, name: string, code = 14): number {
  const number = numberOf(value)
  if (number === undefined) throw new CommandError(code, `${name} only supports numeric types, not ${typeName(value)}`)
  return number
}

/** Compares two values and counts the work. */
export function order(a: unknown, b: unknown): number {
  spend(stepsToCompare(a, b))
  return compareValues(a, b)
}

/** Comparing stops at the first difference: these are the most steps a comparison can take. */
function stepsToCompare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return Math.min(a.length, b.length) >> 4
  return isContainer(a) && isContainer(b) ? 2 * measured(a) : 0
}

/** The values $sum, $avg, $min and $max work on: the items of the only operand, or the operands. */
export function oneList(values: unknown[]): unknown[] {
  const list = values.length === 1 && Array.isArray(values[0]) ? values[0] as unknown[] : values
  spend(list.length)
  return list
}

/** Refuses a result before it is built: a text has at least as many bytes as characters. */
function checkLength(bytes: number): void {
  if (bytes > maxDocumentBytes) {
    throw new CommandError(
      10334, `BSONObj size: ${bytes} bytes are more than the ${maxDocumentBytes} a document may have`
    )
  }
}

/** Concatenates texts; a result beyond 16 MB is refused. */
export function joined(texts: string[]): string {
  const length = texts.reduce((total, part) => total + part.length, 0)
  checkLength(length)
  spend(length >> 4)
  return texts.join('')
}

/** The least bytes of an item of an array on average: its type, and its position in digits. */
const leastPerItem = (length: number): number => length > 10 ? Math.floor(Math.log10(length)) + 1 : 0

/** Concatenates arrays; a result beyond 16 MB is refused. */
export function concatenated(lists: unknown[][]): unknown[] {
  const length = lists.reduce((total, list) => total + list.length, 0)
  checkLength(length * leastPerItem(length))
  spend(2 * length)
  return lists.flat()
}

/** Merges documents into one; of fields with the same name the last one counts. */
export function merged(docs: Doc[]): Doc {
  for (const doc of docs) spend(stepsPerMade * Object.keys(doc).length)
  return Object.assign({}, ...docs) as Doc
}

/** An operand of $mergeObjects; refused unless the operand is a document. */
export function asObject(value: unknown): Doc {
  if (!isDoc(value)) {
    throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
  }
  return value
}

/** $add: null when any operand is null or missing; at most one operand may be a date. */
export function add(values: unknown[]): unknown {
  if (values.some(isNullish)) return null
  const dates = values.filter(value => value instanceof Date)
  if (dates.length > 1) throw new CommandError(16612, 'only one date allowed in an $add expression')
  const numbers = values.filter(value => !(value instanceof Date))
  const total = exactSum(numbers.map(value => numeric(value, '$add')))
  return dates[0] ? new Date(dates[0].getTime() + Math.round(total)) : makeNumber(total, ...numbers.map(kindOf))
}

/** $subtract: null when either operand is null or missing; the difference of two dates is in ms. */
export function subtract([a, b]: unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date) {
    return b instanceof Date
      ? Long.fromNumber(a.getTime() - b.getTime())
      : new Date(a.getTime() - Math.round(numeric(b, '$subtract')))
  }
  return makeNumber(numeric(a, '$subtract') - numeric(b, '$subtract'), kindOf(a), kindOf(b))
}

/** Adds the numbers and ignores values of other types, as $sum does. */
export function sum(values: unknown[]): unknown {
  const numbers = values.filter(value => numberOf(value) !== undefined)
  return makeNumber(exactSum(numbers.map(value => numberOf(value) as number)), 'int', ...numbers.map(kindOf))
}

/** The mean of the numbers, or null when there are none. */
export function average(values: unknown[]): unknown {
  const numbers = values.map(numberOf).filter(value => value !== undefined)
  return numbers.length === 0 ? null : makeNumber(exactSum(numbers) / numbers.length, 'double')
}

/** The smallest (-1) or greatest (1) value that is neither null nor missing, or null. */
export function extreme(values: unknown[], direction: 1 | -1): unknown {
  const present = values.filter(value => !isNullish(value))
  // $group compares two values for each document; only $min and $max of an array bring long lists.
  if (present.some(value => isContainer(value) || (typeof value === 'string' && value.length > 100))) {
    spend(2 * sizeOf(present, maxDocumentBytes))
  }
  return present.length === 0
    ? null
    : present.reduce((best, value) => compareValues(value, best) * direction > 0 ? value : best)
}
