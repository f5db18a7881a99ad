/**
 * The $group stage. Promise: groups are distinguished by MongoDB's equality (1 and 1.0 are one group, null and missing
 * are one group); accumulators keep MongoDB's number types; an unknown accumulator is refused by name. The memory of
 * the groups counts towards the memory of the pipeline.
 */
import { extreme, isContainer, isNullish } from './calculation'
import { isTiring } from './effort'
import { CommandError } from './errors'
import { compileExpression } from './expressions'
import { encodeValue } from './keyEncoding'
import { type Memory, measured, sizeOf } from './memory'
import { RunningSum } from './runningSum'
import type { Expression } from './scope'
import { type Stage, stepAside } from './stage'
import { type Doc, type NumberKind, isDoc, kindOf, makeNumber, numberOf } from './values'

interface Accumulator { add: (value: unknown) => void, result: () => unknown }
/** Called with the number of bytes that are additionally kept (or, negative, no longer kept). */
type Keep = (bytes: number) => void

/**
 * The size that a value counts beside its group: numbers and other small values are included in the price of a group
 * and count as 0.
 */
const sizeBeyond = (value: unknown): number => typeof value === 'string' || isContainer(value) ? sizeOf(value) : 0

function running(combine: (so: unknown, value: unknown) => unknown, start: unknown, keep: Keep): Accumulator {
  let so = start
  return {
    add: value => {
      const next = combine(so, value)
      if (next !== so) keep(sizeBeyond(next) - sizeBeyond(so))
      so = next
    },
    result: () => so
  }
}

function summing(): Accumulator {
  const total = new RunningSum()
  const kinds = new Set<NumberKind>(['int'])
  return {
    add: value => {
      const number = numberOf(value)
      if (number === undefined) return
      total.add(number)
      kinds.add(kindOf(value))
    },
    result: () => makeNumber(total.value, ...kinds)
  }
}

function averaging(): Accumulator {
  const total = new RunningSum()
  let count = 0
  return {
    add: value => {
      const number = numberOf(value)
      if (number === undefined) return
      total.add(number)
      count += 1
    },
    result: () => count === 0 ? null : makeNumber(total.value / count, 'double')
  }
}

/** The memory of an entry of a list or a map, with the object around a number. */
const overheadOfValue = 32
const overheadOfKey = 100
const overheadOfGroup = 300
const overheadOfTotal = 100

/** A computed value may be small in memory and very large when it is serialised. */
function keyOf(value: unknown): string {
  if (isContainer(value)) measured(value)
  return encodeValue(value).toString('latin1')
}

function collecting(distinct: boolean, keep: Keep): Accumulator {
  const seen = new Set<string>()
  const values: unknown[] = []
  return {
    add: value => {
      if (value === undefined) return
      if (distinct) {
        const key = keyOf(value)
        if (seen.has(key)) return
        seen.add(key)
        keep(overheadOfKey + key.length)
      }
      keep(overheadOfValue + sizeOf(value))
      values.push(value)
    },
    result: () => values
  }
}

/** Means "no document yet"; undefined would be ambiguous, because the first document may lack the field. */
const none = Symbol('none')

const accumulators: Record<string, (keep: Keep) => Accumulator> = {
  $sum: summing,
  $avg: averaging,
  $min: keep => running((so, value) => extreme([so, value], -1), null, keep),
  $max: keep => running((so, value) => extreme([so, value], 1), null, keep),
  $first: keep => running((so, value) => so === none ? value ?? null : so, none, keep),
  $last: keep => running((_so, value) => value ?? null, none, keep),
  $push: keep => collecting(false, keep),
  $addToSet: keep => collecting(true, keep)
}

interface Field { name: string, make: (keep: Keep) => Accumulator, value: Expression }

function parseField(name: string, spec: unknown): Field {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`)
  if (!isDoc(spec) || Object.keys(spec).length !== 1) {
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`)
  }
  const [operator, argument] = Object.entries(spec)[0] as [string, unknown]
  if (operator === '$count') {
    if (!isDoc(argument) || Object.keys(argument).length > 0) {
      throw new CommandError(14, '$count takes no arguments, i.e. $count:{}')
    }
    return { name, make: summing, value: () => makeNumber(1) }
  }
  const make = accumulators[operator]
  if (!make) throw new CommandError(15952, `unknown group operator '${operator}'`)
  if (Array.isArray(argument)) throw new CommandError(40237, `The ${operator} accumulator is a unary operator`)
  return { name, make, value: compileExpression(argument) }
}

/** Compiles a $group specification. */
export function compileGroup(spec: unknown, memory: Memory): Stage {
  if (!isDoc(spec)) throw new CommandError(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id')
  const id = compileExpression(spec._id)
  const fields = Object.entries(spec).filter(([name]) => name !== '_id').map(([name, value]) => parseField(name, value))
  return function * (source) {
    let kept = 0
    const keep: Keep = bytes => {
      kept += bytes
      memory.take(bytes, '$group')
    }
    const groups = new Map<string, { id: unknown, totals: Accumulator[] }>()
    for (const doc of source) {
      yield undefined
      if (!doc) continue
      const scope = { root: doc, variables: {} }
      const value = id(scope)
      const key = keyOf(isNullish(value) ? null : value)
      let group = groups.get(key)
      if (!group) {
        keep(overheadOfGroup + overheadOfTotal * fields.length + 2 * key.length)
        group = { id: value ?? null, totals: fields.map(({ make }) => make(keep)) }
        groups.set(key, group)
      }
      const { totals } = group
      fields.forEach((field, at) => totals[at]?.add(field.value(scope)))
      if (isTiring()) yield * stepAside()
    }
    for (const { id: _id, totals } of groups.values()) {
      const made: Doc = { _id }
      fields.forEach(({ name }, at) => {
        made[name] = totals[at]?.result()
      })
      yield made
    }
    memory.take(-kept, '$group')
  }
}
