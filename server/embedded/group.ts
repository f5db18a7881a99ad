/**
 * The $group stage. Promise: groups are told apart by MongoDB's equality (1 and 1.0 are one group, null and missing
 * are one), and accumulators keep MongoDB's number types; an accumulator not in the table is refused by name.
 */
import { CommandError } from './errors'
import { compileExpression, extreme, isNullish } from './expressions'
import { encodeValue } from './keyEncoding'
import { RunningSum } from './runningSum'
import type { Expression } from './scope'
import type { Stage } from './stage'
import { type Doc, type NumberKind, isDoc, kindOf, makeNumber, numberOf } from './values'

interface Accumulator { add: (value: unknown) => void, result: () => unknown }

function running(combine: (so: unknown, value: unknown) => unknown, start: unknown): Accumulator {
  let so = start
  return {
    add: value => {
      so = combine(so, value)
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

function collecting(distinct: boolean): Accumulator {
  const seen = new Set<string>()
  const values: unknown[] = []
  return {
    add: value => {
      if (value === undefined) return
      if (distinct) {
        const key = encodeValue(value).toString('latin1')
        if (seen.has(key)) return
        seen.add(key)
      }
      values.push(value)
    },
    result: () => values
  }
}

function atEdge(last: boolean): Accumulator {
  let [value, any] = [undefined as unknown, false]
  return {
    add: next => {
      if (last || !any) value = next
      any = true
    },
    result: () => value ?? null
  }
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: summing,
  $avg: averaging,
  $min: () => running((so, value) => extreme([so, value], -1), null),
  $max: () => running((so, value) => extreme([so, value], 1), null),
  $first: () => atEdge(false),
  $last: () => atEdge(true),
  $push: () => collecting(false),
  $addToSet: () => collecting(true)
}

interface Field { name: string, make: () => Accumulator, value: Expression }

function parseField(name: string, spec: unknown): Field {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`)
  if (!isDoc(spec) || Object.keys(spec).length !== 1) throw new CommandError(40234, `The field '${name}' must be an accumulator object`)
  const [operator, argument] = Object.entries(spec)[0] as [string, unknown]
  if (operator === '$count') {
    if (!isDoc(argument) || Object.keys(argument).length > 0) throw new CommandError(14, '$count takes no arguments, i.e. $count:{}')
    return { name, make: accumulators.$sum as () => Accumulator, value: () => makeNumber(1) }
  }
  const make = accumulators[operator]
  if (!make) throw new CommandError(15952, `unknown group operator '${operator}'`)
  if (Array.isArray(argument)) throw new CommandError(40237, `The ${operator} accumulator is a unary operator`)
  return { name, make, value: compileExpression(argument) }
}

/** Compiles a $group specification. */
export function compileGroup(spec: unknown): Stage {
  if (!isDoc(spec)) throw new CommandError(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id')
  const id = compileExpression(spec._id)
  const fields = Object.entries(spec).filter(([name]) => name !== '_id').map(([name, value]) => parseField(name, value))
  return function * (source) {
    const groups = new Map<string, { id: unknown, totals: Accumulator[] }>()
    for (const doc of source) {
      yield undefined
      if (!doc) continue
      const scope = { root: doc, variables: {} }
      const value = id(scope)
      const key = encodeValue(isNullish(value) ? null : value).toString('latin1')
      const group = groups.get(key) ?? { id: value ?? null, totals: fields.map(({ make }) => make()) }
      groups.set(key, group)
      fields.forEach((field, at) => group.totals[at]?.add(field.value(scope)))
    }
    for (const group of groups.values()) {
      const made: Doc = { _id: group.id }
      fields.forEach(({ name }, at) => {
        made[name] = group.totals[at]?.result()
      })
      yield made
    }
  }
}
