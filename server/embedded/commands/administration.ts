/**
 * The handshake, databases and collections, and what tools ask a server about itself. Promise: the store presents
 * itself as a standalone MongoDB 7.0 (wire version 21); drivers then expect neither transactions nor change streams.
 */
import { Int32 } from 'bson'
import { CommandError, notSupported } from '../errors'
import { checkOptions, maxDocumentBytes } from '../gate'
import { recordNumberOf } from '../collection'
import { keysOf } from '../indexKeys'
import { matches, parseFilter } from '../match'
import { cursorReply, largestFrame } from '../protocol'
import { afterPrefix, prefixKey } from '../keyEncoding'
import { type Doc, numberOf, readBson, writeBson } from '../values'
import { type Call, type Handler, docOption, namespaceOf, pauseFor } from './command'

const version = '7.0.0'

const hello: Handler = ({ command, connectionId }) => ({
  ...'hello' in command ? { isWritablePrimary: true } : { ismaster: true, helloOk: true },
  maxBsonObjectSize: new Int32(maxDocumentBytes), maxMessageSizeBytes: new Int32(largestFrame),
  maxWriteBatchSize: new Int32(100_000),
  localTime: new Date(), logicalSessionTimeoutMinutes: new Int32(30), connectionId: new Int32(connectionId),
  minWireVersion: new Int32(0), maxWireVersion: new Int32(21), readOnly: false, ok: 1
})

const ok: Handler = () => ({ ok: 1 })

const buildInfo: Handler = () => ({
  version, versionArray: [7, 0, 0, 0], gitVersion: 'embedded', bits: 64, debug: false,
  maxBsonObjectSize: maxDocumentBytes, modules: [], ok: 1
})

const connectionStatus: Handler = () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 })

const serverStatus: Handler = ({ server }) => ({
  host: '127.0.0.1', version, process: 'embedded', pid: process.pid, uptime: (Date.now() - server.startedAt) / 1000,
  localTime: new Date(),
  metrics: { cursor: { open: { total: server.cursors.count } } },
  storageEngine: { name: 'lmdb', persistent: true, directory: server.store.directory }, ok: 1
})

const getParameter: Handler = ({ server, command }) => {
  checkOptions(command, [
    'featureCompatibilityVersion', 'ttlMonitorSleepSecs', 'authenticationMechanisms', 'allParameters', 'showDetails'
  ])
  return {
    featureCompatibilityVersion: { version: '7.0' }, ttlMonitorSleepSecs: server.parameters.ttlMonitorSleepSecs,
    authenticationMechanisms: [], ok: 1
  }
}

const setParameter: Handler = ({ server, command }) => {
  checkOptions(command, ['ttlMonitorSleepSecs'])
  const seconds = numberOf(command.ttlMonitorSleepSecs)
  if (seconds === undefined || seconds < 1) {
    throw new CommandError(2, 'ttlMonitorSleepSecs must be greater than or equal to 1')
  }
  const was = server.parameters.ttlMonitorSleepSecs
  server.parameters.ttlMonitorSleepSecs = seconds
  return { was, ok: 1 }
}

const create: Handler = call => {
  const { server: { store }, command } = call
  const allowed = ['autoIndexId', 'idIndex']
  const strange = Object.keys(command).find(name =>
    [
      'capped', 'size', 'max', 'validator', 'viewOn', 'pipeline', 'timeseries', 'clusteredIndex', 'validationLevel',
      'expireAfterSeconds'
    ].includes(name) && command[name] !== false)
  if (strange) throw notSupported(`the option '${strange}' of 'create'`)
  checkOptions(command, [...allowed, 'capped'])
  const namespace = namespaceOf(call)
  return store.define(() => {
    if (store.collections.has(namespace)) throw new CommandError(48, `Collection ${namespace} already exists.`)
    store.ensure(namespace)
    return { ok: 1 }
  })
}

const drop: Handler = call => {
  const { server: { store, cursors } } = call
  checkOptions(call.command, [])
  const namespace = namespaceOf(call)
  return store.define(() => {
    const collection = store.collections.get(namespace)
    if (!collection) return { ok: 1 }
    const nIndexesWas = collection.indexes.length
    store.drop(collection)
    cursors.killAll(namespace)
    return { nIndexesWas, ns: namespace, ok: 1 }
  })
}

const inDatabase = ({ server, database }: Call): string[] =>
  [...server.store.collections.keys()].filter(name => name.startsWith(`${database}.`))

const dropDatabase: Handler = call => {
  const { server: { store, cursors }, database } = call
  checkOptions(call.command, [])
  return store.define(() => {
    const names = inDatabase(call)
    for (const name of names) {
      const collection = store.collections.get(name)
      if (collection) store.drop(collection)
      cursors.killAll(name)
    }
    return names.length > 0 ? { dropped: database, ok: 1 } : { ok: 1 }
  })
}

const listCollections: Handler = call => {
  const { command, database } = call
  checkOptions(command, ['filter', 'nameOnly', 'cursor', 'authorizedCollections'])
  const filter = parseFilter(docOption(command, 'filter'))
  const described = inDatabase(call).sort().map(namespace => ({
    name: namespace.slice(database.length + 1), type: 'collection',
    ...command.nameOnly === true
      ? {}
      : { options: {}, info: { readOnly: false }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }
  })).filter(doc => matches(filter, doc))
  return cursorReply('firstBatch', described.map(writeBson), 0n, `${database}.$cmd.listCollections`)
}

const listDatabases: Handler = ({ server: { store }, command }) => {
  checkOptions(command, ['filter', 'nameOnly', 'authorizedDatabases'])
  const filter = parseFilter(docOption(command, 'filter'))
  const names = [...new Set([...store.collections.keys()].map(name => name.slice(0, name.indexOf('.'))))].sort()
  const databases = names.map(name => command.nameOnly === true ? { name } : { name, sizeOnDisk: 0, empty: false })
    .filter(doc => matches(filter, doc))
  return { databases, ...command.nameOnly === true ? {} : { totalSize: 0 }, ok: 1 }
}

/** MongoDB's validate: every document has exactly its keys in every index, and every index entry its document. */
const validate: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['full'])
  const namespace = namespaceOf(call)
  const collection = store.collections.get(namespace)
  if (!collection) throw new CommandError(26, `Collection '${namespace}' does not exist to validate.`)
  const errors: string[] = []
  const pause = pauseFor(call)
  const expected = new Map(collection.indexes.map(({ name }) => [name, 0]))
  let nrecords = 0
  for (const key of store.scan(store.records, ...collection.recordBounds())) {
    const doc = readBson(collection.read(recordNumberOf(key)) as Buffer)
    nrecords += 1
    for (const index of collection.indexes) {
      for (const entry of keysOf(index, doc).keys.values()) {
        expected.set(index.name, (expected.get(index.name) ?? 0) + 1)
        if (!collection.hasEntry(index, entry, recordNumberOf(key))) {
          errors.push(`record ${recordNumberOf(key)} lacks its key in ${index.name}`)
        }
      }
    }
    if (pause.isDue()) await pause.rest()
  }
  const keysPerIndex: Doc = {}
  for (const { id, name } of collection.indexes) {
    const found = store.count(store.entries, prefixKey(id), afterPrefix(prefixKey(id)))
    keysPerIndex[name] = found
    if (found !== expected.get(name)) {
      errors.push(`index ${name} has ${found} keys, the documents ${expected.get(name) ?? 0}`)
    }
  }
  if (collection.count !== nrecords) errors.push(`the count says ${collection.count}, the records are ${nrecords}`)
  return {
    ns: namespace, nrecords, nIndexes: collection.indexes.length, keysPerIndex, valid: errors.length === 0, errors,
    warnings: [], ok: 1
  }
}

export const administrationCommands: Record<string, Handler> = {
  hello, isMaster: hello, ismaster: hello, ping: ok, endSessions: ok, buildInfo, buildinfo: buildInfo, connectionStatus,
  serverStatus,
  getParameter, setParameter, create, drop, dropDatabase, listCollections, listDatabases, validate
}
