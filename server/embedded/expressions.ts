/**
 * Aggregation expressions. Promise: an expression is compiled once; an operator missing from the tables below is
 * refused by name; the others follow MongoDB on null, missing fields, arrays and number types. Work that grows with the
 * values is counted (effort.ts) before it is done, and no expression yields a value beyond 16 MB.
 */
import { Int32 } from 'bson'
import {
  add, asObject, average, concatenated, extreme, isContainer, isNullish, joined, merged, numeric, oneList, order,
  stepsPerMade, subtract, sum
} from './calculation'
import { dateOperators } from './dates'
import { spend } from './effort'
import { CommandError, notSupported } from './errors'
import { checkValue } from './gate'
import { measured } from './memory'
import { arrayOrNull, asText, elementAt, text } from './operands'
import type { Expression, Scope } from './scope'
import { type Doc, isDoc, kindOf, makeNumber, numberOf, sameValue, typeName } from './values'

/** Truth as MongoDB defines it: every value but false, null, missing and zero. */
export function isTruthy(value: unknown): boolean {
  return !isNullish(value) && value !== false && numberOf(value) !== 0
}

/** Compiles an expression; an unknown operator is refused by name. */
export function compileExpression(source: unknown): Expression {
  const run = compile(source)
  // A path or a constant yields an existing value; only a computed value can exceed the size limit.
  return typeof source !== 'object' || source === null ? run : scope => {
    const value = run(scope)
    if (isContainer(value)) spend(measured(value) >> 4)
    return value
  }
}

function compile(source: unknown): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return compilePath(source)
  if (Array.isArray(source)) {
    const items = source.map(compile)
    return scope => {
      spend(1 + stepsPerMade * items.length)
      return items.map(item => item(scope) ?? null)
    }
  }
  if (!isDoc(source)) {
    checkValue(source)
    return () => source
  }
  const [name] = Object.keys(source)
  if (!name?.startsWith('$')) return compileObject(source)
  if (Object.keys(source).length > 1) {
    throw new CommandError(15983, 'an object representing an expression must have exactly one field')
  }
  return compileOperator(name, source[name])
}

function compileObject(source: Doc): Expression {
  const fields = Object.entries(source).map(([name, value]) => {
    if (name.startsWith('$')) {
      throw new CommandError(
        16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField: '${name}'`
      )
    }
    if (name.includes('.')) {
      throw new CommandError(
        16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField: '${name}'`
      )
    }
    return [name, compile(value)] as const
  })
  return scope => {
    spend(1 + stepsPerMade * fields.length)
    const made: Doc = {}
    for (const [name, expression] of fields) {
      const value = expression(scope)
      if (value !== undefined) made[name] = value
    }
    return made
  }
}

function compilePath(source: string): Expression {
  if (!source.startsWith('$$')) {
    const parts = pathParts(source.slice(1))
    return scope => readPath(scope.root, parts)
  }
  const [name = '', ...rest] = source.slice(2).split('.')
  if (name === 'REMOVE') return () => undefined
  if (name === 'ROOT' || name === 'CURRENT') return scope => readPath(scope.root, rest)
  if (name === 'NOW') {
    const now = new Date()
    return () => now
  }
  if (!/^[a-z]/.test(name)) throw notSupported(`the variable $$${name}`)
  return scope => {
    if (!Object.hasOwn(scope.variables, name)) throw new CommandError(17276, `Use of undefined variable: ${name}`)
    return readPath(scope.variables[name], rest)
  }
}

function pathParts(path: string): string[] {
  const parts = path.split('.')
  if (parts.some(part => part === '' || part.startsWith('$'))) {
    throw new CommandError(16410, `FieldPath '${path}' is not valid`)
  }
  return parts
}

/** Follows a path as aggregation does: on an array the result is the array of the values in its items. */
export function readPath(value: unknown, parts: readonly string[], at = 0): unknown {
  if (at === parts.length) return value
  if (Array.isArray(value)) {
    spend(value.length)
    return value.filter(item => isDoc(item) || Array.isArray(item))
      .map(item => readPath(item, parts, at)).filter(item => item !== undefined)
  }
  const part = parts[at] as string
  return isDoc(value) && Object.hasOwn(value, part) ? readPath(value[part], parts, at + 1) : undefined
}

/** Is this the name of an operator in the tables below? */
export function isExpressionOperator(name: string): boolean {
  return name in specialForms || name in dateOperators || name in operators
}

function compileOperator(name: string, argument: unknown): Expression {
  const special = specialForms[name]
  if (special) return special(argument)
  const date = dateOperators[name]
  if (date) return counted(date(argument, compile))
  const operator = operators[name]
  if (!operator) throw new CommandError(168, `Unrecognized expression '${name}'`)
  const [fewest, most, run] = operator
  const expressions = (Array.isArray(argument) ? argument : [argument]).map(compile)
  if (expressions.length < fewest || expressions.length > most) {
    throw new CommandError(
      16020,
      `Expression ${name} takes ${fewest === most ? `exactly ${fewest}` : `at least ${fewest}`} arguments. ` +
        `${expressions.length} were passed in.`
    )
  }
  return scope => {
    spend(1 + expressions.length)
    return run(expressions.map(expression => expression(scope)), name)
  }
}

const stepsPerDate = 200

/** Counts the work of date expressions: the platform's zone data is slow, and a format may be long. */
function counted(date: Expression): Expression {
  return scope => {
    const value = date(scope)
    spend(typeof value === 'string' ? stepsPerDate + value.length : stepsPerDate)
    return value
  }
}

/** Reads `{name: expression}` arguments; refuses unknown and missing names. */
function namedArguments(operator: string, argument: unknown, known: readonly string[], needed: readonly string[]): Doc {
  if (!isDoc(argument)) throw new CommandError(9, `${operator} only supports an object as its argument`)
  const strange = Object.keys(argument).find(name => !known.includes(name))
  if (strange) throw new CommandError(9, `Unrecognized argument to ${operator}: ${strange}`)
  const missing = needed.find(name => !(name in argument))
  if (missing) throw new CommandError(9, `Missing '${missing}' parameter to ${operator}`)
  return argument
}

const specialForms: Record<string, (argument: unknown) => Expression> = {
  $literal: argument => {
    checkValue(argument)
    return () => argument
  },
  $cond: argument => {
    const parts = Array.isArray(argument)
      ? { if: argument[0], then: argument[1], else: argument[2] }
      : namedArguments('$cond', argument, ['if', 'then', 'else'], ['if', 'then', 'else'])
    if (Array.isArray(argument) && argument.length !== 3) {
      throw new CommandError(16020, `Expression $cond takes exactly 3 arguments. ${argument.length} were passed in.`)
    }
    const [test, yes, no] = [compile(parts.if), compile(parts.then), compile(parts.else)]
    return scope => {
      spend(1)
      return isTruthy(test(scope)) ? yes(scope) : no(scope)
    }
  },
  $and: argument => {
    const items = (Array.isArray(argument) ? argument : [argument]).map(compile)
    return scope => {
      spend(1 + items.length)
      return items.every(item => isTruthy(item(scope)))
    }
  },
  $or: argument => {
    const items = (Array.isArray(argument) ? argument : [argument]).map(compile)
    return scope => {
      spend(1 + items.length)
      return items.some(item => isTruthy(item(scope)))
    }
  },
  $switch: argument => {
    const { branches, default: fallback } = namedArguments('$switch', argument, ['branches', 'default'], ['branches'])
    if (!Array.isArray(branches)) {
      throw new CommandError(40061, `$switch expected an array for 'branches', found: ${typeName(branches)}`)
    }
    if (branches.length === 0) throw new CommandError(40068, '$switch requires at least one branch.')
    const compiled = branches.map(branch => {
      const parts = namedArguments('$switch', branch, ['case', 'then'], ['case', 'then'])
      return [compile(parts.case), compile(parts.then)] as const
    })
    const last = fallback === undefined ? undefined : compile(fallback)
    return scope => {
      spend(1 + compiled.length)
      const chosen = compiled.find(([test]) => isTruthy(test(scope)))?.[1] ?? last
      if (!chosen) {
        throw new CommandError(
          40066, '$switch could not find a matching branch for an input, and no default was specified.'
        )
      }
      return chosen(scope)
    }
  },
  $let: argument => {
    const { vars, in: body } = namedArguments('$let', argument, ['vars', 'in'], ['vars', 'in'])
    const compiled = Object.entries(vars as Doc).map(([name, value]) => [name, compile(value)] as const)
    const run = compile(body)
    return scope => run(withVariables(scope, Object.fromEntries(compiled.map(([name, value]) => [name, value(scope)]))))
  },
  $map: argument => {
    const { input, as = 'this', in: body } = namedArguments('$map', argument, ['input', 'as', 'in'], ['input', 'in'])
    const [list, run] = [compile(input), compile(body)]
    return scope =>
      arrayOrNull('$map', list(scope), 16883)?.map(item => run(withVariables(scope, { [String(as)]: item })) ?? null) ??
        null
  },
  $filter: argument => {
    const { input, as = 'this', cond } = namedArguments('$filter', argument, ['input', 'as', 'cond'], ['input', 'cond'])
    const [list, test] = [compile(input), compile(cond)]
    return scope =>
      arrayOrNull('$filter', list(scope), 28651)?.filter(item =>
        isTruthy(test(withVariables(scope, { [String(as)]: item })))) ?? null
  }
}

function withVariables(scope: Scope, added: Record<string, unknown>): Scope {
  const variables = { ...scope.variables, ...added }
  spend(stepsPerMade + Object.keys(variables).length)
  return { root: scope.root, variables }
}

type Operator = [fewest: number, most: number, run: (values: unknown[], name: string) => unknown]

const comparison = (passes: (order: number) => boolean): Operator => [2, 2, ([a, b]) => passes(order(a, b))]
const rounding = (round: (value: number) => number): Operator => [1, 1, ([a], name) =>
  isNullish(a) ? null : makeNumber(round(numeric(a, name, 28765)), kindOf(a))]
const cased = (change: (text: string) => string): Operator => [1, 1, ([a]) => {
  if (typeof a === 'string') spend(a.length)
  return isNullish(a) ? '' : change(typeof a === 'string' ? a : asText(a, 16007))
}]

const operators: Record<string, Operator> = {
  $eq: comparison(order => order === 0),
  $ne: comparison(order => order !== 0),
  $gt: comparison(order => order > 0),
  $gte: comparison(order => order >= 0),
  $lt: comparison(order => order < 0),
  $lte: comparison(order => order <= 0),
  $cmp: [2, 2, ([a, b]) => new Int32(Math.sign(order(a, b)))],
  $not: [1, 1, ([a]) => !isTruthy(a)],
  $ifNull: [2, Infinity, values => values.find(value => !isNullish(value)) ?? values.at(-1)],
  $in: [2, 2, ([value, list]) => {
    if (!Array.isArray(list)) {
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`)
    }
    spend(
      list.length * (2 + (typeof value === 'string' ? value.length >> 4 : 0)) +
        (isContainer(value) ? 2 * measured(list) : 0)
    )
    return list.some(item => sameValue(item, value))
  }],
  $add: [0, Infinity, add],
  $subtract: [2, 2, subtract],
  $multiply: [0, Infinity, (values, name) => values.some(isNullish) ? null
    : makeNumber(values.reduce<number>((product, value) => product * numeric(value, name), 1), ...values.map(kindOf))],
  $divide: [2, 2, ([a, b], name) => {
    if (isNullish(a) || isNullish(b)) return null
    if (numeric(b, name) === 0) throw new CommandError(2, "can't $divide by zero")
    return makeNumber(numeric(a, name) / numeric(b, name), 'double')
  }],
  $mod: [2, 2, ([a, b], name) => {
    if (isNullish(a) || isNullish(b)) return null
    const [left, right] = [numeric(a, name, 16611), numeric(b, name, 16611)]
    if (right === 0) throw new CommandError(16610, "can't $mod by zero")
    return makeNumber(left % right, kindOf(a), kindOf(b))
  }],
  $abs: rounding(Math.abs),
  $ceil: rounding(Math.ceil),
  $floor: rounding(Math.floor),
  $concat: [
    0, Infinity, (values, name) => values.some(isNullish) ? null : joined(values.map(value => text(value, name)))
  ],
  $toLower: cased(value => value.replace(/[A-Z]+/g, part => part.toLowerCase())),
  $toUpper: cased(value => value.replace(/[a-z]+/g, part => part.toUpperCase())),
  $toString: [1, 1, ([value]) => isNullish(value) ? null : asText(value, 241)],
  $type: [1, 1, ([value]) => typeName(value)],
  $isArray: [1, 1, ([value]) => Array.isArray(value)],
  $size: [1, 1, ([value]) => {
    if (!Array.isArray(value)) {
      throw new CommandError(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`)
    }
    return new Int32(value.length)
  }],
  $arrayElemAt: [
    2, 2,
    ([list, index], name) =>
      isNullish(index) || isNullish(list) ? null : elementAt(list, numeric(index, name, 28690), name)
  ],
  $first: [1, 1, ([list], name) => isNullish(list) ? null : elementAt(list, 0, name)],
  $last: [1, 1, ([list], name) => isNullish(list) ? null : elementAt(list, -1, name)],
  $concatArrays: [0, Infinity, (values, name) => values.some(isNullish) ? null
    : concatenated(values.map(value => arrayOrNull(name, value, 28664) as unknown[]))],
  $mergeObjects: [0, Infinity, values => merged(values.filter(value => !isNullish(value)).map(asObject))],
  $sum: [0, Infinity, values => sum(oneList(values))],
  $avg: [0, Infinity, values => average(oneList(values))],
  $min: [0, Infinity, values => extreme(oneList(values), -1)],
  $max: [0, Infinity, values => extreme(oneList(values), 1)]
}
