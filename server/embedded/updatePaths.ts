/**
 * The places that an update changes. Promise: every path is checked before any document is changed; every array filter
 * is evaluated on the document before the update; no place is changed twice by one update.
 */
import { getAt, shown } from './documentPaths'
import { CommandError, notSupported } from './errors'
import { checkValue } from './gate'
import { type Filter, matches } from './match'
import { compareValues } from './values'

/** The parts of a path of an update; throws MongoDB's error for an invalid path. */
export function checkPath(path: string): string[] {
  const parts = path.split('.')
  // The value at the path counts as a level of its own, as in an insert: a document that no insert accepts could not be
  // restored from a backup.
  checkValue(null, parts.length + 1)
  if (path === '') throw new CommandError(56, 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  // BSON ends a field name with a zero byte: such a document could not be serialised.
  if (path.includes('\0')) {
    throw new CommandError(
      2, `The update path ${JSON.stringify(path)} contains an embedded null byte, which is not allowed.`
    )
  }
  const strange = parts.find(part => part.startsWith('$') && part !== '$' && !/^\$\[[A-Za-z0-9]*\]$/.test(part))
  if (strange) {
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${strange}' in '${path}' is not allowed in the context of an update's ` +
        'replacement document. Consider using an aggregation pipeline with $replaceWith.'
    )
  }
  if (parts.some(part => part === '_bsontype' || part === '__proto__')) throw notSupported(`a field named in '${path}'`)
  if (parts[0]?.startsWith('$')) {
    throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  }
  if (parts.indexOf('$') !== parts.lastIndexOf('$')) {
    throw new CommandError(2, `Too many positional (i.e. '$') elements found in path '${path}'`)
  }
  return parts
}

/** True for a path whose places depend on the document: a path with `$`, `$[]` or `$[name]`. */
export const isDynamic = (parts: readonly string[]): boolean => parts.some(part => part.startsWith('$'))

/** MongoDB's order of changes: part by part, numbers as numbers. */
export function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at]
    if (other === undefined) return 1
    const order = /^\d+$/.test(part) && /^\d+$/.test(other) ? Number(part) - Number(other) : compareValues(part, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Paths as a tree; null at the end of a path. `byFilters`: the branches are items of an array, chosen by `$[…]`. */
interface Place { byFilters: boolean, below: Map<string, Place | null> }

/** Adds a path to the tree, or returns after how many of its parts the path meets an existing one. */
function claim(root: Place, parts: readonly string[]): number | undefined {
  const last = parts.length - 1
  let place = root
  for (let at = 0; at < last; at += 1) {
    const part = parts[at] as string
    const byFilters = (parts[at + 1] as string).startsWith('$[')
    let next = place.below.get(part)
    // MongoDB refuses an update that chooses items of one array both by `$[…]` and by position, whether or not these
    // items are the same.
    if (next === null || (next && next.byFilters !== byFilters)) return at + 1
    if (!next) {
      next = { byFilters, below: new Map() }
      place.below.set(part, next)
    }
    place = next
  }
  if (place.below.has(parts[last] as string)) return parts.length
  place.below.set(parts[last] as string, null)
  return undefined
}

/** Throws ConflictingUpdateOperators when two paths meet; `message` receives the path and the place of the conflict. */
function refuseMeeting(
  paths: readonly { parts: readonly string[] }[], message: (path: string, meeting: string) => string
): void {
  if (paths.length < 2) return
  const root: Place = { byFilters: false, below: new Map() }
  for (const { parts } of paths) {
    const met = claim(root, parts)
    if (met !== undefined) throw new CommandError(40, message(parts.join('.'), parts.slice(0, met).join('.')))
  }
}

/** Refuses an update in which a path equals another path or leads through it. */
export function refuseConflicts(changes: readonly { parts: readonly string[] }[]): void {
  refuseMeeting(changes, (path, meeting) => `Updating the path '${path}' would create a conflict at '${meeting}'`)
}

/** A change with one of its places; some parts may still be `$[…]`. */
interface Aimed<Change> { change: Change, parts: readonly string[] }

/**
 * Every change with every place that it has in `doc`, in the order of the places. Arrays are expanded level by level,
 * because MongoDB compares paths in this way: `a.0.b.$[x]` conflicts with itself even when no item of `b` passes the
 * filter.
 */
export function aim<Change extends { parts: readonly string[] }>(
  changes: readonly Change[], filters: ReadonlyMap<string, Filter>, doc: Record<string, unknown>,
  position: number | undefined
): Aimed<Change>[] {
  let aimed = changes.map(change => ({ change, parts: withPosition(change.parts, position) }))
  // Two places of one path never conflict: they belong to different items.
  const check = (): void => {
    if (changes.length > 1) refuseMeeting(aimed, (_path, meeting) => `Update created a conflict at '${meeting}'`)
  }
  check()
  while (aimed.some(({ parts }) => openAt(parts) >= 0)) {
    aimed = aimed.flatMap(({ change, parts }) =>
      expand(parts, filters, doc).map(expanded => ({ change, parts: expanded })))
    check()
  }
  return changes.length > 1 ? aimed.sort((a, b) => compareParts(a.parts, b.parts)) : aimed
}

const openAt = (parts: readonly string[]): number => parts.findIndex(part => part.startsWith('$['))

function withPosition(parts: readonly string[], position: number | undefined): readonly string[] {
  if (!parts.includes('$')) return parts
  if (position === undefined) {
    throw new CommandError(2, 'The positional operator did not find the match needed from the query.')
  }
  return parts.map(part => part === '$' ? String(position) : part)
}

/** The path, once for each item that its first `$[…]` takes. */
function expand(
  parts: readonly string[], filters: ReadonlyMap<string, Filter>, doc: Record<string, unknown>
): (readonly string[])[] {
  const open = openAt(parts)
  if (open < 0) return [parts]
  const [before, after] = [parts.slice(0, open), parts.slice(open + 1)]
  const items = getAt(doc, before)
  if (items === undefined) {
    throw new CommandError(
      2, `The path '${before.join('.')}' must exist in the document in order to apply array updates.`
    )
  }
  if (!Array.isArray(items)) {
    throw new CommandError(2, `Cannot apply array updates to non-array element ${before.at(-1) ?? ''}: ${shown(items)}`)
  }
  const name = (parts[open] as string).slice(2, -1)
  const filter = filters.get(name)
  return items.flatMap((item: unknown, index) =>
    !filter || matches(filter, { [name]: item }) ? [[...before, String(index), ...after]] : [])
}
