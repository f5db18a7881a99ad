/**
 * Projections of find and the $project, $addFields and $unset stages. Promise: field order and arrays of documents
 * follow MongoDB; unknown operators and mixtures of inclusion and exclusion are refused.
 */
import { CommandError, notSupported } from './errors'
import { compileExpression, isExpressionOperator } from './expressions'
import { isWholeNumberName } from './fieldOrder'
import { isOperatorDoc, matches, ownField, parseFilter } from './match'
import { Paths, type Tree, branchOf, flatten, treeOf } from './projectionPaths'
import type { Expression } from './scope'
import { type Doc, isDoc, numberOf, typeName } from './values'

export type Projection = (doc: Doc) => Doc
interface Computed { parts: string[], value: Expression }
interface Slice { name: string, cut: (items: unknown[]) => unknown[] }

/**
 * A compiled projection. `including` is undefined until a field decides; _id, $slice and $elemMatch do not decide.
 * `plain` are the included or excluded fields, `computed` the other fields in the order in which MongoDB adds them.
 */
interface Parts {
  including?: boolean
  plain: string[]
  computed: Computed[]
  slices: Slice[]
  matchesItems: boolean
  id?: boolean
  namesId: boolean
}

/** Compiles a projection; undefined when documents stay unchanged. `forFind` admits $slice and $elemMatch. */
export function compileProjection(spec: unknown, forFind: boolean): Projection | undefined {
  if (spec === undefined) return undefined
  if (!isDoc(spec)) throw new CommandError(14, `projection must be an object, not ${typeName(spec)}`)
  if (Object.keys(spec).length === 0) {
    if (!forFind) {
      throw new CommandError(
        51272, 'Invalid $project :: caused by :: projection specification must have at least one field'
      )
    }
    return undefined
  }
  const parts = sortOut(spec, forFind)
  const { plain, computed, slices, id } = parts
  const base = parts.including ?? includesByDefault(parts)
    ? includer(parts)
    : excluder([...plain, ...id === false ? ['_id'] : []])
  return doc => {
    const made = base(doc)
    for (const { parts: at, value } of computed) setThrough(made, at, value({ root: doc, variables: {} }))
    for (const { name, cut } of slices) if (Array.isArray(made[name])) made[name] = cut(made[name] as unknown[])
    return made
  }
}

/**
 * MongoDB's rule when no field decides: beside a $slice only `_id: 1` makes the projection an inclusion; otherwise an
 * $elemMatch does too.
 */
function includesByDefault({ slices, matchesItems, id }: Parts): boolean {
  return id === true || (slices.length === 0 && matchesItems)
}

function sortOut(spec: Doc, forFind: boolean): Parts {
  const parts: Parts = { plain: [], computed: [], slices: [], matchesItems: false, namesId: false }
  const paths = new Paths()
  for (const [path, value] of flatten(spec)) {
    const at = paths.add(path)
    if (at[0] === '_id') parts.namesId = true
    if (isDoc(value) && Object.keys(value).length === 0) {
      throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path')
    }
    const flag = typeof value === 'boolean' ? value : numberOf(value) === undefined ? undefined : numberOf(value) !== 0
    if (path === '_id' && flag !== undefined) parts.id = flag
    else if (flag !== undefined) {
      decide(parts, flag, path)
      parts.plain.push(path)
    } else if (forFind && onlyName(value) === '$slice') parts.slices.push(slice(path, (value as Doc).$slice))
    else if (forFind && onlyName(value) === '$elemMatch') {
      parts.matchesItems = true
      parts.computed.push(elemMatch(path, (value as Doc).$elemMatch))
    } else {
      decide(parts, true, path, isOperatorDoc(value) ? expressionExcluded : valueExcluded)
      parts.computed.push(computedField(at, value))
    }
  }
  return parts
}

/** The name of the only field of a document. */
function onlyName(value: unknown): string | undefined {
  const names = isDoc(value) ? Object.keys(value) : []
  return names.length === 1 ? names[0] : undefined
}

/**
 * The first field that includes, excludes or computes decides for all; a field of the opposite kind is refused by its
 * name.
 */
function decide(parts: Parts, including: boolean, path: string, excluded = fieldExcluded): void {
  parts.including ??= including
  if (parts.including === including) return
  throw including
    ? excluded(path)
    : new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
}

const fieldExcluded = (path: string): CommandError =>
  new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
const expressionExcluded = (path: string): CommandError =>
  new CommandError(31252, `Cannot use expression other than $meta in exclusion projection, on field ${path}`)
const valueExcluded = (path: string): CommandError =>
  new CommandError(31310, `Cannot use an expression on field ${path} in an exclusion projection`)

function includer({ plain, slices, computed, id, namesId }: Parts): Projection {
  const tree = treeOf([...id === true || !namesId ? ['_id'] : [], ...plain, ...slices.map(({ name }) => name)])
  // When a computed field lies inside documents or arrays of documents, these documents are kept without their fields.
  for (const { parts } of computed) if (parts.length > 1) branchOf(tree, parts)
  return doc => pick(doc, tree)
}

function pick(doc: Doc, tree: Tree): Doc {
  const made: Doc = {}
  for (const [name, value] of Object.entries(doc)) {
    const wanted = tree.get(name)
    if (wanted === true) made[name] = value
    else if (wanted) {
      const inner = pickInner(value, wanted)
      if (inner !== undefined) made[name] = inner
    }
  }
  return made
}

function pickInner(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => pickInner(item, tree)).filter(item => item !== undefined)
  return isDoc(value) ? pick(value, tree) : undefined
}

function excluder(paths: string[]): Projection {
  const tree = treeOf(paths)
  return doc => omit(doc, tree)
}

function omit(doc: Doc, tree: Tree): Doc {
  const made: Doc = {}
  for (const [name, value] of Object.entries(doc)) {
    const dropped = tree.get(name)
    if (dropped !== true) made[name] = dropped ? omitInner(value, dropped) : value
  }
  return made
}

function omitInner(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => omitInner(item, tree))
  return isDoc(value) ? omit(value, tree) : value
}

/** Removes fields by path, as $unset does. */
export function compileUnset(paths: unknown): Projection {
  const list = Array.isArray(paths) ? paths : [paths]
  const named = new Paths()
  for (const path of list) {
    if (typeof path !== 'string' || path === '') {
      throw new CommandError(31120, '$unset specification must be a string or an array of strings')
    }
    named.add(path)
  }
  return doc => omit(doc, named.tree)
}

/** Adds or overwrites fields, as $addFields and $set do. */
export function compileAddFields(spec: unknown): Projection {
  if (!isDoc(spec)) {
    throw new CommandError(40272, `$addFields specification stage must be an object, got ${typeName(spec)}`)
  }
  const paths = new Paths()
  const computed = [...flatten(spec)].map(([path, value]) => computedField(paths.add(path), value))
  return doc => {
    const made = omit(doc, new Map())
    for (const { parts, value } of computed) setThrough(made, parts, value({ root: doc, variables: {} }))
    return made
  }
}

function computedField(parts: string[], value: unknown): Computed {
  refuseWholeNumbers(parts)
  return { parts, value: compileField(value) }
}

/** MongoDB appends a computed field; a JavaScript object places whole-number names before the others. */
function refuseWholeNumbers(parts: readonly string[]): void {
  const name = parts.find(isWholeNumberName)
  if (name !== undefined) throw notSupported(`the whole number '${name}' as the name of a computed field`)
}

function compileField(value: unknown): Expression {
  const name = isOperatorDoc(value) ? Object.keys(value)[0] as string : undefined
  if (name !== undefined && !isExpressionOperator(name)) {
    throw new CommandError(31325, `Invalid $project :: caused by :: Unknown expression ${name}`)
  }
  return compileExpression(value)
}

/** Sets a field, in every item of an array on the path; the documents on the path are copied, not modified. */
function setThrough(doc: Doc, parts: readonly string[], value: unknown): void {
  const [name, ...rest] = parts as [string, ...string[]]
  if (rest.length > 0) doc[name] = placed(doc[name], rest, value)
  else if (value === undefined) delete doc[name]
  else doc[name] = value
}

function placed(present: unknown, parts: readonly string[], value: unknown): unknown {
  if (Array.isArray(present)) return present.map(item => placed(item, parts, value))
  const made: Doc = isDoc(present) ? { ...present } : {}
  setThrough(made, parts, value)
  return made
}

function slice(name: string, operand: unknown): Slice {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map(numberOf)
  const [first, count] = numbers
  if (
    !Number.isInteger(first) || (numbers.length > 1 && !(Number.isInteger(count) && (count as number) > 0)) ||
    numbers.length > 2 || name.includes('.')
  ) {
    throw new CommandError(
      28667, 'Invalid $slice syntax: a number, or [skip, limit], on a field of the document itself'
    )
  }
  const cut = (items: unknown[]): unknown[] => {
    const start = first as number
    if (count === undefined) return start < 0 ? items.slice(start) : items.slice(0, start)
    const from = start < 0 ? Math.max(items.length + start, 0) : start
    return items.slice(from, from + count)
  }
  return { name, cut }
}

/** The first item that matches; without a match the field is omitted. */
function elemMatch(name: string, operand: unknown): Computed {
  if (name.includes('.')) throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field')
  refuseWholeNumbers([name])
  const filter = parseFilter({ item: { $elemMatch: operand } })
  return { parts: [name], value: ({ root }) => {
    const items = ownField(root, name)
    const found = Array.isArray(items) ? items.findIndex(item => matches(filter, { item: [item] })) : -1
    return found < 0 ? undefined : [(items as unknown[])[found]]
  } }
}
