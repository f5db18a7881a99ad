/**
 * insert, update, delete and findAndModify. Promise: each statement happens wholly or not at all; an answer with a
 * write concern other than 0 is sent after the data is on the disk; errors are MongoDB's, one for each statement.
 */
import { ObjectId } from 'bson'
import type { Collection } from '../collection'
import { CommandError, asCommandError } from '../errors'
import { checkDocument, checkOptions } from '../gate'
import { type Filter, type MatchDetails, matches, parseFilter } from '../match'
import { type Projection, compileProjection } from '../projection'
import { valueReply } from '../protocol'
import { type Query, find } from '../query'
import { parseSort } from '../sorting'
import type { Store } from '../store'
import { type Update, applyUpdate, parseUpdate, touchedFields, upsertDocument } from '../update'
import { type Doc, isDoc, readBson, writeBson } from '../values'
import { type Call, type Handler, docOption, namespaceOf, pauseFor } from './command'
import { deleteLimit, looseFlag, strictFlag } from './flags'

const mostStatements = 100_000
const statementsPerCommit = 500

interface WriteError { index: number, code: number, errmsg: string, codeName?: string }

function statementsOf(command: Doc, name: string): Doc[] {
  const statements = command[name]
  if (!Array.isArray(statements) || !statements.every(isDoc)) {
    throw new CommandError(14, `Field '${name}' must be an array of documents`)
  }
  if (statements.length === 0 || statements.length > mostStatements) {
    throw new CommandError(
      16, `Write batch sizes must be between 1 and ${mostStatements}. Got ${statements.length} operations.`
    )
  }
  return statements
}

/** Runs statements in order and collects their errors; an ordered batch stops at the first error. */
async function runBatch(
  command: Doc, statements: Doc[], run: (statement: Doc, index: number) => Promise<void>
): Promise<WriteError[]> {
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

const withErrors = (reply: Doc, writeErrors: WriteError[]): Doc => ({
  ...reply, ...writeErrors.length > 0 ? { writeErrors } : {}, ok: 1
})

const insert: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['documents', 'ordered', 'bypassDocumentValidation'])
  const namespace = namespaceOf(call)
  const statements = statementsOf(command, 'documents')
  const writeErrors: WriteError[] = []
  let n = 0
  const goesOn = (): boolean => writeErrors.length === 0 || command.ordered === false
  for (let start = 0; start < statements.length && goesOn(); start += statementsPerCommit) {
    const part = statements.slice(start, start + statementsPerCommit)
    const { done, errors } =
      await store.write(() => insertMany(store, namespace, part, start, command.ordered !== false))
    n += done
    writeErrors.push(...errors)
  }
  return withErrors({ n }, writeErrors)
}

function insertMany(
  store: Store, namespace: string, docs: Doc[], start: number, ordered: boolean
): { done: number, errors: WriteError[] } {
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

/** The document with its _id as first field; a document without _id receives a new one. */
function withId(doc: Doc): Doc {
  const [first] = Object.keys(doc)
  if (first === '_id') return doc
  const { _id: id = new ObjectId(), ...fields } = doc
  return { _id: id, ...fields }
}

interface Flags { upsert: boolean, multi: boolean }
interface UpdateStatement extends Flags { filter: Filter, update: Update, hint: unknown, sort?: Query['sort'] }
/** `before` and `after` are the bytes of an existing document before and after the update. */
interface UpdateOutcome { matched: number, modified: number, upserted?: Doc, before?: Uint8Array, after?: Uint8Array }

const updateCommand: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['updates', 'ordered', 'bypassDocumentValidation'])
  const namespace = namespaceOf(call)
  const statements = statementsOf(command, 'updates')
  // A flag of a wrong type is an error of the command: MongoDB then runs none of its statements.
  const flags = statements.map(statement => ({
    multi: strictFlag(statement, 'multi', 'update.updates'), upsert: strictFlag(statement, 'upsert', 'update.updates')
  }))
  const totals = { n: 0, nModified: 0 }
  const upserted: Doc[] = []
  const writeErrors = await runBatch(command, statements, async (statement, index) => {
    checkOptions(statement, ['q', 'u', 'upsert', 'multi', 'arrayFilters', 'hint', 'sort'], 'update')
    const parsed = parseUpdateStatement(statement, flags[index] as Flags)
    const outcome = parsed.multi
      ? await updateMany(call, namespace, parsed)
      : await store.write(() => updateOne(store, namespace, parsed))
    totals.n += outcome.matched + Number(outcome.upserted !== undefined)
    totals.nModified += outcome.modified
    if (outcome.upserted) upserted.push({ index, _id: outcome.upserted._id })
  })
  return withErrors({ ...totals, ...upserted.length > 0 ? { upserted } : {} }, writeErrors)
}

function parseUpdateStatement(statement: Doc, { upsert, multi }: Flags): UpdateStatement {
  const update = parseUpdate(statement.u, statement.arrayFilters)
  if (multi && update.replacement) {
    throw new CommandError(9, 'multi update is not supported for replacement-style update')
  }
  return {
    filter: parseFilter(docOption(statement, 'q')), update, multi, upsert, hint: statement.hint,
    ...statement.sort === undefined ? {} : { sort: parseSort(statement.sort) }
  }
}

function firstMatch(
  store: Store, collection: Collection | undefined, filter: Filter, sort: Query['sort'], hint: unknown
): { record: number, bytes: Buffer } | undefined {
  for (const found of find(store, collection, { filter, sort, skip: 0, limit: 1, hint })) if (found) return found
  return undefined
}

/** Updates the first match, or inserts a document when `upsert` is set; to be called inside a write only. */
function updateOne(
  store: Store, namespace: string, { filter, update, upsert, hint, sort = [] }: UpdateStatement
): UpdateOutcome {
  const collection = store.collections.get(namespace)
  const found = firstMatch(store, collection, filter, sort, hint)
  if (found && collection) {
    return changeRecord(collection, found.record, found.bytes, filter, update) ?? { matched: 0, modified: 0 }
  }
  if (!upsert) return { matched: 0, modified: 0 }
  const made = upsertDocument(update, filter)
  store.ensure(namespace).insert(made)
  return { matched: 0, modified: 0, upserted: made }
}

function changeRecord(
  collection: Collection, record: number, bytes: Buffer, filter: Filter, update: Update
): UpdateOutcome | undefined {
  const doc = readBson(bytes)
  const details: MatchDetails = {}
  if (!matches(filter, doc, details)) return undefined
  const after =
    collection.replace(record, bytes, doc, touchedFields(update), lying => applyUpdate(update, lying, details))
  return { matched: 1, modified: Number(after !== bytes), before: bytes, after }
}

async function updateMany(call: Call, namespace: string, statement: UpdateStatement): Promise<UpdateOutcome> {
  const { store } = call.server
  const { filter, update, upsert, hint } = statement
  const records = await recordsMatching(call, namespace, filter, hint)
  if (records.length === 0 && upsert) return store.write(() => updateOne(store, namespace, statement))
  const total = { matched: 0, modified: 0 }
  for (let start = 0; start < records.length; start += statementsPerCommit) {
    const part = await store.write(() =>
      updateRecords(store, namespace, records.slice(start, start + statementsPerCommit), filter, update))
    total.matched += part.matched
    total.modified += part.modified
    if (part.error) throw part.error
  }
  return total
}

function updateRecords(
  store: Store, namespace: string, records: number[], filter: Filter, update: Update
): UpdateOutcome & { error?: CommandError } {
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
      // As in MongoDB, documents changed before the error stay changed: only the change of each single document is
      // atomic.
      if (thrown instanceof CommandError) return { ...total, error: thrown }
      throw thrown
    }
  }
  return total
}

/** The records that match a filter, collected with pauses; the caller checks each record again before changing it. */
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
  const statements = statementsOf(command, 'deletes')
  // As in an update, a wrong limit refuses the whole command.
  const limits = statements.map(deleteLimit)
  let n = 0
  const writeErrors = await runBatch(command, statements, async (statement, index) => {
    checkOptions(statement, ['q', 'limit', 'hint'], 'delete')
    const filter = parseFilter(docOption(statement, 'q'))
    n += limits[index] === 1
      ? Number(await deleteOne(call, namespace, filter, statement.hint) !== undefined)
      : await deleteMany(call, namespace, filter, statement.hint)
  })
  return withErrors({ n }, writeErrors)
}

function deleteOne(
  call: Call, namespace: string, filter: Filter, hint: unknown, sort: Query['sort'] = []
): Promise<Uint8Array | undefined> {
  const { store } = call.server
  return store.write(() => {
    const collection = store.collections.get(namespace)
    const found = firstMatch(store, collection, filter, sort, hint)
    if (!found || !collection) return undefined
    collection.remove(found.record, readBson(found.bytes))
    return found.bytes
  })
}

/** Deletes every document that matches a filter; returns how many were deleted. */
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

const findAndModifyOptions = [
  'query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'bypassDocumentValidation'
]

const findAndModify: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, findAndModifyOptions)
  const namespace = namespaceOf(call)
  const sort = parseSort(command.sort)
  const projection = compileProjection(command.fields, true)
  const [remove, upsert, takesNew] =
    ['remove', 'upsert', 'new'].map(name => looseFlag(command, name, 'findAndModify')) as [boolean, boolean, boolean]
  if (remove) {
    if (command.update !== undefined) throw new CommandError(9, 'Cannot specify both an update and remove=true')
    if (upsert || takesNew) {
      throw new CommandError(
        9, "Cannot specify both new or upsert and remove=true; 'remove' always returns the deleted document"
      )
    }
    const removed = await deleteOne(call, namespace, parseFilter(docOption(command, 'query')), command.hint, sort)
    return valueReply({ n: Number(removed !== undefined) }, shownBytes(removed, projection))
  }
  if (command.update === undefined) throw new CommandError(9, 'Either an update or remove=true must be specified')
  const statement = parseUpdateStatement({
    q: command.query ?? {}, u: command.update, arrayFilters: command.arrayFilters, hint: command.hint
  }, { upsert, multi: false })
  const outcome = await store.write(() => updateOne(store, namespace, { ...statement, sort }))
  const lastErrorObject = {
    n: outcome.matched + Number(outcome.upserted !== undefined), updatedExisting: outcome.matched === 1,
    ...outcome.upserted ? { upserted: outcome.upserted._id } : {}
  }
  const after = (): Uint8Array | undefined => outcome.upserted ? writeBson(outcome.upserted) : outcome.after
  return valueReply(lastErrorObject, shownBytes(takesNew ? after() : outcome.before, projection))
}

const shownBytes = (bytes: Uint8Array | undefined, projection: Projection | undefined): Uint8Array | undefined =>
  bytes && projection ? writeBson(projection(readBson(bytes))) : bytes

export const writingCommands: Record<string, Handler> = {
  insert, update: updateCommand, delete: deleteCommand, findAndModify, findandmodify: findAndModify
}
