/**
 * The keys of a document in an index. Promise: as in MongoDB there is one key for each array item (multikey) and null
 * for a missing field; a document that a sparse or partial index excludes has no key; an index over two arrays of one
 * document is an error.
 */
import { CommandError } from './errors'
import { encodeValues, fitKey } from './keyEncoding'
import { type Filter, matches, ownField } from './match'
import { type Doc, isDoc } from './values'

export interface IndexDefinition {
  id: number
  name: string
  /** Paths and directions in the order of the index. */
  fields: { path: string, parts: string[], direction: 1 | -1 }[]
  unique: boolean
  sparse: boolean
  partial?: Filter
  expireAfterSeconds?: number
  /** For each field: has any document ever had an array on the path? */
  multikey: boolean[]
  /** True when a key was shortened to LMDB's limit; the index then gives no sort order. */
  cut: boolean
  /** The specification as listIndexes shows it. */
  spec: Doc
}

export interface DocumentKeys { keys: Map<string, Buffer>, multikey: boolean[], cut: boolean }

const missing = Symbol('missing')
interface Slot { value: unknown, parts: string[], at: number, array?: unknown[] }

/** Every key of `doc` in `index`, mapped by its bytes as a latin1 string, which allows sets of keys to be compared. */
export function keysOf(index: IndexDefinition, doc: Doc): DocumentKeys {
  const found: DocumentKeys = { keys: new Map(), multikey: index.fields.map(() => false), cut: false }
  if (index.partial && !matches(index.partial, doc)) return found
  const plain = plainRow(index, doc)
  for (const row of plain ? [plain] : expand(slotsOf(index, doc), found.multikey)) {
    if (index.sparse && row.every(value => value === missing)) continue
    const { key, cut } = keyOfRow(index, row)
    if (cut) found.cut = true
    found.keys.set(key.toString('latin1'), key)
  }
  return found
}

/**
 * The only row of a document without an array on the path of any field of the index; undefined when there is an array.
 * `expand` would return the same row. Nearly all documents have no array there, and every write computes keys: this way
 * takes a quarter less time, encoding included.
 */
function plainRow(index: IndexDefinition, doc: Doc): unknown[] | undefined {
  const row: unknown[] = []
  for (const { parts } of index.fields) {
    let value: unknown = doc
    for (const part of parts) {
      value = isDoc(value) ? ownField(value, part) : undefined
      if (Array.isArray(value)) return undefined
    }
    row.push(value === undefined ? missing : value)
  }
  return row
}

const slotsOf = (index: IndexDefinition, doc: Doc): Slot[] =>
  index.fields.map(field => ({ value: doc, parts: field.parts, at: 0 }))

function keyOfRow(index: IndexDefinition, row: unknown[]): { key: Buffer, cut: boolean } {
  return fitKey(encodeValues(
    row.map(value => value === missing ? null : value), index.fields.map(({ direction }) => direction === -1)
  ))
}

/** The values of one key of `doc`, field by field, for an error message. */
export function valuesOfKey(index: IndexDefinition, doc: Doc, key: Buffer): unknown[] {
  const rows = expand(slotsOf(index, doc), index.fields.map(() => false))
  return (rows.find(row => keyOfRow(index, row).key.equals(key)) as unknown[]).map(value =>
    value === missing ? null : value)
}

/**
 * The sort values of a document: one row for each key that an index of these paths would have. Unlike an index, a sort
 * may name array positions.
 * @throws CommandError BadValue when the paths lead through two arrays
 */
export function sortRows(paths: readonly string[][], doc: Doc): unknown[][] {
  try {
    return expand(paths.map(parts => ({ value: doc, parts, at: 0 })), []).map(row =>
      row.map(value => value === missing ? null : value))
  } catch (thrown) {
    if (thrown instanceof CommandError) throw new CommandError(2, 'cannot sort with keys that are parallel arrays')
    throw thrown
  }
}

function expand(slots: Slot[], multikey: boolean[]): unknown[][] {
  const walked = slots.map(walkToArray)
  const arrays = new Set(walked.flatMap(slot => slot.array ? [slot.array] : []))
  if (arrays.size === 0) return [walked.map(slot => slot.value)]
  if (arrays.size > 1) {
    const names = walked.filter(slot => slot.array).map(slot => `[${slot.parts.at(-1) ?? ''}]`)
    throw new CommandError(171, `cannot index parallel arrays ${names.join(' ')}`)
  }
  walked.forEach((slot, at) => {
    if (slot.array) multikey[at] = true
  })
  const [items = []] = arrays
  const chosen = items.length === 0 ? [undefined] : items
  return chosen.flatMap(item => expand(walked.map(slot => slot.array ? enterItem(slot, item) : slot), multikey))
}

function walkToArray(slot: Slot): Slot {
  let { value, at } = slot
  while (at < slot.parts.length) {
    if (Array.isArray(value)) {
      const part = slot.parts[at] as string
      if (!isPosition(part, value)) return { ...slot, value, at, array: value }
      value = value[Number(part)] as unknown
      at += 1
      continue
    }
    value = isDoc(value)
      ? ownField(value, slot.parts[at] as string) ??
        (ownField(value, slot.parts[at] as string) === null ? null : missing)
      : missing
    at += 1
  }
  // `at` beyond the path marks an item already taken out of its array: MongoDB does not expand arrays inside arrays.
  return Array.isArray(value) && at === slot.parts.length
    ? { ...slot, value, at, array: value }
    : { ...slot, value, at }
}

/** A number is an array position unless an item has a field of that name. */
function isPosition(part: string, items: unknown[]): boolean {
  return /^\d+$/.test(part) && Number(part) < items.length &&
    !items.some(item => isDoc(item) && Object.hasOwn(item, part))
}

function enterItem(slot: Slot, item: unknown): Slot {
  const { parts, at } = slot
  if (at === parts.length) return { value: item, parts, at: at + 1 }
  return isDoc(item)
    ? { value: item, parts, at }
    : { value: item === undefined ? null : missing, parts, at: parts.length + 1 }
}
