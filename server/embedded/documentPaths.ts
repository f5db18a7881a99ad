/**
 * Reading and writing one place in a document. Promise: as MongoDB's updates do it: missing documents on the way are
 * made, arrays are entered by number only and padded with null, a scalar in the way is PathNotViable.
 */
import { EJSON } from 'bson'
import { CommandError } from './errors'
import { type Doc, isDoc } from './values'

const mostPadding = 100000

/** What lies at a concrete path (no positional parts), or undefined. */
export function getAt(doc: Doc, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(childOf, doc)
}

function childOf(parent: unknown, part: string): unknown {
  if (Array.isArray(parent)) return /^\d+$/.test(part) ? parent[Number(part)] as unknown : undefined
  return isDoc(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined
}

/** Puts a value at a concrete path, making what is missing on the way. */
export function setAt(doc: Doc, parts: readonly string[], value: unknown): void {
  let parent: unknown = doc
  parts.slice(0, -1).forEach((part, at) => {
    let child = childOf(parent, part)
    if (child === undefined) {
      child = {}
      putChild(parent, part, child, parts.slice(0, at))
    }
    parent = child
  })
  putChild(parent, parts.at(-1) as string, value, parts.slice(0, -1))
}

function putChild(parent: unknown, part: string, value: unknown, way: readonly string[]): void {
  if (isDoc(parent)) {
    parent[part] = value
    return
  }
  if (!Array.isArray(parent) || !/^\d+$/.test(part)) throw notViable(parent, part, way)
  if (Number(part) - parent.length > mostPadding) throw new CommandError(2, `cannot fill ${part} array positions with null`)
  while (parent.length < Number(part)) parent.push(null)
  parent[Number(part)] = value
}

function notViable(parent: unknown, part: string, way: readonly string[]): CommandError {
  return new CommandError(28, `Cannot create field '${part}' in element {${way.at(-1) ?? ''}: ${shown(parent)}}`)
}

/** A value as an error message shows it, cut short. */
export function shown(value: unknown): string {
  return JSON.stringify(EJSON.serialize({ value }, { relaxed: true }).value).slice(0, 200)
}

/** Removes a field; an array keeps its length and gets null, as MongoDB's $unset leaves it. */
export function unsetAt(doc: Doc, parts: readonly string[]): void {
  const parent = getAt(doc, parts.slice(0, -1))
  const last = parts.at(-1) as string
  if (Array.isArray(parent)) {
    if (/^\d+$/.test(last) && Number(last) < parent.length) parent[Number(last)] = null
  } else if (isDoc(parent)) delete parent[last]
}

/** Deep copy of plain structure; BSON scalars are immutable here and are shared. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (!isDoc(value)) return value
  const copy: Doc = { ...value }
  for (const name of Object.keys(copy)) if (typeof copy[name] === 'object') copy[name] = copyOf(copy[name])
  return copy as T
}
