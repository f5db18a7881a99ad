/**
 * Filters. Promise: `parseFilter` refuses every unknown operator by name; accepted filters match as in MongoDB: dotted
 * paths go through arrays, null also matches a missing field, a range matches only values of its type. Leaves keep
 * their path, operator and operand, from which the planner reads index bounds.
 */
import { BSONRegExp } from 'bson'
import { CommandError, notSupported } from './errors'
import { compileExpression, isTruthy } from './expressions'
import { checkValue } from './gate'
import { compilePattern, type Pattern } from './regex'
import { type Doc, compareValues, isDoc, numberOf, rank, rankOf, sameValue, typeName } from './values'

/** What a match may report: the array position that the positional operator `$` stands for. */
export interface MatchDetails { position?: number }

type Test = (value: unknown) => boolean
export type LeafOperator =
  'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'regex' | 'exists' | 'type' | 'size' | 'elemMatch' | 'elemMatchValue'

export interface Leaf {
  kind: 'leaf'
  path: string
  parts: string[]
  operator: LeafOperator
  operand: unknown
  test: Test
  pattern?: Pattern
  inner?: Filter[]
}
export interface Junction { kind: 'and' | 'or' | 'nor', children: Filter[] }
export interface ExpressionFilter { kind: 'expr', run: (doc: Doc) => boolean }
export type Filter = Leaf | Junction | ExpressionFilter

/**
 * Reads a filter document; throws BadValue or NotImplemented, which name the fault. `whole` is false for a filter of
 * array items, in which $expr is not allowed, because $expr reads the whole document.
 */
export function parseFilter(filter: Doc, whole = true): Filter {
  const children: Filter[] = []
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || key === '$or' || key === '$nor') children.push(parseJunction(key, value, whole))
    else if (key === '$expr' && !whole) throw new CommandError(2, '$expr can only be applied to the top-level document')
    else if (key === '$expr') children.push(parseExpr(value))
    else if (key.startsWith('$')) throw unknownOperator(key, 'top level operator')
    else children.push(...parseField(key, value))
  }
  return children.length === 1 ? children[0] as Filter : { kind: 'and', children }
}

function unknownOperator(name: string, what: string): CommandError {
  return new CommandError(2, `unknown ${what}: ${name}`)
}

function parseJunction(key: '$and' | '$or' | '$nor', value: unknown, whole: boolean): Junction {
  if (!Array.isArray(value)) throw new CommandError(2, `${key} must be an array`)
  if (value.length === 0) throw new CommandError(2, `${key} argument must be a non-empty array`)
  const children = value.map(item => {
    if (!isDoc(item)) throw new CommandError(2, `${key} argument's entries must be objects`)
    return parseFilter(item, whole)
  })
  return { kind: key.slice(1) as Junction['kind'], children }
}

function parseExpr(value: unknown): ExpressionFilter {
  const expression = compileExpression(value)
  return { kind: 'expr', run: doc => isTruthy(expression({ root: doc, variables: {} })) }
}

function parseField(path: string, value: unknown): Filter[] {
  if (value instanceof BSONRegExp) return [regexLeaf(path, value.pattern, value.options)]
  if (!isOperatorDoc(value)) return [leaf(path, 'eq', value)]
  return parseOperators(path, value)
}

/**
 * True for a document of operators such as `{$gt: 1}`; a mixture of operators and fields is refused when the operators
 * are read.
 */
export function isOperatorDoc(value: unknown): value is Doc {
  return isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true
}

function parseOperators(path: string, operators: Doc): Filter[] {
  const filters: Filter[] = []
  for (const [name, operand] of Object.entries(operators)) {
    if (name === '$options') {
      if (!('$regex' in operators)) throw new CommandError(2, '$options needs a $regex')
    } else if (name === '$regex') filters.push(parseRegex(path, operand, operators.$options))
    else filters.push(parseOperator(path, name, operand))
  }
  return filters
}

function parseRegex(path: string, operand: unknown, options: unknown): Leaf {
  if (operand instanceof BSONRegExp) {
    if (options !== undefined && operand.options) {
      throw new CommandError(51074, 'options set in both $regex and $options')
    }
    return regexLeaf(path, operand.pattern, String(options ?? operand.options))
  }
  if (typeof operand !== 'string') throw new CommandError(2, '$regex has to be a string')
  return regexLeaf(path, operand, String(options ?? ''))
}

function parseOperator(path: string, name: string, operand: unknown): Filter {
  switch (name) {
    case '$eq': return leaf(path, 'eq', equalOperand(name, operand))
    case '$ne': return not([leaf(path, 'eq', equalOperand(name, operand))])
    case '$gt': case '$gte': case '$lt': case '$lte': return range(path, name.slice(1) as 'gt', operand)
    case '$in': return leaf(path, 'in', arrayOperand(name, operand))
    case '$nin': return not([leaf(path, 'in', arrayOperand(name, operand))])
    case '$exists': return parseExists(path, operand)
    case '$type': return leaf(path, 'type', Array.isArray(operand) ? operand : [operand])
    case '$size': return leaf(path, 'size', wholeSize(operand))
    case '$all': return parseAll(path, arrayOperand(name, operand))
    case '$elemMatch': return parseElemMatch(path, operand)
    case '$not': return parseNot(path, operand)
    default: throw unknownOperator(name, 'operator')
  }
}

function equalOperand(name: string, operand: unknown): unknown {
  if (!(operand instanceof BSONRegExp)) return operand
  // MongoDB's $eq would search for a stored regular expression, a type that this store never holds.
  throw name === '$ne'
    ? new CommandError(2, "Can't have regex as arg to $ne.")
    : notSupported('a regular expression under $eq')
}

const not = (children: Filter[]): Filter => ({ kind: 'nor', children: [{ kind: 'and', children }] })

function arrayOperand(name: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new CommandError(2, `${name} needs an array`)
  return operand
}

function wholeSize(operand: unknown): number {
  const size = numberOf(operand)
  if (size === undefined) {
    throw new CommandError(2, `Failed to parse $size. Expected a number in: $size: ${typeName(operand)}`)
  }
  if (!Number.isInteger(size)) throw new CommandError(2, `Failed to parse $size. Expected an integer: $size: ${size}`)
  if (size < 0) throw new CommandError(2, `Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  return size
}

function range(path: string, operator: 'gt' | 'gte' | 'lt' | 'lte', operand: unknown): Leaf {
  if (operand instanceof BSONRegExp) {
    throw new CommandError(2, `Can't have RegEx as arg to predicate over field '${path}'.`)
  }
  if (Array.isArray(operand) || isDoc(operand)) throw notSupported(`$${operator} with an array or a document`)
  checkValue(operand)
  return leaf(path, operator, operand)
}

function parseExists(path: string, operand: unknown): Filter {
  const exists = leaf(path, 'exists', true)
  return isTruthy(operand) ? exists : not([exists])
}

function parseAll(path: string, operands: unknown[]): Filter {
  const isElemMatch = (item: unknown): item is Doc => isDoc(item) && Object.keys(item)[0] === '$elemMatch'
  if (operands.some(isElemMatch) && !operands.every(isElemMatch)) throw new CommandError(2, 'no $ expressions in $all')
  const children = operands.map(item => {
    if (isElemMatch(item)) return parseElemMatch(path, item.$elemMatch)
    if (isOperatorDoc(item)) throw new CommandError(2, 'no $ expressions in $all')
    return item instanceof BSONRegExp ? regexLeaf(path, item.pattern, item.options) : leaf(path, 'eq', item)
  })
  if (children.length === 0) return { kind: 'or', children: [] }
  return { kind: 'and', children }
}

function parseElemMatch(path: string, operand: unknown): Leaf {
  if (!isDoc(operand)) throw new CommandError(2, '$elemMatch needs an Object')
  const first = Object.keys(operand)[0] ?? ''
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const inner = parseOperators('', operand)
    return leaf(path, 'elemMatchValue', operand, item => inner.every(filter => matchesItem(filter, item)), inner)
  }
  const inner = parseFilter(operand, false)
  return leaf(path, 'elemMatch', operand, item => {
    // An array inside the array is matched like a document whose field names are its positions.
    const doc = Array.isArray(item) ? { ...item } as Doc : item
    return isDoc(doc) && matches(inner, doc)
  }, [inner])
}

function parseNot(path: string, operand: unknown): Filter {
  if (operand instanceof BSONRegExp) return not([regexLeaf(path, operand.pattern, operand.options)])
  if (!isDoc(operand)) throw new CommandError(2, '$not needs a regex or a document')
  if (!isOperatorDoc(operand)) throw new CommandError(2, '$not cannot be empty')
  return not(parseOperators(path, operand))
}

function regexLeaf(path: string, source: string, options: string): Leaf {
  const pattern = compilePattern(source, options)
  const test: Test = value => typeof value === 'string' && pattern.test(value)
  return { ...leaf(path, 'regex', source, test), pattern }
}

function leaf(path: string, operator: LeafOperator, operand: unknown, test?: Test, inner?: Filter[]): Leaf {
  if (!test) checkOperand(operator, operand)
  const made = {
    kind: 'leaf' as const, path, parts: path.split('.'), operator, operand, test: test ?? testFor(operator, operand)
  }
  return inner ? { ...made, inner } : made
}

function checkOperand(operator: LeafOperator, operand: unknown): void {
  const values = operator === 'in' ? operand as unknown[] : operator === 'eq' ? [operand] : []
  for (const value of values) {
    if (operator === 'in' && isOperatorDoc(value)) throw new CommandError(2, 'cannot nest $ under $in')
    if (!(value instanceof BSONRegExp)) checkValue(value)
  }
}

const isNullish: Test = value => value === null || value === undefined

function testFor(operator: LeafOperator, operand: unknown): Test {
  switch (operator) {
    case 'eq': return operand === null ? isNullish : value => sameValue(value, operand)
    case 'in': return anyOf(operand as unknown[])
    case 'exists': return value => value !== undefined
    case 'type': return typeTest(operand as unknown[])
    case 'size': return value => Array.isArray(value) && value.length === operand
    default: return rangeTest(operator as 'gt', operand)
  }
}

function anyOf(operands: unknown[]): Test {
  const tests = operands.map(item => {
    if (!(item instanceof BSONRegExp)) return testFor('eq', item)
    const pattern = compilePattern(item.pattern, item.options)
    return (value: unknown) => typeof value === 'string' && pattern.test(value)
  })
  return value => tests.some(test => test(value))
}

function rangeTest(operator: 'gt' | 'gte' | 'lt' | 'lte', operand: unknown): Test {
  const orEqual = operator.endsWith('e')
  if (operand === null) return orEqual ? isNullish : () => false
  const bracket = rankOf(operand)
  const nan = Number.isNaN(numberOf(operand))
  return value => {
    if (rankOf(value) !== bracket) return false
    if (nan || Number.isNaN(numberOf(value))) return orEqual && sameValue(value, operand)
    const order = compareValues(value, operand)
    return order === 0 ? orEqual : operator.startsWith('g') ? order > 0 : order < 0
  }
}

const typeCodes: Record<number, string> = {
  1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null',
  16: 'int', 18: 'long'
}
const otherTypes = [
  'undefined', 'regex', 'dbPointer', 'javascript', 'symbol', 'javascriptWithScope', 'timestamp', 'decimal', 'minKey',
  'maxKey'
]

function typeTest(operands: unknown[]): Test {
  const known = [...Object.values(typeCodes), 'number']
  if (operands.length === 0) throw new CommandError(9, '$type must match at least one type')
  const names = operands.map(item => {
    if (typeof item !== 'string' && numberOf(item) === undefined) {
      throw new CommandError(14, `type must be represented as a number or a string, not ${typeName(item)}`)
    }
    return typeof item === 'string' ? item : typeCodes[numberOf(item) as number] ?? `number ${String(numberOf(item))}`
  })
  const strange = names.find(name => !known.includes(name))
  if (strange) {
    throw otherTypes.includes(strange)
      ? notSupported(`$type '${strange}'`)
      : new CommandError(2, `Unknown type name alias: ${strange}`)
  }
  return value => value !== undefined &&
    (names.includes(typeName(value)) || (names.includes('number') && rankOf(value) === rank.number))
}

/**
 * Does the document match? `details` receives the array position of the last leaf that matched through an array; as in
 * MongoDB the branches of an $or report none.
 */
export function matches(filter: Filter, doc: Doc, details: MatchDetails = {}): boolean {
  switch (filter.kind) {
    case 'and': return filter.children.every(child => matches(child, doc, details))
    case 'or': return filter.children.some(child => matches(child, doc, filter.children.length === 1 ? details : {}))
    case 'nor': return !filter.children.some(child => matches(child, doc))
    case 'expr': return filter.run(doc)
    default: return walk(filter, doc, 0, details, undefined)
  }
}

/** Tests one array item against the operators inside `$elemMatch: {$gt: …}`, in which the path is the item itself. */
function matchesItem(filter: Filter, item: unknown): boolean {
  if (filter.kind === 'leaf') return testItem(filter, item)
  if (filter.kind === 'nor') return !filter.children.some(child => matchesItem(child, item))
  return filter.kind === 'and' && filter.children.every(child => matchesItem(child, item))
}

/** An item that is itself an array is not expanded again, except by the operators that need an array. */
function testItem({ operator, test }: Leaf, item: unknown): boolean {
  const onItems = operator === 'elemMatch' || operator === 'elemMatchValue'
  return onItems ? Array.isArray(item) && item.some(test) : test(item)
}

function walk(filter: Leaf, value: unknown, at: number, details: MatchDetails, position: number | undefined): boolean {
  if (at === filter.parts.length) return testAtEnd(filter, value, details, position)
  const part = filter.parts[at] as string
  if (!Array.isArray(value)) {
    return walk(filter, isDoc(value) ? ownField(value, part) : undefined, at + 1, details, position)
  }
  const through = value.some((item, index) =>
    isDoc(item) && walk(filter, ownField(item, part), at + 1, details, position ?? index))
  if (through || !/^\d+$/.test(part)) return through
  return Number(part) < value.length && walk(filter, value[Number(part)], at + 1, details, position)
}

function testAtEnd(filter: Leaf, value: unknown, details: MatchDetails, position: number | undefined): boolean {
  const onItems = filter.operator === 'elemMatch' || filter.operator === 'elemMatchValue'
  if (!onItems && filter.test(value)) {
    if (position !== undefined) details.position = position
    return true
  }
  if (!Array.isArray(value) || filter.operator === 'size' || filter.operator === 'exists') return false
  const found = value.findIndex(item => filter.test(item))
  if (found < 0) return false
  details.position = position ?? found
  return true
}

/** An own field of a document, never an inherited property of JavaScript such as `constructor`. */
export function ownField(doc: Doc, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(doc, name) ? doc[name] : undefined
}
