/**
 * Projections of find and the $project, $addFields and $unset stages. Promise: field order and arrays of documents
 * as MongoDB has them; mixtures and operators it does not know are refused.
 */
import { CommandError, notSupported } from './errors'
import { compileExpression, isExpressionOperator } from './expressions'
import { isOperatorDoc, matches, parseFilter } from './match'
import type { Expression } from './scope'
import { type Doc, isDoc, numberOf, typeName } from './values'

export type Projection = (doc: Doc) => Doc
type Tree = Map<string, Tree | true>
interface Computed { parts: string[], value: Expression }

/** Compiles a projection; undefined when it leaves documents as they are. `forFind` admits $slice and $elemMatch. */
export function compileProjection(spec: unknown, forFind: boolean): Projection | undefined {
  if (spec === undefined) return undefined
  if (!isDoc(spec)) throw new CommandError(14, `projection must be an object, not ${typeName(spec)}`)
  if (Object.keys(spec).length === 0) {
    if (!forFind) throw new CommandError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field')
    return undefined
  }
  const parts = sortOut(spec, forFind)
  const { included, excluded, computed, reshaped, idChoice } = parts
  const including = included.length > 0 || computed.length > 0 || (idChoice === true && excluded.length === 0 && reshaped.every(({ including: keep }) => keep)) ||
    reshaped.some(({ including: keep }) => keep)
  if (including && excluded.length > 0) throw mixed(spec, parts)
  const base = including ? includer(parts) : excluder([...excluded, ...idChoice === false ? ['_id'] : []])
  return doc => {
    const made = base(doc)
    for (const { name, change } of reshaped) change(made, doc, name)
    for (const { parts: at, value } of computed) setThrough(made, at, value({ root: doc, variables: {} }))
    return made
  }
}

/** MongoDB names the first field that goes the other way than the fields before it. */
function mixed(spec: Doc, { included, excluded }: Parts): CommandError {
  const first = [...flatten(spec)].find(([path]) => included.includes(path) || excluded.includes(path))?.[0] ?? ''
  return included.includes(first)
    ? new CommandError(31254, `Cannot do exclusion on field ${excluded[0] ?? ''} in inclusion projection`)
    : new CommandError(included.length > 0 ? 31253 : 31252, `Cannot do inclusion on field ${included[0] ?? ''} in exclusion projection`)
}

interface Reshaped { name: string, including: boolean, change: (made: Doc, doc: Doc, name: string) => void }
interface Parts { included: string[], excluded: string[], computed: Computed[], reshaped: Reshaped[], idChoice: boolean | undefined }

function sortOut(spec: Doc, forFind: boolean): Parts {
  const parts: Parts = { included: [], excluded: [], computed: [], reshaped: [], idChoice: undefined }
  for (const [path, value] of flatten(spec)) {
    checkPath(path)
    if (isDoc(value) && Object.keys(value).length === 0) throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path')
    const flag = typeof value === 'boolean' ? value : numberOf(value) === undefined ? undefined : numberOf(value) !== 0
    if (path === '_id' && flag !== undefined) parts.idChoice = flag
    else if (flag !== undefined) parts[flag ? 'included' : 'excluded'].push(path)
    else if (forFind && isOperatorDoc(value) && '$slice' in value) parts.reshaped.push(slice(path, value.$slice))
    else if (forFind && isOperatorDoc(value) && '$elemMatch' in value) parts.reshaped.push(elemMatch(path, value.$elemMatch))
    else parts.computed.push({ parts: path.split('.'), value: compileField(value) })
  }
  refuseCollisions([...parts.included, ...parts.excluded, ...parts.computed.map(({ parts: at }) => at.join('.'))])
  return parts
}

function checkPath(path: string): void {
  if (path.split('.').some(part => part.startsWith('$'))) throw notSupported(`'${path}' in a projection`)
  if (path.split('.').includes('')) throw new CommandError(40353, "FieldPath must not end with a '.' or hold empty parts")
}

function * flatten(spec: Doc, way = ''): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(spec)) {
    if (isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0) yield * flatten(value, `${way}${name}.`)
    else yield [way + name, value]
  }
}

function refuseCollisions(paths: string[]): void {
  paths.forEach((path, at) => {
    const other = paths.slice(0, at).find(earlier => earlier === path || path.startsWith(`${earlier}.`) || earlier.startsWith(`${path}.`))
    if (!other) return
    const below = path.startsWith(`${other}.`)
    throw new CommandError(below ? 31249 : 31250, `Path collision at ${path}${below ? ` remaining portion ${path.slice(other.length + 1)}` : ''}`)
  })
}

function treeOf(paths: string[]): Tree {
  const tree: Tree = new Map()
  for (const path of paths) {
    const parts = path.split('.')
    branchOf(tree, parts).set(parts.at(-1) as string, true)
  }
  return tree
}

function branchOf(tree: Tree, parts: string[]): Tree {
  return parts.slice(0, -1).reduce<Tree>((at, part) => {
    const next = at.get(part) ?? new Map() as Tree
    at.set(part, next)
    return next as Tree
  }, tree)
}

function includer({ included, reshaped, computed, idChoice }: Parts): Projection {
  const computesId = computed.some(({ parts }) => parts[0] === '_id')
  const tree = treeOf([...idChoice === false || computesId ? [] : ['_id'], ...included, ...reshaped.map(({ name }) => name)])
  // Where a computed field lies inside documents or arrays of them, those stay, emptied.
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
  const names = list.map(path => {
    if (typeof path !== 'string' || path === '') throw new CommandError(31120, '$unset specification must be a string or an array of strings')
    checkPath(path)
    return path
  })
  refuseCollisions(names)
  return excluder(names)
}

/** Adds or overwrites fields, as $addFields and $set do. */
export function compileAddFields(spec: unknown): Projection {
  if (!isDoc(spec)) throw new CommandError(40272, `$addFields specification stage must be an object, got ${typeName(spec)}`)
  const computed = [...flatten(spec)].map(([path, value]) => {
    checkPath(path)
    return { parts: path.split('.'), value: compileField(value) }
  })
  refuseCollisions(computed.map(({ parts }) => parts.join('.')))
  return doc => {
    const made = omit(doc, new Map())
    for (const { parts, value } of computed) setThrough(made, parts, value({ root: doc, variables: {} }))
    return made
  }
}

function compileField(value: unknown): Expression {
  const name = isOperatorDoc(value) ? Object.keys(value)[0] as string : undefined
  if (name !== undefined && !isExpressionOperator(name)) throw new CommandError(31325, `Invalid $project :: caused by :: Unknown expression ${name}`)
  return compileExpression(value)
}

/** Sets a field, in every item where an array lies on the way; the documents on the way are copied, not changed. */
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

function slice(name: string, operand: unknown): Reshaped {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map(numberOf)
  const [first, count] = numbers
  if (!Number.isInteger(first) || (numbers.length > 1 && !(Number.isInteger(count) && (count as number) > 0)) || numbers.length > 2 || name.includes('.')) {
    throw new CommandError(28667, 'Invalid $slice syntax: a number, or [skip, limit], on a field of the document itself')
  }
  const cut = (items: unknown[]): unknown[] => {
    const start = first as number
    if (count === undefined) return start < 0 ? items.slice(start) : items.slice(0, start)
    const from = start < 0 ? Math.max(items.length + start, 0) : start
    return items.slice(from, from + count)
  }
  return { name, including: false, change: made => {
    if (Array.isArray(made[name])) made[name] = cut(made[name] as unknown[])
  } }
}

function elemMatch(name: string, operand: unknown): Reshaped {
  if (name.includes('.')) throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field')
  const filter = parseFilter({ item: { $elemMatch: operand } })
  return { name, including: true, change: (made, doc) => {
    const items = doc[name]
    const found = Array.isArray(items) ? items.findIndex(item => matches(filter, { item: [item] })) : -1
    delete made[name]
    if (found >= 0) made[name] = [(items as unknown[])[found]]
  } }
}
