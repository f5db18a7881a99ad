/**
 * The keys a document has in an index. Promise: as MongoDB: one key per array item (multikey), null for a missing
 * field, nothing for what a sparse or partial index leaves out, and an error when two arrays would have to be crossed.
 */
import { CommandError } from './errors'
import { encodeValues, fitKey } from './keyEncoding'
import { type Filter, matches, ownField } from './match'
import { type Doc, isDoc } from './values'

export interface IndexDefinition {
  id: number
  name: string
  /** Paths and directions in order. */
  fields: { path: string, parts: string[], direction: 1 | -1 }[]
  unique: boolean
  sparse: boolean
  partial?: Filter
  expireAfterSeconds?: number
  /** Per field: has any document ever had an array on the way. */
  multikey: boolean[]
  /** Has any key been cut to fit; then the index no longer sorts. */
  cut: boolean
  /** The specification as listIndexes shows it. */
  spec: Doc
}

export interface DocumentKeys { keys: Map<string, Buffer>, multikey: boolean[], cut: boolean }

const missing = Symbol('missing')
interface Slot { value: unknown, parts: string[], at: number, array?: unknown[] }

/** Every key of `doc` in `index`, by its bytes as a latin1 string so that sets of keys can be compared. */
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
 * The one row of a document with no array on the way of any field of the index; undefined when there is one. `expand`
 * would give the same row; nearly all are like this, and every write makes them: key and all, this takes a quarter less.
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

/** The values behind one of the keys of `doc`, field by field, as an error shows them. */
export function valuesOfKey(index: IndexDefinition, doc: Doc, key: Buffer): unknown[] {
  const rows = expand(slotsOf(index, doc), index.fields.map(() => false))
  return (rows.find(row => keyOfRow(index, row).key.equals(key)) as unknown[]).map(value =>
    value === missing ? null : value)
}

/**
 * What a document is sorted by: one row of values for each key an index of these paths would have. Unlike an index a
 * sort may name positions of arrays. Throws BadValue where two arrays would have to be crossed.
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
  // `at` beyond the path marks an item already taken out of its array: MongoDB does not open arrays inside arrays.
  return Array.isArray(value) && at === slot.parts.length
    ? { ...slot, value, at, array: value }
    : { ...slot, value, at }
}

/** A number names a place in the array, unless an item has a field of that name. */
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
