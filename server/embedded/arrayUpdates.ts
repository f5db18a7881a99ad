/**
 * Update operators that change arrays. Promise: each operator takes the present array (or undefined) and returns a new
 * array without changing the present one; wrong targets and unknown modifiers are refused with MongoDB's codes.
 */
import { BSONRegExp } from 'bson'
import type { Sort } from './bounds'
import { getAt, shown } from './documentPaths'
import { CommandError, notSupported } from './errors'
import { checkValue } from './gate'
import { type Filter, isOperatorDoc, matches, parseFilter } from './match'
import { compareKeys, parseSort } from './sorting'
import { type Doc, compareValues, isDoc, numberOf, sameValue, typeName } from './values'

/** A compiled operator: from the present value to the new one. */
export type ArrayChange = (present: unknown, path: string, doc: Doc) => unknown

const arrayOperators: Record<string, (operand: unknown) => ArrayChange> = {
  $push: push, $addToSet: addToSet, $pull: pull, $pullAll: pullAll, $pop: pop
}

/** Compiles one of the array operators, or gives undefined when `name` is not one. */
export function compileArrayUpdate(name: string, operand: unknown): ArrayChange | undefined {
  return arrayOperators[name]?.(operand)
}

function push(operand: unknown): ArrayChange {
  const modifiers = isDoc(operand) && '$each' in operand ? operand : { $each: [operand] }
  refuseUnknown(modifiers, ['$each', '$slice', '$position', '$sort'], '$push')
  const added = eachOf(modifiers.$each, '$push')
  const [slice, position] = [
    wholeOrUndefined(modifiers.$slice, '$slice'), wholeOrUndefined(modifiers.$position, '$position')
  ]
  const order = modifiers.$sort === undefined ? undefined : itemOrder(modifiers.$sort)
  return (present, path, doc) => {
    const items = present === undefined ? [] : [...requireArray(present, () =>
      new CommandError(
        2,
        `The field '${path}' must be an array but is of type ${typeName(present)} in document {_id: ${shown(doc._id)}}`
      ))]
    items.splice(
      position === undefined ? items.length : position < 0 ? Math.max(items.length + position, 0) : position, 0,
      ...added
    )
    if (order) items.sort(order)
    if (slice === undefined) return items
    return slice < 0 ? items.slice(slice) : items.slice(0, slice)
  }
}

function refuseUnknown(modifiers: Doc, known: string[], operator: string): void {
  const strange = Object.keys(modifiers).find(name => !known.includes(name))
  if (strange) throw new CommandError(2, `Unrecognized clause in ${operator}: ${strange}`)
}

function eachOf(each: unknown, operator: string): unknown[] {
  if (Array.isArray(each)) return each
  throw new CommandError(
    operator === '$push' ? 2 : 14,
    `The argument to $each in ${operator} must be an array but it was of type: ${typeName(each)}`
  )
}

function wholeOrUndefined(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined
  const number = numberOf(value)
  if (!Number.isInteger(number)) {
    throw new CommandError(2, `The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
  }
  return number
}

function itemOrder(sort: unknown): (a: unknown, b: unknown) => number {
  if (isDoc(sort)) {
    if (Object.keys(sort).length === 0) {
      throw new CommandError(2, 'The $sort pattern is empty when it should be a set of fields.')
    }
    const pairs: Sort = parseSort(sort)
    const paths = pairs.map(([path]) => path.split('.'))
    // Unlike the sort of a find, $sort of $push treats an array as one value and a missing field as null.
    const keys = (item: unknown): unknown[] => paths.map(parts => isDoc(item) ? getAt(item, parts) ?? null : null)
    return (a, b) => compareKeys(keys(a), keys(b), pairs)
  }
  const direction = numberOf(sort)
  if (direction !== 1 && direction !== -1) throw new CommandError(2, 'The $sort element value must be either 1 or -1')
  return (a, b) => compareValues(a, b) * direction
}

function addToSet(operand: unknown): ArrayChange {
  const each = isDoc(operand) && '$each' in operand
  if (each) refuseUnknown(operand, ['$each'], '$addToSet')
  const added = each ? eachOf(operand.$each, '$addToSet') : [operand]
  return (present, path) => {
    const items = present === undefined ? [] : [...requireArray(present, () =>
      new CommandError(
        2, `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(present)}`
      ))]
    for (const item of added) if (!items.some(kept => sameValue(kept, item))) items.push(item)
    return items
  }
}

function pull(operand: unknown): ArrayChange {
  const drops = pullTest(operand)
  return present => present === undefined ? undefined
    : requireArray(present, () => new CommandError(2, 'Cannot apply $pull to a non-array value')).filter(item =>
      !drops(item))
}

const junctions = ['$and', '$or', '$nor', '$expr']

function pullTest(condition: unknown): (item: unknown) => boolean {
  if (
    condition instanceof BSONRegExp ||
    (isOperatorDoc(condition) && !junctions.includes(Object.keys(condition)[0] as string))
  ) {
    const filter = parseFilter({ item: condition }, false)
    return item => matches(filter, { item })
  }
  if (!isDoc(condition)) {
    checkValue(condition)
    return item => sameValue(item, condition)
  }
  const filter = parseFilter(condition, false)
  return item => isDoc(item) && matches(filter, item)
}

function pullAll(operand: unknown): ArrayChange {
  checkValue(operand)
  if (!Array.isArray(operand)) {
    throw new CommandError(2, `$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
  return present => present === undefined ? undefined
    : requireArray(present, () => new CommandError(2, 'Cannot apply $pull to a non-array value')).filter(item =>
      !operand.some(gone => sameValue(gone, item)))
}

function pop(operand: unknown): ArrayChange {
  const end = numberOf(operand)
  if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${shown(operand)}`)
  return (present, path) => {
    if (present === undefined) return undefined
    const items = requireArray(present, () =>
      new CommandError(14, `Path '${path}' contains an element of non-array type '${typeName(present)}'`))
    return end === 1 ? items.slice(0, -1) : items.slice(1)
  }
}

function requireArray(value: unknown, otherwise: () => CommandError): unknown[] {
  if (!Array.isArray(value)) throw otherwise()
  return value
}

/** Compiles arrayFilters into one filter per identifier. */
export function parseArrayFilters(filters: unknown): Map<string, Filter> {
  const found = new Map<string, Filter>()
  if (filters === undefined) return found
  if (!Array.isArray(filters)) throw new CommandError(14, "Field 'arrayFilters' must be an array")
  for (const filter of filters) {
    if (!isDoc(filter)) throw new CommandError(14, 'arrayFilters must hold documents')
    const names = new Set(Object.keys(filter).map(key => key.split('.')[0] as string))
    const [name, second] = names
    if (!name) throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters')
    if (second) {
      throw new CommandError(
        9,
        'Error parsing array filter :: caused by :: Expected a single top-level field name, found ' +
          `'${name}' and '${second}'`
      )
    }
    if (name.startsWith('$')) throw notSupported(`${name} at the top of arrayFilters`)
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
      throw new CommandError(
        2,
        'Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string ' +
          `beginning with a lowercase letter, found '${name}'`
      )
    }
    if (found.has(name)) {
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${name}`)
    }
    found.set(name, parseFilter(filter, false))
  }
  return found
}
