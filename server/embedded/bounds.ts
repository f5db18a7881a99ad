/**
 * From a filter to byte ranges. Promise: the ranges of a predicate contain every index key of every document that
 * passes it; `exact` is claimed only when they contain no other.
 */
import { BSONRegExp } from 'bson'
import { afterPrefix, encodeStringPrefix, encodeValue, typeByte } from './keyEncoding'
import type { Filter, Leaf, LeafOperator } from './match'
import { numberOf, rankOf } from './values'

/**
 * A condition on one path that every matching document fulfils. Unless the condition is exact, the filter must still be
 * checked.
 */
export interface Predicate { path: string, operator: LeafOperator, operand: unknown, exact: boolean, prefix?: string }

export interface ByteRange { low: Buffer, high: Buffer }

/** The conditions that hold together in a filter; `complete` when they are equivalent to the filter. */
export function predicatesOf(filter: Filter): { predicates: Predicate[], complete: boolean } {
  if (filter.kind === 'leaf') return { predicates: ofLeaf(filter), complete: true }
  if (filter.kind === 'and') {
    const parts = filter.children.map(predicatesOf)
    return { predicates: parts.flatMap(part => part.predicates), complete: parts.every(part => part.complete) }
  }
  return { predicates: filter.kind === 'or' ? hullOf(filter.children) : [], complete: false }
}

function ofLeaf(leaf: Leaf): Predicate[] {
  const { path, operator, operand, pattern, inner } = leaf
  if (operator === 'elemMatch') {
    return predicatesOf(inner?.[0] as Filter).predicates.map(part => ({
      ...part, path: `${path}.${part.path}`, exact: false
    }))
  }
  if (operator === 'elemMatchValue') {
    // An $elemMatch inside this $elemMatch speaks of the items of an item; an index holds such an item as one array.
    const onItem = (inner as Filter[]).filter(part =>
      part.kind === 'leaf' && part.operator !== 'elemMatch' && part.operator !== 'elemMatchValue')
    return onItem.flatMap(part => predicatesOf(part).predicates).map(part => ({ ...part, path, exact: false }))
  }
  return [
    { path, operator, operand, exact: operator !== 'regex', ...pattern?.prefix ? { prefix: pattern.prefix } : {} }
  ]
}

/**
 * The range conditions that all branches of an $or imply together: the next page of a list is `a < x or (a = x and b <
 * y)`, which implies a <= x.
 */
function hullOf(branches: Filter[]): Predicate[] {
  const [first = [], ...others] = branches.map(branch => predicatesOf(branch).predicates)
  return first.flatMap(one => {
    const family = others.map(part => part.find(other =>
      other.path === one.path && directionOf(other) * directionOf(one) >= 0 &&
      isScalarRange(other) && rankOf(other.operand) === rankOf(one.operand)))
    if (!isScalarRange(one) || family.some(other => !other)) return []
    const all = [one, ...family as Predicate[]]
    const direction = all.map(directionOf).find(Boolean)
    if (!direction || all.some(part => directionOf(part) === -direction)) return []
    const furthest = all.reduce((best, part) =>
      Buffer.compare(encodeValue(part.operand), encodeValue(best.operand)) * direction < 0 ? part : best)
    return [{
      path: one.path, operator: direction > 0 ? 'gte' as const : 'lte' as const, operand: furthest.operand, exact: false
    }]
  })
}

const directionOf = ({ operator }: Predicate): number =>
  operator.startsWith('g') ? 1 : operator.startsWith('l') ? -1 : 0

function isScalarRange({ operator, operand }: Predicate): boolean {
  return ['eq', 'gt', 'gte', 'lt', 'lte'].includes(operator) && isScalar(operand) && operand !== null
}

function isScalar(value: unknown): boolean {
  return !Array.isArray(value) && !(value instanceof BSONRegExp) && !Number.isNaN(numberOf(value))
}

/**
 * The values that an equality or $in asks for; undefined when the predicate is neither of them, or when an index can't
 * look the values up.
 */
export function pointsOf({ operator, operand }: Predicate): unknown[] | undefined {
  const nullRange = operand === null && (operator === 'gte' || operator === 'lte')
  const values = operator === 'eq' || nullRange ? [operand] : operator === 'in' ? operand as unknown[] : undefined
  return values?.every(isScalar) ? values : undefined
}

/** The key bytes that a range predicate spans within one field; undefined when an index can't use the predicate. */
export function rangeOf(predicates: Predicate[], descending: boolean): ByteRange | undefined {
  const [first] = predicates
  if (!first) return undefined
  if (first.operator === 'regex') return first.prefix ? span(encodeStringPrefix(first.prefix, descending)) : undefined
  const range = bracket(first.operand, descending)
  for (const { operator, operand } of predicates) narrow(range, operator, encodeValue(operand, descending), descending)
  return range
}

const span = (prefix: Buffer): ByteRange => ({ low: prefix, high: afterPrefix(prefix) })

function bracket(value: unknown, descending: boolean): ByteRange {
  const range = span(Buffer.from([typeByte(value, descending)]))
  if (numberOf(value) !== undefined) narrow(range, 'gte', encodeValue(-Infinity, descending), descending)
  return range
}

function narrow(range: ByteRange, operator: LeafOperator, key: Buffer, descending: boolean): void {
  const fromBelow = operator.startsWith('g') !== descending
  const orEqual = operator.endsWith('e')
  const edge = fromBelow === orEqual ? key : afterPrefix(key)
  if (fromBelow ? Buffer.compare(edge, range.low) > 0 : Buffer.compare(edge, range.high) < 0) {
    range[fromBelow ? 'low' : 'high'] = edge
  }
}

/** Can an index use this predicate as a range? */
export function isRange(predicate: Predicate): boolean {
  if (predicate.operator === 'regex') return predicate.prefix !== undefined
  return ['gt', 'gte', 'lt', 'lte'].includes(predicate.operator) && isScalar(predicate.operand) &&
    predicate.operand !== null
}

/**
 * Does the predicate guarantee that the field exists? A predicate of the operator `exists` always does: `$exists:
 * false` is parsed as a negation, and negations yield no predicates.
 */
export function impliesPresence(predicate: Predicate): boolean {
  const { operator } = predicate
  if (operator === 'eq' || operator === 'in') return pointsOf(predicate)?.every(value => value !== null) === true
  return operator === 'exists' || operator === 'regex' || isRange(predicate)
}

/**
 * Do these predicates of a filter imply the filter of a partial index? False also when the implication can't be proved.
 */
export function implies(predicates: Predicate[], partial: Filter): boolean {
  if (partial.kind === 'and') return partial.children.every(child => implies(predicates, child))
  if (partial.kind === 'or') return partial.children.some(child => implies(predicates, child))
  if (partial.kind !== 'leaf') return false
  return predicates.some(predicate => predicate.path === partial.path && impliesLeaf(predicate, partial))
}

function impliesLeaf(predicate: Predicate, partial: Leaf): boolean {
  if (partial.operator === 'exists') return impliesPresence(predicate)
  if (predicate.operator === 'eq' || predicate.operator === 'in') {
    return pointsOf(predicate)?.every(value => partial.test(value)) === true
  }
  if (!isRange(predicate) || predicate.operator === 'regex' || !isRange(partial as unknown as Predicate)) return false
  const sameSide = predicate.operator[0] === partial.operator[0]
  return sameSide && (partial.test(predicate.operand) || sameBound(predicate, partial))
}

function sameBound(predicate: Predicate, partial: Leaf): boolean {
  return predicate.operator === partial.operator && encodeValue(predicate.operand).equals(encodeValue(partial.operand))
}

/** The keys and directions of a sort, checked. */
export type Sort = [path: string, direction: 1 | -1][]
