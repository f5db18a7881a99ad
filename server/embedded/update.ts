/**
 * Updates. Promise: an update is checked as a whole before any document is changed. The updated document equals
 * MongoDB's, field order included (new fields are added in path order); a document is never half changed.
 */
import { ObjectId } from 'bson'
import { type ArrayChange, compileArrayUpdate, parseArrayFilters } from './arrayUpdates'
import { copyOf, getAt, setAt, shown, unsetAt } from './documentPaths'
import { CommandError, notSupported } from './errors'
import { checkDocument, checkValue } from './gate'
import { type Filter, type MatchDetails, isOperatorDoc } from './match'
import { aim, checkPath, compareParts, isDynamic, refuseConflicts } from './updatePaths'
import { type Doc, compareValues, isDoc, kindOf, makeNumber, numberOf, sameValue, typeName } from './values'

interface Target { doc: Doc, parts: readonly string[], inserting: boolean }
interface Change { parts: string[], apply: (target: Target) => void }

/** `dynamic`: some paths contain `$`, `$[]` or `$[name]`. */
export interface Update { replacement?: Doc, changes: Change[], arrayFilters: Map<string, Filter>, dynamic: boolean }

/**
 * Checks an update document or a replacement; throws FailedToParse, ConflictingUpdateOperators and MongoDB's other
 * errors.
 */
export function parseUpdate(update: unknown, arrayFilters?: unknown): Update {
  if (Array.isArray(update)) throw notSupported('an update by aggregation pipeline')
  if (!isDoc(update)) throw new CommandError(9, 'Update argument must be either an object or an array')
  const filters = parseArrayFilters(arrayFilters)
  if (!isOperatorDoc(update)) {
    checkDocument(update)
    if (filters.size > 0) throw new CommandError(9, 'arrayFilters may not be specified for replacement-style updates')
    return { replacement: update, changes: [], arrayFilters: filters, dynamic: false }
  }
  const changes = Object.entries(update).flatMap(([name, fields]) => parseOperator(name, fields))
  refuseConflicts(changes)
  refuseIdleFilters(changes, filters)
  return {
    changes: changes.sort((a, b) => compareParts(a.parts, b.parts)), arrayFilters: filters,
    dynamic: changes.some(({ parts }) => isDynamic(parts))
  }
}

function parseOperator(name: string, fields: unknown): Change[] {
  if (!name.startsWith('$')) {
    throw new CommandError(
      9, `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`
    )
  }
  if (!isDoc(fields)) {
    throw new CommandError(
      9,
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ` +
        `...}} not {${name}: ${shown(fields)}}`
    )
  }
  return Object.entries(fields).flatMap(([path, operand]) => {
    const parts = checkPath(path)
    if (name === '$rename') return rename(path, parts, operand)
    return [{ parts, apply: compileOperator(name, path, parts, operand) }]
  })
}

function compileOperator(name: string, path: string, parts: string[], operand: unknown): Change['apply'] {
  const array = compileArrayUpdate(name, operand)
  if (array) return applyArray(array, parts, operand, name)
  switch (name) {
    case '$set': case '$setOnInsert':
      checkValue(operand, parts.length + 1)
      return ({ doc, parts: at, inserting }) => {
        if (name === '$set' || inserting) setAt(doc, at, copyOf(operand))
      }
    case '$unset': return ({ doc, parts: at }) => unsetAt(doc, at)
    case '$inc': case '$mul': return arithmetic(name, path, operand)
    case '$min': case '$max':
      checkValue(operand, parts.length + 1)
      return ({ doc, parts: at }) => {
        const present = getAt(doc, at)
        const order = present === undefined ? 0 : compareValues(operand, present)
        if (present === undefined || (name === '$min' ? order < 0 : order > 0)) setAt(doc, at, copyOf(operand))
      }
    case '$currentDate': return currentDate(operand)
    default: throw new CommandError(
      9, `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`
    )
  }
}

function applyArray(change: ArrayChange, path: readonly string[], operand: unknown, name: string): Change['apply'] {
  if (name === '$push' || name === '$addToSet') {
    checkValue(isDoc(operand) && '$each' in operand ? operand.$each : [operand], path.length + 1)
  }
  return ({ doc, parts }) => {
    const made = change(getAt(doc, parts), parts.join('.'), doc)
    if (made !== undefined) setAt(doc, parts, copyOf(made))
  }
}

function arithmetic(name: '$inc' | '$mul', path: string, operand: unknown): Change['apply'] {
  const by = numberOf(operand)
  if (by === undefined) {
    throw new CommandError(
      14, `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${shown(operand)}}`
    )
  }
  checkValue(operand)
  return ({ doc, parts }) => {
    const present = getAt(doc, parts)
    const number = present === undefined ? 0 : numberOf(present)
    if (number === undefined) {
      throw new CommandError(
        14,
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${shown(doc._id)}} has the field ` +
          `'${parts.at(-1) ?? ''}' of non-numeric type ${typeName(present)}`
      )
    }
    const kinds = present === undefined ? [kindOf(operand)] : [kindOf(present), kindOf(operand)]
    setAt(doc, parts, makeNumber(name === '$inc' ? number + by : number * by, ...kinds))
  }
}

function currentDate(operand: unknown): Change['apply'] {
  const type = isDoc(operand) ? operand.$type : operand === true || operand === false ? 'date' : undefined
  if (type === 'timestamp') throw notSupported('$currentDate with $type timestamp')
  if (type !== 'date') {
    throw new CommandError(
      2, "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}"
    )
  }
  return ({ doc, parts }) => setAt(doc, parts, new Date())
}

function rename(path: string, parts: string[], operand: unknown): Change[] {
  if (typeof operand !== 'string') {
    throw new CommandError(2, `The 'to' field for $rename must be a string: ${path}: ${shown(operand)}`)
  }
  const target = checkPath(operand)
  if (operand === path) {
    throw new CommandError(2, `The source and target field for $rename must differ: ${path}: "${operand}"`)
  }
  if (isDynamic(parts) || isDynamic(target)) {
    throw new CommandError(2, `The source and target field for $rename may not be dynamic: ${path}`)
  }
  const move = ({ doc }: Target): void => {
    refuseArrayOnWay(doc, parts, 'source')
    const value = getAt(doc, parts)
    if (value === undefined) return
    refuseArrayOnWay(doc, target, 'destination')
    if (target.length > parts.length) checkValue(value, target.length + 1)
    unsetAt(doc, parts)
    setAt(doc, target, value)
  }
  return [{ parts, apply: () => undefined }, { parts: target, apply: move }]
}

function refuseArrayOnWay(doc: Doc, parts: string[], which: string): void {
  const at = parts.findIndex((_part, index) => index > 0 && Array.isArray(getAt(doc, parts, index)))
  if (at > 0) {
    throw new CommandError(
      2,
      `The ${which} field cannot be an array element, '${parts.join('.')}' in doc with _id: ${shown(doc._id)} has an ` +
        `array field called '${parts[at - 1] ?? ''}'`
    )
  }
}

function refuseIdleFilters(changes: Change[], filters: Map<string, Filter>): void {
  const used = new Set(changes.flatMap(({ parts }) =>
    parts.filter(part => part.startsWith('$[') && part !== '$[]').map(part => part.slice(2, -1))))
  for (const name of used) {
    if (!filters.has(name)) throw new CommandError(2, `No array filter found for identifier '${name}' in path`)
  }
  for (const name of filters.keys()) if (!used.has(name)) {
    throw new CommandError(9, `The array filter for identifier '${name}' was not used in the update`)
  }
}

/** The top-level fields that an update can change; undefined for a replacement, which can change all fields but _id. */
export function touchedFields({ replacement, changes }: Update): Set<string> | undefined {
  return replacement ? undefined : new Set(changes.map(({ parts }) => parts[0] as string))
}

/**
 * Applies the update to `doc` in place (a replacement returns a new document); `details` holds the position for `$`.
 */
export function applyUpdate(update: Update, doc: Doc, details: MatchDetails, inserting = false): Doc {
  if (update.replacement) return replaced(update.replacement, doc)
  const id = copyOf(doc._id)
  if (update.dynamic) {
    for (const { change, parts } of aim(update.changes, update.arrayFilters, doc, details.position)) {
      change.apply({ doc, parts, inserting })
    }
  } else {
    for (const { parts, apply } of update.changes) apply({ doc, parts, inserting })
  }
  if (id !== undefined && (doc._id === undefined || !sameValue(id, doc._id) || !sameFieldOrder(id, doc._id))) {
    throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")
  }
  return doc
}

const sameFieldOrder = (a: unknown, b: unknown): boolean => !isDoc(a) || JSON.stringify(a) === JSON.stringify(b)

function replaced(replacement: Doc, doc: Doc): Doc {
  const { _id: wanted, ...fields } = copyOf(replacement)
  if (wanted !== undefined && doc._id !== undefined && !sameValue(wanted, doc._id)) {
    throw new CommandError(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shown(wanted)}`
    )
  }
  const id = doc._id ?? wanted
  return id === undefined ? fields : { _id: id, ...fields }
}

/** The document that an upsert inserts: the equalities of the filter, then the update, with _id first. */
export function upsertDocument(update: Update, filter: Filter): Doc {
  const base: Doc = {}
  // MongoDB keeps the equalities sorted by path; the new document has its fields in this order.
  const equalities = equalitiesOf(filter).sort((a, b) => compareValues(a.path, b.path))
  for (const { path, parts, operand } of equalities) {
    if (update.replacement && path !== '_id') continue
    if (getAt(base, parts) !== undefined) {
      throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`)
    }
    setAt(base, parts, copyOf(operand))
  }
  const { _id: id = new ObjectId(), ...fields } = applyUpdate(update, base, {}, true)
  const made = { _id: id, ...fields }
  checkDocument(made)
  return made
}

function equalitiesOf(filter: Filter): { path: string, parts: string[], operand: unknown }[] {
  if (filter.kind === 'and') return filter.children.flatMap(equalitiesOf)
  if (filter.kind === 'or' && filter.children.length === 1) return equalitiesOf(filter.children[0] as Filter)
  return filter.kind === 'leaf' && filter.operator === 'eq' ? [filter] : []
}
