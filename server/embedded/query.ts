/**
 * Running a plan. Promise: `find` yields each matching document once, in the requested order, and reads no more than
 * necessary; an undefined in the stream lets a long scan pause for other clients (`Pause`).
 */
import type { Sort } from './bounds'
import { type Collection, recordNumberOf } from './collection'
import { CommandError } from './errors'
import type { IndexDefinition } from './indexKeys'
import { type Filter, matches } from './match'
import { Memory, sizeOf } from './memory'
import { type IndexPlan, type Plan, choosePlan } from './planner'
import { type Row, sortKeys, sorted } from './sorting'
import type { Store } from './store'
import { type Doc, readBson } from './values'

/** A document that was found; `read` decodes it once. */
export class Found {
  private doc?: Doc

  constructor(readonly record: number, readonly bytes: Buffer) {}

  read(): Doc {
    this.doc ??= readBson(this.bytes)
    return this.doc
  }

  /** Forgets the decoded document and keeps its bytes. */
  forget(): void {
    delete this.doc
  }
}

export interface Query { filter: Filter, sort: Sort, skip: number, limit: number, hint?: unknown }
export interface Work { keysExamined: number, docsExamined: number }

/**
 * Plans and runs a query. Undefined in the stream means "examined, no match".
 * @param memory the memory of the pipeline that begins with this query; otherwise a sort has its own
 */
export function find(
  store: Store, collection: Collection | undefined, query: Query, memory?: Memory
): Iterable<Found | undefined> {
  if (!collection) return []
  const plan = choosePlan(store, collection, query.filter, query.sort, query.hint)
  return runPlan(store, collection, plan, query, { keysExamined: 0, docsExamined: 0 }, memory)
}

/** Runs a plan that has been chosen already. */
export function runPlan(
  store: Store, collection: Collection, plan: Plan, query: Query, work: Work, memory?: Memory
): Iterable<Found | undefined> {
  const source = matching(
    collection, recordsOf(store, collection, plan, work), plan.exact ? undefined : query.filter, work
  )
  return window(plan.sorted ? source : sortFound(source, query, memory ?? new Memory()), query.skip, query.limit)
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

function * matching(
  collection: Collection, records: Iterable<number>, filter: Filter | undefined, work: Work
): Generator<Found | undefined> {
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
    const keys = store.scan(store.records, ...collection.recordBounds())
    for (const key of whileThere(store, collection, undefined, keys)) yield recordNumberOf(key)
    return
  }
  const seen = plan.kind === 'or' || plan.repeats ? new Set<number>() : undefined
  for (const part of plan.kind === 'or' ? plan.plans : [plan]) {
    const keys = part.merge ? mergedKeys(store, part) : rangeKeys(store, part)
    for (const key of whileThere(store, collection, part.index, keys)) {
      work.keysExamined += 1
      const record = recordNumberOf(key)
      if (seen?.has(record)) continue
      seen?.add(record)
      yield record
    }
  }
}

/**
 * Yields the same keys; throws QueryPlanKilled, as MongoDB does, when the collection or index was dropped during a
 * pause: the scan would otherwise end early without an error.
 */
function * whileThere(
  store: Store, { id, namespace }: Collection, index: IndexDefinition | undefined, keys: Iterable<Buffer>
): Generator<Buffer> {
  let epoch: number | undefined
  const check = (): void => {
    if (store.epoch === epoch) return
    epoch = store.epoch
    const now = store.collections.get(namespace)
    if (now?.id !== id) throw new CommandError(175, `collection dropped: ${namespace}`)
    if (index && !now.indexes.some(one => one.id === index.id)) {
      throw new CommandError(175, `index '${index.name}' dropped`)
    }
  }
  for (const key of keys) {
    check()
    yield key
  }
  check()
}

function * rangeKeys(store: Store, plan: IndexPlan): Generator<Buffer> {
  for (const { low, high } of plan.reverse ? [...plan.ranges].reverse() : plan.ranges) {
    yield * store.scan(store.entries, low, high, plan.reverse)
  }
}

/**
 * Merges the streams of an $in by the part of their keys after the fixed prefix. The next key of each stream is read in
 * advance; when other work may have happened since, the key is checked again before it is yielded.
 */
function * mergedKeys(store: Store, plan: IndexPlan): Generator<Buffer> {
  const streams: Stream[] = plan.ranges.map(({ low, high }, at) => {
    const keys = store.scan(store.entries, low, high, plan.reverse)
    return { keys, head: keys.next(), epoch: store.epoch, from: plan.prefixLengths[at] as number }
  })
  const turn = plan.reverse ? -1 : 1
  for (;;) {
    const open = streams.filter(stream => !stream.head.done)
    const [first, ...others] = open
    if (!first) return
    const next = others.reduce((best, stream) => tailOrder(stream, best) * turn < 0 ? stream : best, first)
    const key = next.head.value as Buffer
    if (next.epoch === store.epoch || store.entries.doesExist(key)) yield key
    next.head = next.keys.next()
    next.epoch = store.epoch
  }
}

interface Stream { keys: Generator<Buffer>, head: IteratorResult<Buffer>, epoch: number, from: number }

function tailOrder(a: Stream, b: Stream): number {
  return Buffer.compare((a.head.value as Buffer).subarray(a.from), (b.head.value as Buffer).subarray(b.from))
}

/** Only the bytes of each document are kept: a decoded document takes several times that memory. */
function sortFound(
  source: Iterable<Found | undefined>, { sort, skip, limit }: Query, memory: Memory
): Iterable<Found | undefined> {
  const rowOf = (found: Found): Row<Found> => {
    const keys = sortKeys(found.read(), sort)
    found.forget()
    return { item: found, keys, bytes: found.bytes.length + sizeOf(keys) }
  }
  return sorted(source, rowOf, sort, limit > 0 ? skip + limit : Infinity, memory)
}

/** Counts without reading documents when the index suffices; undefined when documents must be read. */
export function coveredCount(store: Store, collection: Collection, plan: Plan, work: Work): number | undefined {
  if (plan.kind === 'collection') return plan.exact ? collection.count : undefined
  if (plan.kind === 'or' || !plan.exact || plan.repeats) return undefined
  const total = plan.ranges.reduce((sum, { low, high }) => sum + store.count(store.entries, low, high), 0)
  work.keysExamined += total
  return total
}

const sliceMs = 8

/** Lets long work pause every few milliseconds, and ends it when its time (maxTimeMS) is over. */
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
