/** The compared servers: the embedded store as the BFF starts it, and the server that INDEPENDENT_SERVER starts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import mongoose, { type Connection } from 'mongoose'
import { startEmbedded } from '../../server/embedded/index'
import { ServiceRequest } from '../../server/serviceRequests/model'
import { plainServiceRequests } from './documents'

export interface BenchServer { name: 'embedded' | 'independent', uri: string, stop(): Promise<void> }

/** The embedded store in a new directory, in a thread of this process as in the BFF. */
export async function startStore(): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const store = await startEmbedded({ dataDir })
  return { name: 'embedded', uri: store.uri, stop: async () => {
    await store.stop()
    rmSync(dataDir, { recursive: true, force: true })
  } }
}

/** The server that the command in INDEPENDENT_SERVER starts; undefined when it is not set. */
export async function startIndependent(): Promise<BenchServer | undefined> {
  const command = process.env.INDEPENDENT_SERVER
  if (!command) return undefined
  const child: ChildProcess = spawn(command, ['0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [uri] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line') as [string]
  return { name: 'independent', uri, stop: async () => {
    const gone = once(child, 'exit')
    child.kill()
    await gone
  } }
}

export interface Filled { name: string, model: typeof ServiceRequest, size: number, connection: Connection }

/** A database with this many service requests and with the indexes of the BFF. */
export async function fill({ name, uri }: BenchServer, size: number): Promise<Filled> {
  const connection = await mongoose.createConnection(uri, {
    dbName: `bench${size}`, maxPoolSize: 64, minPoolSize: 64, autoIndex: false
  }).asPromise()
  const model = connection.model('ServiceRequest', ServiceRequest.schema) as typeof ServiceRequest
  await model.createIndexes()
  const step = 2000
  for (let from = 0; from < size; from += step) {
    await model.collection.insertMany(await plainServiceRequests(from, Math.min(step, size - from)))
  }
  return { name, model, size, connection }
}
