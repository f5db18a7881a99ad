/**
 * Reading and writing one place in a document as MongoDB's updates do it. Promise: missing documents on the path are
 * created; arrays are entered by number only and padded with null; a scalar on the path is refused with PathNotViable.
 */
import { EJSON } from 'bson'
import { CommandError, notSupported } from './errors'
import { isWholeNumberName } from './fieldOrder'
import { type Doc, isDoc } from './values'

const mostPadding = 100000

/**
 * The value at a concrete path (without positional parts), or undefined; `length` limits the path to its first parts.
 */
export function getAt(doc: Doc, parts: readonly string[], length = parts.length): unknown {
  let found: unknown = doc
  for (let at = 0; at < length; at += 1) found = childOf(found, parts[at] as string)
  return found
}

function childOf(parent: unknown, part: string): unknown {
  if (Array.isArray(parent)) return /^\d+$/.test(part) ? parent[Number(part)] as unknown : undefined
  return isDoc(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined
}

/** Sets the value at a concrete path and creates missing documents on the path. */
export function setAt(doc: Doc, parts: readonly string[], value: unknown): void {
  const last = parts.length - 1
  let parent: unknown = doc
  for (let at = 0; at < last; at += 1) {
    let child = childOf(parent, parts[at] as string)
    if (child === undefined) {
      child = {}
      putChild(parent, parts, at, child)
    }
    parent = child
  }
  putChild(parent, parts, last, value)
}

/** Sets the value of the part `at` of a path in its parent. */
function putChild(parent: unknown, parts: readonly string[], at: number, value: unknown): void {
  const part = parts[at] as string
  if (isDoc(parent)) {
    refuseMoving(parent, part)
    parent[part] = value
    return
  }
  if (!Array.isArray(parent) || !/^\d+$/.test(part)) {
    throw new CommandError(28, `Cannot create field '${part}' in element {${parts[at - 1] ?? ''}: ${shown(parent)}}`)
  }
  if (Number(part) - parent.length > mostPadding) {
    throw new CommandError(2, `cannot fill ${part} array positions with null`)
  }
  while (parent.length < Number(part)) parent.push(null)
  parent[Number(part)] = value
}

/** MongoDB appends a new field; a JavaScript object would place a whole number before the other names. */
function refuseMoving(parent: Doc, part: string): void {
  if (!isWholeNumberName(part) || Object.hasOwn(parent, part)) return
  const isBefore = (name: string): boolean => !isWholeNumberName(name) || Number(name) > Number(part)
  if (Object.keys(parent).some(isBefore)) {
    throw notSupported(`adding the field '${part}': whole numbers must come before other names, the least first`)
  }
}

/** A value as an error message shows it, shortened. */
export function shown(value: unknown): string {
  return JSON.stringify(EJSON.serialize({ value }, { relaxed: true }).value).slice(0, 200)
}

/** Removes a field; an array keeps its length and gets null, as MongoDB's $unset leaves it. */
export function unsetAt(doc: Doc, parts: readonly string[]): void {
  const parent = getAt(doc, parts, parts.length - 1)
  const last = parts.at(-1) as string
  if (Array.isArray(parent)) {
    if (/^\d+$/.test(last) && Number(last) < parent.length) parent[Number(last)] = null
  } else if (isDoc(parent)) delete parent[last]
}

/** A deep copy of documents and arrays; BSON scalars are never modified here and are shared. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (!isDoc(value)) return value
  const copy: Doc = { ...value }
  for (const name of Object.keys(copy)) if (typeof copy[name] === 'object') copy[name] = copyOf(copy[name])
  return copy as T
}
