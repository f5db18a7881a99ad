/**
 * Aggregation pipelines. Promise: documents stream from stage to stage; an undefined in the stream means "nothing yet"
 * and lets long work pause; an unknown stage is refused by name. The memory of the stages is counted and bounded
 * (memory.ts).
 */
import { Int32, Long } from 'bson'
import type { Sort } from './bounds'
import { isTiring } from './effort'
import { CommandError, notSupported } from './errors'
import { compileExpression, readPath } from './expressions'
import { compileGroup } from './group'
import { encodeValue } from './keyEncoding'
import { type Filter, matches, ownField, parseFilter } from './match'
import { type Memory, measured, mostForOne, sizeOf } from './memory'
import { compileAddFields, compileProjection, compileUnset, type Projection } from './projection'
import { find } from './query'
import { type Row, parseSort, sortKeys, sorted } from './sorting'
import { type Stage, type Stream, stepAside } from './stage'
import type { Store } from './store'
import { type Doc, isDoc, numberOf, typeName } from './values'

export interface PipelineContext { store: Store, database: string, memory: Memory }

/** The part that the planner executes: the $match, $sort, $skip and $limit at the beginning of a pipeline. */
export interface Head { filter: Filter, sort: Sort, skip: number, limit: number }

/** Splits a pipeline into the part that an index can serve and the remaining stages. */
export function splitPipeline(pipeline: Doc[], context: PipelineContext): { head: Head, stages: Stage[], rest: Doc[] } {
  const rest = [...pipeline]
  const filters: Filter[] = []
  const head: Head = { filter: { kind: 'and', children: filters }, sort: [], skip: 0, limit: 0 }
  const take = (name: string): unknown => rest[0] && name in rest[0] ? (rest.shift() as Doc)[name] : undefined
  for (let match = take('$match'); match !== undefined; match = take('$match')) filters.push(parseMatch(match))
  const sort = take('$sort')
  if (sort !== undefined) head.sort = checkedSort(sort)
  const skip = take('$skip')
  if (skip !== undefined) head.skip = bound('$skip', skip, 0)
  const limit = take('$limit')
  if (limit !== undefined) head.limit = bound('$limit', limit, 1)
  return { head, stages: compileStages(rest, context), rest }
}

function compileStages(pipeline: unknown[], context: PipelineContext): Stage[] {
  return pipeline.map((stage, at) => {
    if (!isDoc(stage) || Object.keys(stage).length !== 1) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.')
    }
    const [name, spec] = Object.entries(stage)[0] as [string, unknown]
    const compile = stages[name]
    if (!compile) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`)
    return compile(spec, context, pipeline.slice(at + 1, at + 3))
  })
}

/** Connects the stages one after another. */
export function runStages(source: Stream, compiled: Stage[]): Stream {
  return compiled.reduce<Stream>((stream, stage) => stage(stream), source)
}

/** Checks that a pipeline is an array of one-field documents. */
export function checkPipeline(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw new CommandError(14, "'pipeline' option must be specified as an array")
  for (const stage of pipeline) {
    if (!isDoc(stage) || Object.keys(stage).length !== 1) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.')
    }
  }
  return pipeline as Doc[]
}

function parseMatch(spec: unknown): Filter {
  if (!isDoc(spec)) throw new CommandError(15959, 'the match filter must be an expression in an object')
  return parseFilter(spec)
}

function checkedSort(spec: unknown): Sort {
  if (!isDoc(spec)) throw new CommandError(15973, 'the $sort key specification must be an object')
  if (Object.keys(spec).length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key')
  return parseSort(spec)
}

function bound(name: string, spec: unknown, least: number): number {
  const value = numberOf(spec)
  if (value === undefined || !Number.isInteger(value) || value < least) {
    throw new CommandError(name === '$limit' ? 15958 : 5107200, name === '$limit'
      ? 'the limit must be positive'
      : `invalid argument to ${name} stage: Expected a non-negative number in: ${name}`)
  }
  return value
}

const each = (change: (doc: Doc) => Doc | undefined): Stage => function * (source) {
  for (const doc of source) {
    const made = doc && change(doc)
    if (isTiring()) yield * stepAside()
    yield made
  }
}

const projected = (projection: Projection): Stage => each(projection)

const stages: Record<string, (spec: unknown, context: PipelineContext, next: unknown[]) => Stage> = {
  $match: spec => {
    const filter = parseMatch(spec)
    return each(doc => matches(filter, doc) ? doc : undefined)
  },
  $sort: (spec, { memory }, next) => sortStage(checkedSort(spec), memory, mostWanted(next)),
  $limit: spec => limitStage(bound('$limit', spec, 1)),
  $skip: spec => skipStage(bound('$skip', spec, 0)),
  $project: spec => {
    if (!isDoc(spec)) throw new CommandError(15969, '$project specification must be an object')
    return projected(compileProjection(spec, false) as Projection)
  },
  $addFields: spec => projected(compileAddFields(spec)),
  $set: spec => projected(compileAddFields(spec)),
  $unset: spec => projected(compileUnset(spec)),
  $group: (spec, { memory }) => compileGroup(spec, memory),
  $unwind: unwind,
  $count: spec => {
    if (typeof spec !== 'string') throw new CommandError(40156, 'the count field must be a non-empty string')
    if (spec === '') throw new CommandError(40157, 'the count field must be a non-empty string')
    if (spec.startsWith('$')) throw new CommandError(40158, 'the count field cannot be a $-prefixed path')
    if (spec.includes('.')) throw new CommandError(40160, "the count field cannot contain '.'")
    return function * (source) {
      let count = 0
      for (const doc of source) {
        if (doc) count += 1
        yield undefined
      }
      if (count > 0) yield { [spec]: new Int32(count) }
    }
  },
  $sortByCount: (spec, { memory }, next) => {
    const group = compileGroup({ _id: spec, count: { $sum: new Int32(1) } }, memory)
    const sort = sortStage([['count', -1]], memory, mostWanted(next))
    return source => sort(group(source))
  },
  $replaceRoot: spec => replaceRoot(isDoc(spec) ? spec.newRoot : undefined, '$replaceRoot'),
  $replaceWith: spec => replaceRoot(spec, '$replaceWith'),
  $facet: facet,
  $lookup: lookup
}

/** How many rows of a $sort can reach the end: the number of a following $limit, plus that of a $skip between them. */
function mostWanted([first, second]: unknown[]): number {
  const [skip, limit] = isDoc(first) && '$skip' in first ? [numberOf(first.$skip), second] : [0, first]
  const most = isDoc(limit) ? numberOf(limit.$limit) : undefined
  return skip === undefined || most === undefined ? Infinity : skip + most
}

function sortStage(sort: Sort, memory: Memory, most: number): Stage {
  const rowOf = (doc: Doc): Row<Doc> => ({ item: doc, keys: sortKeys(doc, sort), bytes: sizeOf(doc, mostForOne) })
  return source => sorted(source, rowOf, sort, most, memory)
}

function limitStage(limit: number): Stage {
  return function * (source) {
    let left = limit
    for (const doc of source) {
      yield doc
      if (doc) left -= 1
      if (left === 0) return
    }
  }
}

function skipStage(skip: number): Stage {
  return function * (source) {
    let left = skip
    for (const doc of source) {
      if (doc && left > 0) left -= 1
      else yield doc
    }
  }
}

function replaceRoot(spec: unknown, name: string): Stage {
  if (spec === undefined) throw new CommandError(40231, `no newRoot specified for the ${name} stage`)
  const expression = compileExpression(spec)
  return each(doc => {
    const made = expression({ root: doc, variables: {} })
    if (!isDoc(made)) {
      throw new CommandError(
        40228, `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(made)}`
      )
    }
    return made
  })
}

function unwind(spec: unknown): Stage {
  const options = isDoc(spec) ? spec : { path: spec }
  const strange =
    Object.keys(options).find(name => !['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(name))
  if (strange) throw new CommandError(28811, `unrecognized option to $unwind stage: ${strange}`)
  const { path, preserveNullAndEmptyArrays: keep, includeArrayIndex: indexName } = options
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw new CommandError(28818, "path option to $unwind stage should be prefixed with a '$'")
  }
  if (
    indexName !== undefined && (typeof indexName !== 'string' || indexName.startsWith('$') || indexName.includes('.'))
  ) throw notSupported('this includeArrayIndex of $unwind')
  const parts = path.slice(1).split('.')
  const numbered = (doc: Doc, index: number | null): Doc =>
    indexName === undefined ? doc : { ...doc, [indexName as string]: index === null ? null : Long.fromNumber(index) }
  return function * (source) {
    for (const doc of source) {
      const value = doc && plainPath(doc, parts)
      if (!doc) yield undefined
      else if (Array.isArray(value) && value.length > 0) {
        for (const [index, item] of value.entries()) yield numbered(withValue(doc, parts, item), index)
      } else if (!Array.isArray(value) && value !== null && value !== undefined) yield numbered(doc, null)
      else if (keep === true) yield numbered(Array.isArray(value) ? withValue(doc, parts, undefined) : doc, null)
    }
  }
}

const plainPath = (doc: Doc, parts: string[]): unknown =>
  parts.reduce<unknown>((from, part) => isDoc(from) ? ownField(from, part) : undefined, doc)

function withValue(doc: Doc, [name, ...rest]: string[], value: unknown): Doc {
  const key = name as string
  const made = { ...doc, [key]: rest.length > 0 ? withValue(doc[key] as Doc, rest, value) : value }
  if (made[key] === undefined) delete made[key]
  return made
}

/** The memory of an entry in a list and of the document object. */
const overheadOfKept = 32

function facet(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw new CommandError(40169, 'the $facet specification must be a non-empty object')
  }
  const parts = Object.entries(spec).map(([name, pipeline]) => {
    const inner = checkPipeline(pipeline)
    if (inner.some(stage => '$facet' in stage)) {
      throw new CommandError(40600, '$facet is not allowed to be used within a $facet stage')
    }
    return [name, compileStages(inner, context)] as const
  })
  return function * (source) {
    let bytes = 0
    function * collect(from: Stream): Generator<undefined, Doc[]> {
      const docs: Doc[] = []
      for (const doc of from) {
        yield undefined
        if (!doc) continue
        const size = overheadOfKept + sizeOf(doc, mostForOne)
        context.memory.take(size, '$facet')
        bytes += size
        docs.push(doc)
      }
      return docs
    }
    const docs = yield * collect(source)
    const made: Doc = {}
    for (const [name, compiled] of parts) made[name] = yield * collect(runStages(docs, compiled))
    yield made
    context.memory.take(-bytes, '$facet')
  }
}

/** The values by which a document is joined: the items of an array, or null for a missing field. */
function localValues(doc: Doc, parts: string[]): unknown[] {
  const found = readPath(doc, parts)
  if (Array.isArray(found) && found.some(item => Array.isArray(item))) {
    throw notSupported('arrays of arrays as the localField of $lookup')
  }
  measured(found)
  const values = (Array.isArray(found) ? found : [found]).map(value => value ?? null)
  return [...new Map(values.map(value => [encodeValue(value).toString('latin1'), value])).values()]
}

interface Join { from: string, parts: string[], foreignField: string, as: string }

function checkedJoin(spec: unknown): Join {
  if (!isDoc(spec)) throw new CommandError(9, 'the $lookup stage specification must be an object')
  const strange = Object.keys(spec).find(name => !['from', 'localField', 'foreignField', 'as'].includes(name))
  if (strange) throw notSupported(`the option '${strange}' of $lookup`)
  const { from, localField, foreignField, as } = spec
  if (
    typeof from !== 'string' || typeof localField !== 'string' || typeof foreignField !== 'string' ||
    typeof as !== 'string'
  ) {
    throw new CommandError(4572, '$lookup needs from, localField, foreignField and as, each a string')
  }
  if (as.includes('.')) throw notSupported("a dotted 'as' of $lookup")
  return { from, parts: localField.split('.'), foreignField, as }
}

function lookup(spec: unknown, { store, database, memory }: PipelineContext): Stage {
  const { from, parts, foreignField, as } = checkedJoin(spec)
  return function * (source) {
    for (const doc of source) {
      if (!doc) {
        yield undefined
        continue
      }
      const wanted = localValues(doc, parts)
      const filter = parseFilter({ [foreignField]: { $in: wanted } })
      const found: Doc[] = []
      let bytes = 0
      if (wanted.length > 0) {
        for (const match of find(store, store.collections.get(`${database}.${from}`), {
          filter, sort: [], skip: 0, limit: 0
        })) {
          yield undefined
          if (!match) continue
          found.push(match.read())
          bytes += match.bytes.length
          if (bytes > mostForOne) {
            throw new CommandError(
              4568, `Total size of documents in ${from} matching pipeline's $lookup stage exceeds ${mostForOne} bytes`
            )
          }
          memory.take(match.bytes.length, '$lookup')
        }
      }
      yield { ...doc, [as]: found }
      memory.take(-bytes, '$lookup')
    }
  }
}
