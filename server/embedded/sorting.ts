/**
 * Sorting without an index. Promise: the sort is stable; an undefined in the stream means "nothing yet" and lets other
 * work run; the kept memory is counted and bounded, and rows that a following limit would drop are not kept.
 */
import type { Sort } from './bounds'
import { CommandError } from './errors'
import { sortRows } from './indexKeys'
import { type Memory, mostForOne } from './memory'
import { type Doc, compareValues, isDoc, numberOf } from './values'

/** Checks a sort document: {path: 1 | -1}. */
export function parseSort(sort: unknown): Sort {
  if (sort === undefined) return []
  if (!isDoc(sort)) throw new CommandError(14, "Expected field 'sort' to be of type object")
  return Object.entries(sort).map(([path, direction]) => {
    const sign = numberOf(direction)
    if (isDoc(direction)) {
      throw new CommandError(
        238, `the embedded store does not support ${Object.keys(direction)[0] ?? 'a document'} in a sort`
      )
    }
    if (sign !== 1 && sign !== -1) {
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    }
    if (path === '$natural') throw new CommandError(238, 'the embedded store does not support $natural in a sort')
    if (path === '' || path.startsWith('$')) {
      throw new CommandError(16410, 'FieldPath field names may not start with \'$\'')
    }
    return [path, sign]
  })
}

/** A row to sort: an item with the sort keys of its document and its size in bytes. */
export interface Row<T> { item: T, keys: unknown[], bytes: number }
const overheadOfRow = 100
/**
 * Rows beyond the limit are dropped from time to time, not one by one: when twice the wanted number and this number are
 * kept.
 */
const rowsBeforeCutting = 1000
/**
 * Rows are dropped earlier when they take half of the allowed memory and at least a quarter of them would be dropped.
 */
const heavy = mostForOne / 2

/**
 * Yields the items in the order of a sort.
 * @param rowOf the row of an item; `bytes` is the size of the document alone
 * @param most how many items the following limit takes; Infinity without a limit
 */
export function * sorted<T>(
  source: Iterable<T | undefined>, rowOf: (item: T) => Row<T>, sort: Sort, most: number, memory: Memory
): Generator<T | undefined> {
  const byKeys = (a: Row<T>, b: Row<T>): number => compareKeys(a.keys, b.keys, sort)
  let kept: Row<T>[] = []
  let bytes = 0
  const count = (more: number): void => {
    bytes += more
    memory.take(more, 'Sort')
  }
  try {
    for (const item of source) {
      yield undefined
      if (item === undefined) continue
      const row = rowOf(item)
      row.bytes += overheadOfRow
      kept.push(row)
      count(row.bytes)
      if (kept.length < 2 * most + rowsBeforeCutting && !(bytes > heavy && kept.length > 1.25 * most)) continue
      kept = (yield * sortSlowly(kept, byKeys)).slice(0, most)
      count(kept.reduce((total, one) => total + one.bytes, 0) - bytes)
    }
    for (const { item } of yield * sortSlowly(kept, byKeys)) yield item
  } finally {
    memory.take(-bytes, 'Sort')
  }
}

/** The sort values of a document; of the rows that its arrays offer, the one that comes first. */
export function sortKeys(doc: Doc, sort: Sort): unknown[] {
  const rows = sortRows(sort.map(([path]) => path.split('.')), doc)
  return rows.reduce((best, row) => compareKeys(row, best, sort) < 0 ? row : best)
}

/** Compares the sort keys of two documents. */
export function compareKeys(a: unknown[], b: unknown[], sort: Sort): number {
  for (const [at, [, direction]] of sort.entries()) {
    const order = compareValues(a[at], b[at])
    if (order !== 0) return order * direction
  }
  return 0
}

const atOnce = 500

/** Sorts as Array.sort does, with pauses. */
function * sortSlowly<T>(items: T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += atOnce) {
    runs.push(items.slice(at, at + atOnce).sort(compare))
    yield undefined
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield * merge(runs[at] as T[], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function * merge<T>(left: T[], right: T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  const merged: T[] = []
  let [fromLeft, fromRight] = [0, 0]
  while (fromLeft < left.length && fromRight < right.length) {
    const rightFirst = compare(left[fromLeft] as T, right[fromRight] as T) > 0
    merged.push((rightFirst ? right[fromRight] : left[fromLeft]) as T)
    if (rightFirst) fromRight += 1
    else fromLeft += 1
    if (merged.length % atOnce === 0) yield undefined
  }
  for (const rest of [left.slice(fromLeft), right.slice(fromRight)]) for (const item of rest) merged.push(item)
  return merged
}
