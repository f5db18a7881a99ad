/**
 * createIndexes, listIndexes and dropIndexes. Promise: an index does exactly what its specification says; a
 * specification with an unknown option is refused by the name of the option; creating an index that exists changes
 * nothing.
 */
import type { Collection } from '../collection'
import { CommandError, notSupported } from '../errors'
import { checkOptions } from '../gate'
import { parseFilter } from '../match'
import { cursorReply } from '../protocol'
import { type Doc, isDoc, numberOf, writeBson } from '../values'
import { type Handler, namespaceOf } from './command'

const known = [
  'v', 'key', 'name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'background', 'ns'
]
const mostIndexes = 64

function checkSpec(spec: unknown): Doc {
  if (!isDoc(spec)) throw new CommandError(14, "Field 'indexes' must hold documents")
  for (const option of Object.keys(spec)) {
    if (option === 'collation' && isDoc(spec.collation) && spec.collation.locale === 'simple') continue
    if (!known.includes(option)) throw notSupported(`the index option '${option}'`)
  }
  const { key, name } = spec
  if (!isDoc(key)) throw new CommandError(9, "The 'key' field is a required property of an index specification")
  if (typeof name !== 'string' || name === '') {
    throw new CommandError(9, "The 'name' field is a required property of an index specification")
  }
  checkKey(key)
  checkChoices(spec, key)
  const { background: _background, ns: _ns, collation: _collation, v: _version, ...kept } = spec
  return { v: 2, key, name, ...kept }
}

function checkKey(key: Doc): void {
  const fields = Object.entries(key)
  if (fields.length === 0) throw new CommandError(67, 'Index keys cannot be empty.')
  if (fields.length > 32) throw new CommandError(13103, 'too many compound keys')
  for (const [path, direction] of fields) {
    if (typeof direction === 'string') throw notSupported(`the index type '${direction}'`)
    if (numberOf(direction) !== 1 && numberOf(direction) !== -1) {
      throw new CommandError(
        67, `Values in v:2 index key pattern must be 1 or -1 here, not ${String(numberOf(direction))}`
      )
    }
    const parts = path.split('.')
    if (parts.includes('')) throw new CommandError(67, 'Index keys cannot contain an empty field.')
    if (path.includes('$')) throw notSupported(`the index key '${path}'`)
    if (parts.some(part => /^\d+$/.test(part))) throw notSupported(`array positions in the index key '${path}'`)
  }
}

function checkChoices(spec: Doc, key: Doc): void {
  const { unique, sparse, partialFilterExpression: partial, expireAfterSeconds: seconds } = spec
  for (const [name, flag] of Object.entries({ unique, sparse })) {
    if (flag !== undefined && typeof flag !== 'boolean' && numberOf(flag) === undefined) {
      throw new CommandError(14, `The field '${name}' has value ${name}: of the wrong type, expected bool`)
    }
  }
  if (seconds !== undefined) {
    const value = numberOf(seconds)
    if (value === undefined || value < 0 || value > 2 ** 31 - 1) {
      throw new CommandError(
        67, 'TTL index \'expireAfterSeconds\' option must be within an acceptable range, 0 to 2147483647'
      )
    }
    if (Object.keys(key).length > 1) {
      throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL')
    }
    if ('_id' in key) {
      throw new CommandError(197, 'The field \'expireAfterSeconds\' is not valid for an _id index specification')
    }
  }
  if (partial === undefined) return
  if (!isDoc(partial)) throw new CommandError(14, 'The field \'partialFilterExpression\' must be an object')
  if (sparse === true) throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options')
  if (sameKey(key, { _id: 1 })) throw new CommandError(67, '_id index cannot be a partial index')
  checkPartial(parseFilter(partial))
}

const partialOperators = ['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists', 'type']

function checkPartial(filter: ReturnType<typeof parseFilter>): void {
  if (filter.kind === 'and' || filter.kind === 'or') filter.children.forEach(checkPartial)
  else if (filter.kind !== 'leaf' || !partialOperators.includes(filter.operator)) {
    throw new CommandError(
      67,
      `Expression not supported in partial index: ${filter.kind === 'leaf' ? `$${filter.operator}` : `$${filter.kind}`}`
    )
  }
}

const sameKey = (a: unknown, b: unknown): boolean => JSON.stringify(plainKey(a)) === JSON.stringify(plainKey(b))
const plainKey = (key: unknown): unknown =>
  Object.entries(key as Doc).map(([path, direction]) => [path, Math.sign(numberOf(direction) as number)])

function sameOptions(a: Doc, b: Doc): boolean {
  const options = (spec: Doc): string => JSON.stringify([
    spec.unique === true || numberOf(spec.unique) === 1, spec.sparse === true || numberOf(spec.sparse) === 1,
    spec.partialFilterExpression ?? null, numberOf(spec.expireAfterSeconds) ?? null
  ])
  return options(a) === options(b)
}

/** True when an identical index exists; throws when another index has the same name or the same key. */
function isThere(collection: Collection, spec: Doc): boolean {
  if (sameKey(spec.key, { _id: 1 })) return true
  const namesake = collection.indexes.find(({ name }) => name === spec.name)
  const twin = collection.indexes.find(index => sameKey(index.spec.key, spec.key) &&
    JSON.stringify(index.spec.partialFilterExpression ?? null) === JSON.stringify(spec.partialFilterExpression ?? null))
  if (namesake && !sameKey(namesake.spec.key, spec.key)) {
    throw new CommandError(
      86,
      'An existing index has the same name as the requested index. When index names are not specified, they are auto ' +
        `generated and can cause conflicts. Please refer to our documentation. Requested index: ${String(spec.name)}`
    )
  }
  if (namesake && !sameOptions(namesake.spec, spec)) {
    throw new CommandError(
      86, `An existing index has the same name as the requested index but other options: ${String(spec.name)}`
    )
  }
  if (twin && twin.name !== spec.name) {
    throw new CommandError(85, `Index already exists with a different name: ${twin.name}`)
  }
  if (twin && !sameOptions(twin.spec, spec)) {
    throw new CommandError(
      85, `An equivalent index already exists with the same key but different options: ${twin.name}`
    )
  }
  return twin !== undefined
}

const createIndexes: Handler = call => {
  const { server: { store }, command } = call
  checkOptions(command, ['indexes', 'commitQuorum'])
  const namespace = namespaceOf(call)
  if (!Array.isArray(command.indexes) || command.indexes.length === 0) {
    throw new CommandError(2, 'Must specify at least one index to create')
  }
  const specs = command.indexes.map(checkSpec)
  return store.define(() => {
    const createdCollectionAutomatically = !store.collections.has(namespace)
    const collection = store.ensure(namespace)
    const numIndexesBefore = collection.indexes.length
    for (const spec of specs) {
      if (isThere(collection, spec)) continue
      if (collection.indexes.length >= mostIndexes) {
        throw new CommandError(67, `add index fails, too many indexes for ${namespace}`)
      }
      collection.addIndex({ ...spec, ...flagsOf(spec) })
    }
    const numIndexesAfter = collection.indexes.length
    const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {}
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 }
  })
}

function flagsOf(spec: Doc): Doc {
  const flags: Doc = {}
  for (const name of ['unique', 'sparse']) {
    if (spec[name] !== undefined) flags[name] = spec[name] === true || (numberOf(spec[name]) ?? 0) !== 0
  }
  return flags
}

function existing(collection: Collection | undefined, namespace: string): Collection {
  if (!collection) throw new CommandError(26, `ns does not exist: ${namespace}`)
  return collection
}

const listIndexes: Handler = call => {
  const { server: { store }, command } = call
  checkOptions(command, ['cursor'])
  const namespace = namespaceOf(call)
  const { indexes } = existing(store.collections.get(namespace), namespace)
  return cursorReply('firstBatch', indexes.map(({ spec }) => writeBson(spec)), 0n, namespace)
}

const dropIndexes: Handler = call => {
  const { server: { store, cursors }, command } = call
  checkOptions(command, ['index'])
  const namespace = namespaceOf(call)
  return store.define(() => {
    const collection = store.collections.get(namespace)
    if (!collection) throw new CommandError(26, `ns not found ${namespace}`)
    const nIndexesWas = collection.indexes.length
    const wanted = Array.isArray(command.index) ? command.index as unknown[] : [command.index]
    const dropped = wanted.flatMap(one =>
      one === '*' ? collection.indexes.filter(({ name }) => name !== '_id_') : [oneIndex(collection, one)])
    for (const index of dropped) collection.dropIndex(index)
    cursors.killAll(namespace)
    return { nIndexesWas, ok: 1 }
  })
}

function oneIndex(collection: Collection, wanted: unknown): Collection['indexes'][number] {
  const found =
    collection.indexes.find(index => isDoc(wanted) ? sameKey(index.spec.key, wanted) : index.name === wanted)
  if (!found) {
    throw new CommandError(27, isDoc(wanted)
      ? `can't find index with key: ${JSON.stringify(wanted)}`
      : `index not found with name [${String(wanted)}]`)
  }
  if (found.name === '_id_') throw new CommandError(72, 'cannot drop _id index')
  return found
}

export const indexCommands: Record<string, Handler> = {
  createIndexes, listIndexes, dropIndexes, deleteIndexes: dropIndexes
}
