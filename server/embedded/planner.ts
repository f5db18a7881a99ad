/**
 * The choice of the index for a query. Promise: the plan finds every matching document. Equality prefix, range and sort
 * are taken from one compound index ($in is split into points that are merged), an $or from one index for each branch.
 * The scan itself neither sorts nor filters: what the plan does not cover is left to the filter and the sorter.
 */
import {
  type ByteRange, type Predicate, type Sort, implies, impliesPresence, isRange, pointsOf, predicatesOf, rangeOf
} from './bounds'
import type { Collection } from './collection'
import { CommandError, notSupported } from './errors'
import type { IndexDefinition } from './indexKeys'
import { afterPrefix, encodeValue, fitBound, prefixKey } from './keyEncoding'
import type { Filter } from './match'
import type { Store } from './store'
import { type Doc, isDoc, numberOf } from './values'

export interface IndexPlan {
  kind: 'index'
  index: IndexDefinition
  ranges: ByteRange[]
  /** The length in bytes of the fixed prefix of each range: streams are merged by the bytes after the prefix. */
  prefixLengths: number[]
  reverse: boolean
  merge: boolean
  /** True when the scan yields the requested order. */
  sorted: boolean
  /** True when every key in the ranges is a match: the filter need not be checked. */
  exact: boolean
  /** True when the scan may yield the same document twice. */
  repeats: boolean
  bounded: boolean
  equalities: number
}
export type Plan =
  | IndexPlan
  | { kind: 'or', plans: IndexPlan[], sorted: false, exact: false }
  | { kind: 'collection', sorted: boolean, exact: boolean }

const mostPoints = 10000
const mostMerged = 200
const enoughToCompare = 100
/** The most conditions examined for a plan; beyond this number the whole collection is read. */
const mostPlanned = 300_000

/** Chooses a plan for `filter` and `sort`; `hint` names an index (or $natural) that must be used. */
export function choosePlan(store: Store, collection: Collection, filter: Filter, sort: Sort, hint?: unknown): Plan {
  const isEmpty = filter.kind === 'and' && filter.children.length === 0
  const scanAll: Plan = { kind: 'collection', sorted: sort.length === 0, exact: isEmpty }
  const indexes = hint === undefined ? collection.indexes : hinted(collection, hint)
  if (indexes.length === 0 || (isEmpty && sort.length === 0 && hint === undefined)) return scanAll
  if (stepsToPlan([filter]) > mostPlanned) {
    if (hint === undefined) return scanAll
    throw notSupported('a hint beside an $or of so many conditions')
  }
  const candidates = indexes.flatMap(index => planIndex(index, filter, sort, hint !== undefined) ?? [])
  // MongoDB would answer from the documents in the index only, and miss others.
  if (hint !== undefined && candidates.length === 0) {
    throw notSupported(`the hint '${indexes[0]?.name ?? ''}', an index that has not every match`)
  }
  if (!candidates.some(plan => plan.bounded)) {
    const union = hint === undefined ? planUnion(store, collection, filter) : undefined
    if (union) return union
  }
  return best(store, candidates) ?? scanAll
}

function hinted(collection: Collection, hint: unknown): IndexDefinition[] {
  if (isDoc(hint) && '$natural' in hint) {
    if (numberOf(hint.$natural) !== 1) throw notSupported('$natural backwards')
    return []
  }
  const found = collection.indexes.find(index =>
    typeof hint === 'string' ? index.name === hint : JSON.stringify(index.spec.key) === JSON.stringify(hint))
  if (!found) {
    throw new CommandError(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond ' +
        'to an existing index'
    )
  }
  return [found]
}

function best(store: Store, candidates: IndexPlan[]): IndexPlan | undefined {
  const [only, ...others] = candidates
  if (!only || others.length === 0) return only
  const unique = candidates.find(plan =>
    plan.index.unique && plan.ranges.length === 1 && plan.equalities === plan.index.fields.length)
  if (unique) return unique
  const weighed = candidates.map(plan => ({ plan, keys: keysWithin(store, plan) }))
  weighed.sort((a, b) => Number(a.keys > enoughToCompare) - Number(b.keys > enoughToCompare) ||
    (a.keys > enoughToCompare ? Number(b.plan.bounded) - Number(a.plan.bounded) ||
      Number(b.plan.sorted) - Number(a.plan.sorted) || b.plan.equalities - a.plan.equalities : 0) ||
    a.keys - b.keys || Number(b.plan.sorted) - Number(a.plan.sorted))
  return weighed[0]?.plan
}

function keysWithin(store: Store, plan: IndexPlan): number {
  let keys = 0
  for (const { low, high } of plan.ranges) {
    if (keys > enoughToCompare) break
    keys += store.count(store.entries, low, high, enoughToCompare + 1)
  }
  return keys
}

/**
 * One bounded plan for each branch of the first $or that allows this. An $or inside a branch is not planned separately.
 */
function planUnion(store: Store, collection: Collection, filter: Filter): Plan | undefined {
  const parts = filter.kind === 'and' ? filter.children : [filter]
  let left = mostPlanned
  for (const either of parts) {
    if (either.kind !== 'or' || either.children.length === 0) continue
    const branches = branchesOf(either)
    const rest = parts.filter(part => part !== either)
    // Every branch is planned together with all conditions beside the $or.
    left -= stepsToPlan(branches) + branches.length * (1 + stepsToPlan(rest))
    if (left < 0) return undefined
    const plans = planBranches(store, collection, branches, rest)
    if (plans) return { kind: 'or', plans, sorted: false, exact: false }
  }
  return undefined
}

/**
 * The number of conditions to examine for each index; in an $or the conditions of the first branch are compared with
 * those of each other branch.
 */
function stepsToPlan(filters: Filter[]): number {
  let steps = 0
  const conditionsIn = (filter: Filter): number => {
    const inner = filter.kind === 'leaf' ? filter.inner ?? [] : filter.kind === 'expr' ? [] : filter.children
    const counts = inner.map(conditionsIn)
    const total = counts.reduce((sum, count) => sum + count, 0)
    if (filter.kind === 'or') steps += (counts[0] ?? 0) * (total - (counts[0] ?? 0))
    steps += 1
    return Math.max(total, 1)
  }
  for (const filter of filters) conditionsIn(filter)
  return steps
}

/** The branches of an $or, including those of an $or directly inside it. */
function branchesOf(filter: Filter): Filter[] {
  return filter.kind === 'or' ? filter.children.flatMap(branchesOf) : [filter]
}

function planBranches(
  store: Store, collection: Collection, branches: Filter[], rest: Filter[]
): IndexPlan[] | undefined {
  const plans: IndexPlan[] = []
  for (const branch of branches) {
    const filter: Filter = { kind: 'and', children: [branch, ...rest] }
    const bounded =
      collection.indexes.flatMap(index => planIndex(index, filter, [], false) ?? []).filter(plan => plan.bounded)
    const plan = best(store, bounded)
    if (!plan) return undefined
    plans.push(plan)
  }
  return plans
}

/** The plan with one index, or undefined when the index gives neither bounds nor the order. */
function planIndex(index: IndexDefinition, filter: Filter, sort: Sort, forced: boolean): IndexPlan | undefined {
  const { predicates, complete } = predicatesOf(filter)
  if (!holdsAllMatches(index, predicates)) return undefined
  const used = new Set<Predicate>()
  const prefix = equalityPrefix(index, predicates, used)
  const { prefixes, equalities } = prefix
  const range = rangeAfter(index, equalities, predicates, used, prefix.multikeyUsed)
  const bounded = equalities > 0 || range !== undefined
  const order = orderFrom(index, prefix, sort)
  if (!bounded && !forced && (sort.length === 0 || !order)) return undefined
  const ranges = prefixes.map(bytes => placeRange(index, bytes, range))
  const cut = ranges.some(part => part.cut)
  const sortable = order !== undefined && !index.cut && !(order.merge && cut)
  return {
    kind: 'index', index, ranges: ranges.map(({ low, high }) => ({ low, high })),
    prefixLengths: prefixes.map(bytes => bytes.length + 4),
    reverse: sortable && order.reverse, merge: sortable && order.merge, sorted: sortable || sort.length === 0, bounded,
    equalities,
    exact: complete && prefix.exact && !cut && predicates.every(predicate => used.has(predicate) && predicate.exact),
    repeats: index.multikey.some(Boolean)
  }
}

function holdsAllMatches(index: IndexDefinition, predicates: Predicate[]): boolean {
  if (index.partial && !implies(predicates, index.partial)) return false
  return !index.sparse ||
    index.fields.some(({ path }) => predicates.some(predicate => predicate.path === path && impliesPresence(predicate)))
}

interface Prefix { prefixes: Buffer[], fixed: Set<string>, equalities: number, multikeyUsed: boolean, exact: boolean }

function equalityPrefix(index: IndexDefinition, predicates: Predicate[], used: Set<Predicate>): Prefix {
  const found: Prefix = {
    prefixes: [Buffer.alloc(0)], fixed: new Set(), equalities: 0, multikeyUsed: false, exact: true
  }
  for (const [at, { path, direction }] of index.fields.entries()) {
    const usable = predicates.filter(predicate => predicate.path === path && pointsOf(predicate))
    const chosen = usable.find(({ operator }) => operator !== 'in') ?? usable[0]
    if (!chosen || (index.multikey[at] && found.multikeyUsed)) break
    const keys = [
      ...new Map((pointsOf(chosen) as unknown[]).map(value => encodeValue(value, direction === -1)).map(key =>
        [key.toString('latin1'), key])).values()
    ]
    if (keys.length * found.prefixes.length > mostPoints) break
    found.prefixes = found.prefixes.flatMap(prefix => keys.map(key => Buffer.concat([prefix, key])))
    if (keys.length === 1 && !index.multikey[at]) found.fixed.add(path)
    if (index.multikey[at]) {
      found.multikeyUsed = true
      if ((pointsOf(chosen) as unknown[]).includes(null)) found.exact = false
    }
    used.add(chosen)
    found.equalities += 1
  }
  found.prefixes.sort(Buffer.compare)
  return found
}

function rangeAfter(
  index: IndexDefinition, at: number, predicates: Predicate[], used: Set<Predicate>, multikeyUsed: boolean
): ByteRange | undefined {
  const field = index.fields[at]
  if (!field || (index.multikey[at] && multikeyUsed)) return undefined
  const usable = predicates.filter(predicate => predicate.path === field.path && isRange(predicate))
  const [first] = usable
  if (!first) return undefined
  const sameType = usable.filter((
    { operator, operand }
  ) => operator !== 'regex' && typeof operand === typeof first.operand &&
    encodeValue(operand)[0] === encodeValue(first.operand)[0])
  // In an array, `> 1` and `< 5` may be fulfilled by different items: only one of the two bounds the scan.
  const together = index.multikey[at] || first.operator === 'regex' ? [first] : sameType
  for (const predicate of together) used.add(predicate)
  return rangeOf(together, field.direction === -1)
}

function placeRange(index: IndexDefinition, prefix: Buffer, range?: ByteRange): ByteRange & { cut: boolean } {
  const start = prefixKey(index.id)
  const low = fitBound(range ? Buffer.concat([prefix, range.low]) : prefix)
  const high = fitBound(range ? Buffer.concat([prefix, range.high]) : prefix)
  const end = Buffer.concat([start, high.bound])
  return {
    low: Buffer.concat([start, low.bound]), high: range && !high.cut ? end : afterPrefix(end), cut: low.cut || high.cut
  }
}

/** How the index gives the order, if it does: forward or backward, with or without merging the points of an $in. */
function orderFrom(
  index: IndexDefinition, { fixed, equalities, prefixes }: Prefix, sort: Sort
): { reverse: boolean, merge: boolean } | undefined {
  const wanted = sort.filter(([path]) => !fixed.has(path))
  if (wanted.length === 0) return { reverse: false, merge: false }
  const firstOpen = index.fields.findIndex(({ path }) => !fixed.has(path))
  for (const start of new Set([firstOpen, equalities])) {
    const turned = wanted.map(([path, direction], at) => {
      const field = index.fields[start + at]
      return !field || index.multikey[start + at] || field.path !== path ? undefined : field.direction !== direction
    })
    const merge = start !== firstOpen && prefixes.length > 1
    const [reverse] = turned
    if (reverse !== undefined && turned.every(flag => flag === reverse) && !(merge && prefixes.length > mostMerged)) {
      return { reverse, merge }
    }
  }
  return undefined
}

/** A plan in the form in which `explain` shows it. */
export function describePlan(plan: Plan): Doc {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction: 'forward' }
  if (plan.kind === 'or') {
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(describeScan) } }
  }
  return {
    stage: 'FETCH',
    inputStage: plan.merge ? { stage: 'SORT_MERGE', inputStage: describeScan(plan) } : describeScan(plan)
  }
}

function describeScan(plan: IndexPlan): Doc {
  const { index } = plan
  return {
    stage: 'IXSCAN', keyPattern: index.spec.key, indexName: index.name, isMultiKey: index.multikey.some(Boolean),
    isUnique: index.unique,
    isSparse: index.sparse, isPartial: index.partial !== undefined, direction: plan.reverse ? 'backward' : 'forward',
    ranges: plan.ranges.length
  }
}
