/**
 * The server of a conformance case: the server at MONGODB_URI, or an embedded store in its own directory.
 * MONGODB_KIND=independent means the independent in-memory server, whose known differences are skipped by name.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { startEmbedded } from '../../server/embedded'

export interface Target { client: mongo.MongoClient, db: mongo.Db, uri: string, close(): Promise<void> }
export type AnyDoc = Record<string, unknown>

/** A new directory below the system's temporary directory. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'embedded-'))
}

/** A new embedded store with a client; `close` ends both and removes the directory. */
export async function embeddedTarget(): Promise<Target & { dataDir: string }> {
  const dataDir = temporaryDirectory()
  const store = await startEmbedded({ dataDir })
  const client = await new mongo.MongoClient(store.uri, { monitorCommands: true }).connect()
  const close = async (): Promise<void> => {
    await client.close()
    await store.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { client, db: client.db('conformance'), uri: store.uri, dataDir, close }
}

/** The server under test with an empty database. */
export async function target(): Promise<Target> {
  const uri = process.env.MONGODB_URI
  if (!uri) return embeddedTarget()
  const client = await new mongo.MongoClient(uri, { monitorCommands: true }).connect()
  const db = client.db(`conformance_${process.pid}_${Math.random().toString(36).slice(2, 8)}`)
  return { client, db, uri, close: async () => {
    // The independent server keeps all data in memory and fails to drop some databases.
    if (process.env.MONGODB_KIND !== 'independent') await db.dropDatabase()
    await client.close()
  } }
}

/** The server's error from an operation that must fail. */
export async function failure(operation: Promise<unknown>): Promise<mongo.MongoServerError> {
  try {
    await operation
  } catch (thrown) {
    if (thrown instanceof mongo.MongoServerError) return thrown
    throw thrown
  }
  throw new Error('the operation should have been refused')
}
