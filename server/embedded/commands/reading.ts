/**
 * find, getMore, killCursors, count, distinct and aggregate. Promise: documents that need no change are sent as the
 * bytes in which they are stored; a count that an index can give reads no document.
 */
import { Long } from 'bson'
import { timed } from '../effort'
import { CommandError } from '../errors'
import { checkOptions, maxDocumentBytes } from '../gate'
import { encodeValue } from '../keyEncoding'
import { parseFilter } from '../match'
import { Memory, measured } from '../memory'
import { type PipelineContext, checkPipeline, runStages, splitPipeline } from '../pipeline'
import { choosePlan } from '../planner'
import { type Projection, compileProjection } from '../projection'
import { cursorReply } from '../protocol'
import { type Found, type Query, coveredCount, find } from '../query'
import { parseSort } from '../sorting'
import type { Stream } from '../stage'
import { type Doc, isDoc, numberOf, writeBson } from '../values'
import { type Call, type Handler, countOption, docOption, maxTimeOf, namespaceOf, pauseFor } from './command'

const firstBatchSize = 101

/** The options of find that this store implements, or may ignore because they never change an answer. */
const findOptions = [
  'filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'hint', 'noCursorTimeout', 'allowDiskUse'
]

/** The checked query of a find command. */
export function findQuery(command: Doc): Query {
  return {
    filter: parseFilter(docOption(command, 'filter')), sort: parseSort(command.sort),
    skip: countOption(command, 'skip', 0), limit: countOption(command, 'limit', 0), hint: command.hint
  }
}

function * toBytes(
  found: Iterable<Found | undefined>, projection: Projection | undefined
): Generator<Uint8Array | undefined> {
  for (const one of found) yield one && (projection ? writeBson(projection(one.read())) : one.bytes)
}

const findCommand: Handler = async call => {
  const { server: { store, cursors }, command } = call
  checkOptions(command, findOptions)
  const namespace = namespaceOf(call)
  const projection = compileProjection(command.projection, true)
  const source = toBytes(find(store, store.collections.get(namespace), findQuery(command)), projection)
  const size = countOption(command, 'batchSize', firstBatchSize)
  const { docs, id } = await cursors.begin(
    namespace, timed(source, maxTimeOf(command))[Symbol.iterator](), size, command.singleBatch === true, pauseFor(call)
  )
  return cursorReply('firstBatch', docs, id, namespace)
}

const getMore: Handler = async call => {
  const { server: { cursors }, command, database } = call
  checkOptions(command, ['collection', 'batchSize'])
  if (!(command.getMore instanceof Long)) throw new CommandError(14, "Field 'getMore' must be of type long")
  const namespace = `${database}.${String(command.collection)}`
  const size = countOption(command, 'batchSize', 0) || Infinity
  const { docs, id } = await cursors.next(namespace, command.getMore.toBigInt(), size, pauseFor(call))
  return cursorReply('nextBatch', docs, id, namespace)
}

const killCursors: Handler = ({ server: { cursors }, command }) => {
  checkOptions(command, ['cursors'])
  const ids = Array.isArray(command.cursors) ? command.cursors as unknown[] : []
  const cursorsKilled: unknown[] = []
  const cursorsNotFound: unknown[] = []
  for (const id of ids) (id instanceof Long && cursors.kill(id.toBigInt()) ? cursorsKilled : cursorsNotFound).push(id)
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
}

const count: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['query', 'skip', 'limit', 'hint', 'fields'])
  const query: Query = {
    filter: parseFilter(docOption(command, 'query')), sort: [], skip: countOption(command, 'skip', 0),
    limit: Math.abs(numberOf(command.limit) ?? 0), hint: command.hint
  }
  return { n: await countMatches(call, namespaceOf(call), query, store.collections.get(namespaceOf(call))), ok: 1 }
}

async function countMatches(
  call: Call, namespace: string, query: Query, collection = call.server.store.collections.get(namespace)
): Promise<number> {
  const { store } = call.server
  if (!collection) return 0
  const work = { keysExamined: 0, docsExamined: 0 }
  const covered = coveredCount(store, collection, choosePlan(store, collection, query.filter, [], query.hint), work)
  if (covered !== undefined) {
    const left = Math.max(covered - query.skip, 0)
    return query.limit > 0 ? Math.min(left, query.limit) : left
  }
  const pause = pauseFor(call)
  let total = 0
  for (const found of timed(find(store, collection, query), maxTimeOf(call.command))) {
    if (found) total += 1
    if (pause.isDue()) await pause.rest()
  }
  return total
}

const distinct: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['key', 'query', 'hint'])
  if (typeof command.key !== 'string' || command.key === '') {
    throw new CommandError(14, "Field 'key' must be a non-empty string")
  }
  const parts = command.key.split('.')
  const filter = parseFilter(docOption(command, 'query'))
  const values = new Map<string, unknown>()
  const pause = pauseFor(call)
  const query: Query = { filter, sort: [], skip: 0, limit: 0, hint: command.hint }
  for (const found of timed(find(store, store.collections.get(namespaceOf(call)), query), maxTimeOf(command))) {
    for (const value of found ? valuesAt(found.read(), parts) : []) {
      const key = encodeValue(value).toString('latin1')
      if (!values.has(key)) values.set(key, value)
    }
    if (pause.isDue()) await pause.rest()
  }
  return { values: [...values.values()], ok: 1 }
}

function valuesAt(value: unknown, parts: string[]): unknown[] {
  const [part, ...rest] = parts
  if (part === undefined) return Array.isArray(value) ? value : value === undefined ? [] : [value]
  if (isDoc(value)) return Object.hasOwn(value, part) ? valuesAt(value[part], rest) : []
  if (!Array.isArray(value)) return []
  return /^\d+$/.test(part)
    ? valuesAt(value[Number(part)], rest)
    : value.filter(isDoc).flatMap(item => valuesAt(item, parts))
}

function * read(found: Iterable<Found | undefined>): Stream {
  for (const one of found) yield one?.read()
}

/**
 * Serialises a result. The size is measured first: the result of a pipeline may be larger than memory or than the
 * writer's buffer.
 */
function writeMeasured(doc: Doc): Uint8Array {
  measured(doc)
  try {
    return writeBson(doc)
  } catch (thrown) {
    if (thrown instanceof RangeError && !/call stack/i.test(thrown.message)) {
      throw new CommandError(
        10334, `BSONObj size: a result is larger than the ${maxDocumentBytes} bytes a document may have`
      )
    }
    throw thrown
  }
}

function * write(docs: Stream, memory: Memory): Generator<Uint8Array | undefined> {
  try {
    for (const doc of docs) {
      yield doc && writeMeasured(doc)
    }
  } finally {
    memory.release()
  }
}

/**
 * Recognises the `{$group: {_id: constant, n: {$sum: 1}}}` of countDocuments; returns the name of the counting field.
 */
function countField(rest: Doc[]): { id: unknown, name: string } | undefined {
  const group = rest.length === 1 ? rest[0]?.$group : undefined
  if (!isDoc(group)) return undefined
  const [[, id] = [], [name, total] = [], ...more] = Object.entries(group)
  const constant = id === null || numberOf(id) !== undefined
  return constant && more.length === 0 && name && isDoc(total) && Object.keys(total).length === 1 &&
    numberOf(total.$sum) === 1 ? { id, name } : undefined
}

const aggregate: Handler = async call => {
  const { server: { store, cursors }, command, database } = call
  checkOptions(command, ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'bypassDocumentValidation'])
  if (command.aggregate === 1 || numberOf(command.aggregate) === 1) {
    throw new CommandError(73, 'a pipeline without a collection is not supported')
  }
  if (!isDoc(command.cursor)) {
    throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument")
  }
  const namespace = namespaceOf(call)
  const context: PipelineContext = { store, database, memory: new Memory() }
  const { head, stages, rest } = splitPipeline(checkPipeline(command.pipeline), context)
  const query = { ...head, hint: command.hint }
  const counted = countField(rest)
  const size = countOption(command.cursor, 'batchSize', firstBatchSize)
  const source = counted && head.sort.length === 0
    ? countedSource(counted, await countMatches(call, namespace, query))
    : write(
      runStages(read(find(store, store.collections.get(namespace), query, context.memory)), stages), context.memory
    )
  const { docs, id } =
    await cursors.begin(namespace, timed(source, maxTimeOf(command))[Symbol.iterator](), size, false, pauseFor(call))
  return cursorReply('firstBatch', docs, id, namespace)
}

function * countedSource({ id, name }: { id: unknown, name: string }, total: number): Generator<Uint8Array> {
  if (total > 0) yield writeBson({ _id: id, [name]: total })
}

export const readingCommands: Record<string, Handler> = {
  find: findCommand, getMore, killCursors, count, distinct, aggregate
}
