/**
 * Running a plan. Promise: `find` yields each matching document once, in the requested order, reading no more than
 * it must; it yields undefined now and then so that a long scan can make room for other clients (`Pause`).
 */
import type { Sort } from './bounds'
import { type Collection, recordNumberOf } from './collection'
import { CommandError } from './errors'
import { sortRows } from './indexKeys'
import { type Filter, matches } from './match'
import { type IndexPlan, type Plan, choosePlan } from './planner'
import type { Store } from './store'
import { type Doc, compareValues, isDoc, numberOf, readBson } from './values'

/** A document found; `read` decodes it once. */
export class Found {
  private doc?: Doc

  constructor(readonly record: number, readonly bytes: Buffer) {}

  read(): Doc {
    this.doc ??= readBson(this.bytes)
    return this.doc
  }
}

export interface Query { filter: Filter, sort: Sort, skip: number, limit: number, hint?: unknown }
export interface Work { keysExamined: number, docsExamined: number }

const sortMemory = 100 * 1024 * 1024

/** Checks a sort document: {path: 1 | -1}. */
export function parseSort(sort: unknown): Sort {
  if (sort === undefined) return []
  if (!isDoc(sort)) throw new CommandError(14, "Expected field 'sort' to be of type object")
  return Object.entries(sort).map(([path, direction]) => {
    const sign = numberOf(direction)
    if (isDoc(direction)) throw new CommandError(238, `the embedded store does not support ${Object.keys(direction)[0] ?? 'a document'} in a sort`)
    if (sign !== 1 && sign !== -1) throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    if (path === '$natural') throw new CommandError(238, 'the embedded store does not support $natural in a sort')
    if (path === '' || path.startsWith('$')) throw new CommandError(16410, 'FieldPath field names may not start with \'$\'')
    return [path, sign]
  })
}

/** Plans and runs a query. Undefined in the stream means "examined, not a match". */
export function find(store: Store, collection: Collection | undefined, query: Query, work: Work = { keysExamined: 0, docsExamined: 0 }): Iterable<Found | undefined> {
  if (!collection) return []
  const plan = choosePlan(store, collection, query.filter, query.sort, query.hint)
  return runPlan(store, collection, plan, query, work)
}

/** Runs a plan that has been chosen already. */
export function runPlan(store: Store, collection: Collection, plan: Plan, query: Query, work: Work): Iterable<Found | undefined> {
  const source = matching(collection, recordsOf(store, collection, plan, work), plan.exact ? undefined : query.filter, work)
  return window(plan.sorted ? source : sortFound(source, query), query.skip, query.limit)
}

function * window(source: Iterable<Found | undefined>, skip: number, limit: number): Generator<Found | undefined> {
  let passed = 0
  for (const found of source) {
    if (!found) yield undefined
    else {
      passed += 1
      if (passed > skip) yield found
      if (limit > 0 && passed >= skip + limit) return
    }
  }
}

function * matching(collection: Collection, records: Iterable<number>, filter: Filter | undefined, work: Work): Generator<Found | undefined> {
  for (const record of records) {
    const bytes = collection.read(record)
    work.docsExamined += 1
    if (!bytes) continue
    const found = new Found(record, bytes)
    yield !filter || matches(filter, found.read()) ? found : undefined
  }
}

function * recordsOf(store: Store, collection: Collection, plan: Plan, work: Work): Generator<number> {
  if (plan.kind === 'collection') {
    for (const key of store.scan(store.records, ...collection.recordBounds())) yield recordNumberOf(key)
    return
  }
  const seen = plan.kind === 'or' || plan.repeats ? new Set<number>() : undefined
  for (const part of plan.kind === 'or' ? plan.plans : [plan]) {
    for (const key of part.merge ? mergedKeys(store, part) : rangeKeys(store, part)) {
      work.keysExamined += 1
      const record = recordNumberOf(key)
      if (seen?.has(record)) continue
      seen?.add(record)
      yield record
    }
  }
}

function * rangeKeys(store: Store, plan: IndexPlan): Generator<Buffer> {
  for (const { low, high } of plan.reverse ? [...plan.ranges].reverse() : plan.ranges) {
    yield * store.scan(store.entries, low, high, plan.reverse)
  }
}

/** Merges the streams of an $in by what follows the fixed part of their keys. */
function * mergedKeys(store: Store, plan: IndexPlan): Generator<Buffer> {
  const streams = plan.ranges.map(({ low, high }, at) => {
    const keys = store.scan(store.entries, low, high, plan.reverse)
    return { keys, head: keys.next(), from: plan.prefixLengths[at] as number }
  })
  const turn = plan.reverse ? -1 : 1
  for (;;) {
    const open = streams.filter(stream => !stream.head.done)
    const [first, ...others] = open
    if (!first) return
    const next = others.reduce((best, stream) => tailOrder(stream, best) * turn < 0 ? stream : best, first)
    yield next.head.value as Buffer
    next.head = next.keys.next()
  }
}

interface Stream { head: IteratorResult<Buffer>, from: number }

function tailOrder(a: Stream, b: Stream): number {
  return Buffer.compare((a.head.value as Buffer).subarray(a.from), (b.head.value as Buffer).subarray(b.from))
}

function * sortFound(source: Iterable<Found | undefined>, { sort, skip, limit }: Query): Generator<Found | undefined> {
  const keys = new Map<Found, unknown[]>()
  const kept: Found[] = []
  let bytes = 0
  const byKeys = (a: Found, b: Found): number => compareKeys(keys.get(a) as unknown[], keys.get(b) as unknown[], sort)
  const most = limit > 0 ? skip + limit : Infinity
  for (const found of source) {
    yield undefined
    if (!found) continue
    keys.set(found, sortKeys(found.read(), sort))
    kept.push(found)
    bytes += found.bytes.length
    if (kept.length > 2 * most + 1000 || bytes > sortMemory) {
      kept.sort(byKeys)
      for (const dropped of kept.splice(most)) keys.delete(dropped)
      bytes = kept.reduce((total, one) => total + one.bytes.length, 0)
    }
    if (bytes > sortMemory) throw new CommandError(292, `Sort exceeded memory limit of ${sortMemory} bytes`)
  }
  yield * kept.sort(byKeys)
}

/** The values a document is sorted by: of those its arrays offer, the row that comes first. */
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

/** Counts without reading documents where the index says it all; undefined when documents must be read. */
export function coveredCount(store: Store, collection: Collection, plan: Plan, work: Work): number | undefined {
  if (plan.kind === 'collection') return plan.exact ? collection.count : undefined
  if (plan.kind === 'or' || !plan.exact || plan.repeats) return undefined
  const total = plan.ranges.reduce((sum, { low, high }) => sum + store.count(store.entries, low, high), 0)
  work.keysExamined += total
  return total
}

const sliceMs = 8

/** Makes a long piece of work step aside every few milliseconds, and stop when its time (maxTimeMS) is over. */
export class Pause {
  private started = performance.now()
  private readonly deadline: number
  private steps = 0

  constructor(private readonly store: Store, maxTimeMS: number) {
    this.deadline = maxTimeMS > 0 ? this.started + maxTimeMS : Infinity
  }

  /** True when it is time to `rest`. */
  isDue(): boolean {
    this.steps += 1
    return this.steps % 16 === 0 && performance.now() - this.started > sliceMs
  }

  async rest(): Promise<void> {
    if (performance.now() > this.deadline) throw new CommandError(50, 'operation exceeded time limit')
    await new Promise(resolve => setImmediate(resolve))
    this.store.refresh()
    this.started = performance.now()
  }
}
