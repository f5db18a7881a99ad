import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import type { RealServer } from './startedServer'
import { waitFor } from './waitFor'

const ONE_TRY_MS = 2000
const REPLICA_SET = 'one'

/**
 * Starts a mongod as a replica set of one in a temporary directory, which `stop` removes.
 * @throws Error when the mongod does not become primary
 */
export async function startMongod(binary: string): Promise<RealServer> {
  const directory = mkdtempSync(join(tmpdir(), 'backpack-mongod-'))
  const port = await freePort()
  const child = spawn(binary, [
    '--dbpath', directory, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', REPLICA_SET, '--logpath',
    join(directory, 'log')
  ], { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await initiate(port, ended)
  } catch (error) {
    await stop()
    throw error
  }
  return { name: binary, uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`, kind: 'mongodb', stop }
}

/** Makes the server the only member of its replica set and waits until it accepts writes. */
async function initiate(port: number, ended: Promise<void>): Promise<void> {
  let over = false
  void ended.then(() => { over = true })
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: ONE_TRY_MS
  })
  try {
    const admin = client.db('admin')
    await waitFor(async () => over || await client.connect(), { what: 'a mongod that answers' })
    if (over) throw new Error('mongod ended before it answered; see its words above.')
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host: `127.0.0.1:${port}` }] } })
    const isPrimary = async (): Promise<boolean> => (await admin.command({ hello: 1 })).isWritablePrimary === true
    await waitFor(isPrimary, { what: 'a primary' })
  } finally {
    await client.close()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
