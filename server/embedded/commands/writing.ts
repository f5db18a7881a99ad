/**
 * insert, update, delete and findAndModify. Promise: each statement happens wholly or not at all, an answer with a
 * write concern other than 0 comes after the disk has it, and errors are MongoDB's, statement by statement.
 */
import { ObjectId } from 'bson'
import type { Collection } from '../collection'
import { copyOf } from '../documentPaths'
import { CommandError, asCommandError } from '../errors'
import { checkDocument, checkOptions } from '../gate'
import { type Filter, type MatchDetails, matches, parseFilter } from '../match'
import { type Projection, compileProjection } from '../projection'
import { type Query, find, parseSort } from '../query'
import type { Store } from '../store'
import { type Update, applyUpdate, parseUpdate, upsertDocument } from '../update'
import { type Doc, isDoc, readBson } from '../values'
import { type Call, type Handler, docOption, namespaceOf, numberOption, pauseFor } from './command'

const mostStatements = 100_000
const statementsPerCommit = 500

interface WriteError { index: number, code: number, errmsg: string, codeName?: string }

function statementsOf(command: Doc, name: string): Doc[] {
  const statements = command[name]
  if (!Array.isArray(statements) || !statements.every(isDoc)) throw new CommandError(14, `Field '${name}' must be an array of documents`)
  if (statements.length === 0 || statements.length > mostStatements) {
    throw new CommandError(16, `Write batch sizes must be between 1 and ${mostStatements}. Got ${statements.length} operations.`)
  }
  return statements
}

/** Runs statements in order, collecting errors; ordered batches stop at the first one. */
async function runBatch(command: Doc, statements: Doc[], run: (statement: Doc, index: number) => Promise<void>): Promise<WriteError[]> {
  const errors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      await run(statement, index)
    } catch (thrown) {
      errors.push(writeError(thrown, index))
      if (command.ordered !== false) break
    }
  }
  return errors
}

function writeError(thrown: unknown, index: number): WriteError {
  const { code, message, extra } = asCommandError(thrown)
  return { index, code, ...extra, errmsg: message }
}

const withErrors = (reply: Doc, writeErrors: WriteError[]): Doc => ({ ...reply, ...writeErrors.length > 0 ? { writeErrors } : {}, ok: 1 })

const insert: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['documents', 'ordered', 'bypassDocumentValidation'])
  const namespace = namespaceOf(call)
  const statements = statementsOf(command, 'documents')
  const writeErrors: WriteError[] = []
  let n = 0
  for (let start = 0; start < statements.length && (writeErrors.length === 0 || command.ordered === false); start += statementsPerCommit) {
    const part = statements.slice(start, start + statementsPerCommit)
    const { done, errors } = await store.write(() => insertMany(store, namespace, part, start, command.ordered !== false))
    n += done
    writeErrors.push(...errors)
  }
  return withErrors({ n }, writeErrors)
}

function insertMany(store: Store, namespace: string, docs: Doc[], start: number, ordered: boolean): { done: number, errors: WriteError[] } {
  const errors: WriteError[] = []
  let done = 0
  for (const [at, doc] of docs.entries()) {
    try {
      const ready = withId(doc)
      checkDocument(ready)
      store.ensure(namespace).insert(ready)
      done += 1
    } catch (thrown) {
      if (!(thrown instanceof CommandError) && !(thrown instanceof RangeError)) throw thrown
      errors.push(writeError(thrown, start + at))
      if (ordered) break
    }
  }
  return { done, errors }
}

/** The document with its _id first, given one if it has none. */
function withId(doc: Doc): Doc {
  const [first] = Object.keys(doc)
  if (first === '_id') return doc
  const { _id: id = new ObjectId(), ...fields } = doc
  return { _id: id, ...fields }
}

interface UpdateStatement { filter: Filter, update: Update, upsert: boolean, multi: boolean, hint: unknown, sort?: Query['sort'] }
interface UpdateOutcome { matched: number, modified: number, upserted?: Doc, before?: Doc, after?: Doc }

const updateCommand: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['updates', 'ordered', 'bypassDocumentValidation'])
  const namespace = namespaceOf(call)
  const totals = { n: 0, nModified: 0 }
  const upserted: Doc[] = []
  const writeErrors = await runBatch(command, statementsOf(command, 'updates'), async (statement, index) => {
    checkOptions(statement, ['q', 'u', 'upsert', 'multi', 'arrayFilters', 'hint', 'sort'], 'update')
    const parsed = parseUpdateStatement(statement)
    const outcome = parsed.multi ? await updateMany(call, namespace, parsed) : await store.write(() => updateOne(store, namespace, parsed))
    totals.n += outcome.matched + Number(outcome.upserted !== undefined)
    totals.nModified += outcome.modified
    if (outcome.upserted) upserted.push({ index, _id: outcome.upserted._id })
  })
  return withErrors({ ...totals, ...upserted.length > 0 ? { upserted } : {} }, writeErrors)
}

function parseUpdateStatement(statement: Doc): UpdateStatement {
  const multi = statement.multi === true
  const update = parseUpdate(statement.u, statement.arrayFilters)
  if (multi && update.replacement) throw new CommandError(9, 'multi update is not supported for replacement-style update')
  return {
    filter: parseFilter(docOption(statement, 'q')), update, multi, upsert: statement.upsert === true, hint: statement.hint,
    ...statement.sort === undefined ? {} : { sort: parseSort(statement.sort) }
  }
}

function firstMatch(store: Store, collection: Collection | undefined, filter: Filter, sort: Query['sort'], hint: unknown): { record: number, bytes: Buffer } | undefined {
  for (const found of find(store, collection, { filter, sort, skip: 0, limit: 1, hint })) if (found) return found
  return undefined
}

/** Updates the first match, or inserts; only inside a write. */
function updateOne(store: Store, namespace: string, { filter, update, upsert, hint, sort = [] }: UpdateStatement): UpdateOutcome {
  const collection = store.collections.get(namespace)
  const found = firstMatch(store, collection, filter, sort, hint)
  if (found && collection) return changeRecord(collection, found.record, found.bytes, filter, update) ?? { matched: 0, modified: 0 }
  if (!upsert) return { matched: 0, modified: 0 }
  const made = upsertDocument(update, filter)
  store.ensure(namespace).insert(made)
  return { matched: 0, modified: 0, upserted: made, after: made }
}

function changeRecord(collection: Collection, record: number, bytes: Buffer, filter: Filter, update: Update): UpdateOutcome | undefined {
  const before = readBson(bytes)
  const details: MatchDetails = {}
  if (!matches(filter, before, details)) return undefined
  const after = applyUpdate(update, copyOf(before), details)
  return { matched: 1, modified: Number(collection.replace(record, bytes, before, after)), before, after }
}

async function updateMany(call: Call, namespace: string, statement: UpdateStatement): Promise<UpdateOutcome> {
  const { store } = call.server
  const { filter, update, upsert, hint } = statement
  const records = await recordsMatching(call, namespace, filter, hint)
  if (records.length === 0 && upsert) return store.write(() => updateOne(store, namespace, statement))
  const total = { matched: 0, modified: 0 }
  for (let start = 0; start < records.length; start += statementsPerCommit) {
    const part = await store.write(() => updateRecords(store, namespace, records.slice(start, start + statementsPerCommit), filter, update))
    total.matched += part.matched
    total.modified += part.modified
    if (part.error) throw part.error
  }
  return total
}

function updateRecords(store: Store, namespace: string, records: number[], filter: Filter, update: Update): UpdateOutcome & { error?: CommandError } {
  const collection = store.collections.get(namespace)
  const total = { matched: 0, modified: 0 }
  for (const record of records) {
    const bytes = collection?.read(record)
    if (!collection || !bytes) continue
    try {
      const outcome = changeRecord(collection, record, bytes, filter, update)
      total.matched += outcome?.matched ?? 0
      total.modified += outcome?.modified ?? 0
    } catch (thrown) {
      // What was changed before stays, as in MongoDB: only each document by itself is atomic.
      if (thrown instanceof CommandError) return { ...total, error: thrown }
      throw thrown
    }
  }
  return total
}

/** The records a filter finds, looked for with pauses; each is asked again before it is changed. */
async function recordsMatching(call: Call, namespace: string, filter: Filter, hint: unknown): Promise<number[]> {
  const { store } = call.server
  const records: number[] = []
  const pause = pauseFor(call)
  for (const found of find(store, store.collections.get(namespace), { filter, sort: [], skip: 0, limit: 0, hint })) {
    if (found) records.push(found.record)
    if (pause.isDue()) await pause.rest()
  }
  return [...new Set(records)]
}

const deleteCommand: Handler = async call => {
  const { command } = call
  checkOptions(command, ['deletes', 'ordered'])
  const namespace = namespaceOf(call)
  let n = 0
  const writeErrors = await runBatch(command, statementsOf(command, 'deletes'), async statement => {
    checkOptions(statement, ['q', 'limit', 'hint'], 'delete')
    const limit = numberOption(statement, 'limit')
    if (limit !== 0 && limit !== 1) throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`)
    const filter = parseFilter(docOption(statement, 'q'))
    n += limit === 1 ? Number(await deleteOne(call, namespace, filter, statement.hint) !== undefined) : await deleteMany(call, namespace, filter, statement.hint)
  })
  return withErrors({ n }, writeErrors)
}

function deleteOne(call: Call, namespace: string, filter: Filter, hint: unknown, sort: Query['sort'] = []): Promise<Doc | undefined> {
  const { store } = call.server
  return store.write(() => {
    const collection = store.collections.get(namespace)
    const found = firstMatch(store, collection, filter, sort, hint)
    if (!found || !collection) return undefined
    const doc = readBson(found.bytes)
    collection.remove(found.record, doc)
    return doc
  })
}

/** Deletes everything a filter finds and tells how many documents went. */
export async function deleteMany(call: Call, namespace: string, filter: Filter, hint?: unknown): Promise<number> {
  const { store } = call.server
  const records = await recordsMatching(call, namespace, filter, hint)
  let removed = 0
  for (let start = 0; start < records.length; start += statementsPerCommit) {
    removed += await store.write(() => {
      let gone = 0
      const collection = store.collections.get(namespace)
      for (const record of records.slice(start, start + statementsPerCommit)) {
        const bytes = collection?.read(record)
        const doc = bytes && readBson(bytes)
        if (!collection || !doc || !matches(filter, doc)) continue
        collection.remove(record, doc)
        gone += 1
      }
      return gone
    })
  }
  return removed
}

const findAndModifyOptions = ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'bypassDocumentValidation']

const findAndModify: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, findAndModifyOptions)
  const namespace = namespaceOf(call)
  const sort = parseSort(command.sort)
  const projection = compileProjection(command.fields, true)
  if (command.remove === true) {
    if (command.update !== undefined) throw new CommandError(9, 'Cannot specify both an update and remove=true')
    if (command.upsert === true || command.new === true) throw new CommandError(9, "Cannot specify both new or upsert and remove=true; 'remove' always returns the deleted document")
    const removed = await deleteOne(call, namespace, parseFilter(docOption(command, 'query')), command.hint, sort)
    return { lastErrorObject: { n: Number(removed !== undefined) }, value: shownDoc(removed, projection), ok: 1 }
  }
  if (command.update === undefined) throw new CommandError(9, 'Either an update or remove=true must be specified')
  const statement = parseUpdateStatement({ q: command.query ?? {}, u: command.update, upsert: command.upsert, arrayFilters: command.arrayFilters, hint: command.hint })
  const outcome = await store.write(() => updateOne(store, namespace, { ...statement, sort }))
  const lastErrorObject = {
    n: outcome.matched + Number(outcome.upserted !== undefined), updatedExisting: outcome.matched === 1,
    ...outcome.upserted ? { upserted: outcome.upserted._id } : {}
  }
  return { lastErrorObject, value: shownDoc(command.new === true ? outcome.after : outcome.before, projection), ok: 1 }
}

const shownDoc = (doc: Doc | undefined, projection: Projection | undefined): Doc | null => doc ? projection?.(doc) ?? doc : null

export const writingCommands: Record<string, Handler> = { insert, update: updateCommand, delete: deleteCommand, findAndModify, findandmodify: findAndModify }
