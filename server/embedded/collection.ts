/**
 * One collection with its records and indexes. Promise: every change checks all indexes before anything is written; a
 * document and its index entries therefore always agree, and a refused change writes nothing.
 */
import { EJSON } from 'bson'
import { CommandError } from './errors'
import { maxDocumentBytes } from './gate'
import { type DocumentKeys, type IndexDefinition, keysOf, valuesOfKey } from './indexKeys'
import { afterPrefix, prefixKey } from './keyEncoding'
import { parseFilter } from './match'
import type { Storage } from './storage'
import { type Doc, numberOf, readBson, writeBson } from './values'

interface IndexState { id: unknown, spec: Doc, multikey: boolean[], cut: boolean }
export interface CollectionState { id: unknown, indexes: IndexState[] }

const recordBytes = 6
const nothing = Buffer.alloc(0)

export class Collection {
  indexes: IndexDefinition[] = []
  private nextRecord: number

  private constructor(
    private readonly store: Storage, readonly namespace: string, readonly id: number, public count: number
  ) {
    const [last] = store.scan(store.records, ...this.recordBounds(), true)
    this.nextRecord = last ? recordNumberOf(last) + 1 : 1
  }

  static restore(store: Storage, namespace: string, state: CollectionState, count: number): Collection {
    const collection = new Collection(store, namespace, numberOf(state.id) as number, count)
    collection.indexes = state.indexes.map(({ id, spec, multikey, cut }) => ({
      ...defineIndex(numberOf(id) as number, spec), multikey, cut
    }))
    return collection
  }

  static create(store: Storage, namespace: string): Collection {
    const collection = new Collection(store, namespace, store.takeId(), 0)
    collection.indexes = [defineIndex(store.takeId(), { v: 2, key: { _id: 1 }, name: '_id_' })]
    collection.save()
    store.markChanged(collection)
    return collection
  }

  private save(): void {
    const indexes = this.indexes.map(({ id, spec, multikey, cut }) => ({ id, spec, multikey, cut }))
    this.store.saveDefinition(this.namespace, { id: this.id, indexes })
  }

  recordBounds(): [Buffer, Buffer] {
    const prefix = prefixKey(this.id)
    return [prefix, afterPrefix(prefix)]
  }

  private recordKey(record: number): Buffer {
    const key = Buffer.alloc(4 + recordBytes)
    key.writeUInt32BE(this.id)
    key.writeUIntBE(record, 4, recordBytes)
    return key
  }

  /** The stored bytes of the document, or undefined when the record was removed. */
  read(record: number): Buffer | undefined {
    return this.store.records.get(this.recordKey(record))
  }

  /** Stores a new document. The caller has checked the document and given it an _id. */
  insert(doc: Doc): number {
    const bytes = toBytes(doc, size =>
      new CommandError(2, `object to insert too large. size in bytes: ${size}, max size: ${maxDocumentBytes}`))
    const record = this.nextRecord
    const keys = this.indexes.map(index => this.checkedKeys(index, doc, record))
    this.nextRecord += 1
    this.count += 1
    this.store.markChanged(this)
    this.store.put(this.store.records, this.recordKey(record), bytes)
    this.indexes.forEach((index, at) => this.addEntries(index, keys[at] as DocumentKeys, record))
    return record
  }

  /**
   * Replaces a stored document by the result of `change`. `lying` are the stored bytes; `doc` is the same document
   * decoded and may be modified in place; `touched` names the top-level fields that can change (absent: any field).
   * Returns the bytes stored afterwards: `lying` itself when nothing has changed.
   */
  replace(
    record: number, lying: Buffer, doc: Doc, touched: ReadonlySet<string> | undefined, change: (doc: Doc) => Doc
  ): Buffer {
    const old =
      this.indexes.filter(index => mayChange(index, touched)).map(index => ({ index, keys: keysOf(index, doc).keys }))
    const after = change(doc)
    const bytes = toBytes(after, () =>
      new CommandError(17419, `Resulting document after update is larger than ${maxDocumentBytes}`))
    if (bytes.equals(lying)) return lying
    const changes = old.map(({ index, keys }) => this.entryChanges(index, keys, after, record))
    this.store.put(this.store.records, this.recordKey(record), bytes)
    for (const { index, gone, now } of changes) {
      for (const key of gone) this.store.remove(this.store.entries, entryKey(index, key, record))
      this.addEntries(index, now, record)
    }
    return bytes
  }

  /** The entries a changed document loses (`gone`) and has afterwards (`now`) in an index; uniqueness is checked. */
  private entryChanges(
    index: IndexDefinition, old: DocumentKeys['keys'], after: Doc, record: number
  ): { index: IndexDefinition, gone: Buffer[], now: DocumentKeys } {
    const now = keysOf(index, after)
    const gone = [...old].filter(([text]) => !now.keys.has(text)).map(([, key]) => key)
    for (const text of old.keys()) now.keys.delete(text)
    if (now.keys.size > 0) this.checkUnique(index, now, record, after)
    return { index, gone, now }
  }

  /** Removes a document and its index entries. */
  remove(record: number, doc: Doc): void {
    for (const index of this.indexes) {
      for (const key of keysOf(index, doc).keys.values()) {
        this.store.remove(this.store.entries, entryKey(index, key, record))
      }
    }
    this.store.remove(this.store.records, this.recordKey(record))
    this.count -= 1
    this.store.markChanged(this)
  }

  private checkedKeys(index: IndexDefinition, doc: Doc, record: number): DocumentKeys {
    const keys = keysOf(index, doc)
    this.checkUnique(index, keys, record, doc)
    return keys
  }

  private checkUnique(index: IndexDefinition, found: DocumentKeys, record: number, doc: Doc): void {
    if (!index.unique) return
    for (const key of found.keys.values()) {
      const prefix = Buffer.concat([prefixKey(index.id), key])
      const taken = [...this.store.entries.getKeys({ start: prefix, end: afterPrefix(prefix), limit: 2 })]
        .some(entry => entry.length === prefix.length + recordBytes && recordNumberOf(entry) !== record)
      if (taken) throw duplicateKey(this.namespace, index, valuesOfKey(index, doc, key))
    }
  }

  /** Does the index hold this key for this record? */
  hasEntry(index: IndexDefinition, key: Buffer, record: number): boolean {
    return this.store.entries.doesExist(entryKey(index, key, record))
  }

  private addEntries(index: IndexDefinition, found: DocumentKeys, record: number): void {
    for (const key of found.keys.values()) this.store.put(this.store.entries, entryKey(index, key, record), nothing)
    const wider = found.multikey.some((flag, at) => flag && !index.multikey[at])
    if (!wider && (!found.cut || index.cut)) return
    index.multikey = index.multikey.map((flag, at) => flag || found.multikey[at] === true)
    index.cut ||= found.cut
    this.save()
  }

  /**
   * Builds an index over the stored documents. When a document can't be indexed the function throws and leaves no entry
   * of the index behind.
   */
  addIndex(spec: Doc): void {
    const index = defineIndex(this.store.takeId(), spec)
    for (const key of this.store.scan(this.store.records, ...this.recordBounds())) {
      const record = recordNumberOf(key)
      const doc = readBson(this.read(record) as Buffer)
      this.addEntries(index, this.checkedKeys(index, doc, record), record)
    }
    this.indexes = [...this.indexes, index]
    this.save()
  }

  dropIndex(index: IndexDefinition): void {
    this.store.removeAll(this.store.entries, prefixKey(index.id))
    this.indexes = this.indexes.filter(kept => kept !== index)
    this.save()
  }

  /** Removes all records and index entries; the definition of the collection stays. */
  clear(): void {
    this.store.removeAll(this.store.records, prefixKey(this.id))
    for (const index of this.indexes) this.store.removeAll(this.store.entries, prefixKey(index.id))
    this.count = 0
    this.store.markChanged(this)
  }
}

/**
 * Can a change of these fields (absent: of any field) change the document's keys in the index? The fields of a partial
 * index include those of its filter.
 */
function mayChange({ fields, partial }: IndexDefinition, changed: ReadonlySet<string> | undefined): boolean {
  return !changed || partial !== undefined || fields.some(({ parts }) => changed.has(parts[0] as string))
}

/** The record number at the end of a record's or an entry's key. */
export function recordNumberOf(key: Buffer): number {
  return key.readUIntBE(key.length - recordBytes, recordBytes)
}

function entryKey(index: IndexDefinition, key: Buffer, record: number): Buffer {
  const whole = Buffer.allocUnsafe(4 + key.length + recordBytes)
  whole.writeUInt32BE(index.id)
  key.copy(whole, 4)
  whole.writeUIntBE(record, 4 + key.length, recordBytes)
  return whole
}

function toBytes(doc: Doc, tooLarge: (size: number) => CommandError): Buffer {
  const bytes = writeBson(doc)
  if (bytes.length > maxDocumentBytes) throw tooLarge(bytes.length)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Builds an index definition from a specification that the createIndexes command has already checked. */
function defineIndex(id: number, spec: Doc): IndexDefinition {
  const fields = Object.entries(spec.key as Doc).map(([path, direction]) =>
    ({ path, parts: path.split('.'), direction: (numberOf(direction) as number) < 0 ? -1 as const : 1 as const }))
  const seconds = numberOf(spec.expireAfterSeconds)
  return {
    id, name: String(spec.name), fields, unique: spec.unique === true || spec.name === '_id_',
    sparse: spec.sparse === true,
    ...spec.partialFilterExpression ? { partial: parseFilter(spec.partialFilterExpression as Doc) } : {},
    ...seconds === undefined ? {} : { expireAfterSeconds: seconds },
    multikey: fields.map(() => false), cut: false, spec
  }
}

/** MongoDB's E11000 with keyPattern and keyValue. */
function duplicateKey(namespace: string, index: IndexDefinition, values: unknown[]): CommandError {
  const named = index.fields.map(({ path }, at) => [path, values[at]] as const)
  const shown = named.map(([path, value]) =>
    `${path}: ${JSON.stringify(EJSON.serialize({ value }, { relaxed: true }).value)}`).join(', ')
  return new CommandError(11000, `E11000 duplicate key error collection: ${namespace} index: ${index.name} ` +
    `dup key: { ${shown} }`,
    { keyPattern: index.spec.key, keyValue: Object.fromEntries(named) })
}
