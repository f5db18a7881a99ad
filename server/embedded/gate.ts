/**
 * The check of input. Promise: no value, field name or command option that the store would treat differently from
 * MongoDB is accepted; each is refused by its name before anything is read or written.
 */
import { BSONRegExp } from 'bson'
import { CommandError, notSupported } from './errors'
import { isWholeNumberName } from './fieldOrder'
import { type Doc, isDoc, isLong, rankOf } from './values'

/** MongoDB's limit for one document, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024
const deepest = 100

/**
 * Refuses the types that the store does not keep: Decimal128, Timestamp, int64 beyond 2^53, undefined, code, min and
 * max keys.
 */
export function checkValue(value: unknown, depth = 0): void {
  if (depth > deepest) throw new CommandError(15, `exceeded the ${deepest} levels of nesting MongoDB supports`)
  if (value === undefined) throw notSupported('values of the deprecated type undefined')
  if (isLong(value) && !Number.isSafeInteger(value.toNumber())) throw notSupported('int64 values beyond 2^53')
  if (value instanceof BSONRegExp) throw notSupported('storing regular expressions')
  if (Array.isArray(value)) for (const item of value) checkValue(item, depth + 1)
  else if (isDoc(value)) checkFields(value, depth)
  else rankOf(value)
}

function checkFields(doc: Doc, depth: number): void {
  for (const [name, value] of Object.entries(doc)) {
    checkFieldName(name)
    checkValue(value, depth + 1)
  }
}

/** Refuses field names that a path can't reach or that BSON readers would misinterpret. */
function checkFieldName(name: string): void {
  if (name.startsWith('$')) {
    throw new CommandError(52, `The dollar ($) prefixed field '${name}' in '${name}' is not valid for storage.`)
  }
  if (name.includes('.')) {
    throw new CommandError(57, `The dotted field '${name}' in '${name}' is not valid for storage.`)
  }
  if (name === '_bsontype' || name === '__proto__') throw notSupported(`a field named ${name}`)
}

/** Checks a whole document before it is stored, its _id included. */
export function checkDocument(doc: Doc): void {
  // MongoDB keeps _id as first field; a JavaScript object places whole-number names before it.
  const [first] = Object.keys(doc)
  if (first !== undefined && isWholeNumberName(first)) {
    throw notSupported(`the whole number '${first}' as the name of a field beside _id`)
  }
  checkFields(doc, 1)
  checkId(doc._id)
}

/** MongoDB's rule for _id: any value but an array or a regular expression. */
function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new CommandError(53, "The '_id' value cannot be of type array")
  if (id instanceof BSONRegExp) throw new CommandError(53, "The '_id' value cannot be of type regex")
}

/** Fields that every command may have; they are read by the store or have no effect on a standalone server. */
const common = [
  '$db', 'lsid', 'comment', 'maxTimeMS', 'readConcern', 'writeConcern', '$readPreference', '$clusterTime', 'apiVersion',
  'apiStrict', 'apiDeprecationErrors'
]

/** Refuses every field of `command` that is neither in `common` nor in `allowed`. */
export function checkOptions(command: Doc, allowed: readonly string[], name = Object.keys(command)[0] as string): void {
  if (command.txnNumber !== undefined || command.startTransaction !== undefined || command.autocommit !== undefined) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos')
  }
  for (const field of Object.keys(command)) {
    if (field === name || allowed.includes(field) || common.includes(field)) continue
    if (field === 'collation' && isDoc(command[field]) && command[field].locale === 'simple') continue
    throw notSupported(`the option '${field}' of '${name}'`)
  }
  checkConcerns(command)
}

function checkConcerns(command: Doc): void {
  const { readConcern, writeConcern } = command
  if (
    isDoc(readConcern) && readConcern.level !== undefined &&
    !['local', 'available', 'majority'].includes(String(readConcern.level))
  ) {
    throw notSupported(`readConcern level '${String(readConcern.level)}'`)
  }
  if (!isDoc(writeConcern) || writeConcern.w === undefined || writeConcern.w === 'majority') return
  if (Number(writeConcern.w) > 1) throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated")
  if (!Number.isInteger(Number(writeConcern.w))) throw notSupported(`writeConcern w '${String(writeConcern.w)}'`)
}
