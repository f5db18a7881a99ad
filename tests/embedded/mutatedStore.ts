/** An embedded store with one function broken on purpose, which shows that the fuzz test finds faults. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { mongo } from 'mongoose'
import { temporaryDirectory } from './target'

/**
 * The `exports` of `file` are replaced by the result of `mutation`, a function of the original exports in source form.
 */
export interface Mutation { file: string, mutation: string }

/** Starts the store in its own worker; `close` ends it. */
export async function mutatedStore({ file, mutation }: Mutation): Promise<{ db: mongo.Db, close(): Promise<void> }> {
  const dataDir = temporaryDirectory()
  const room = join(__dirname, '../../server/embedded')
  const source = `
    const path = ${JSON.stringify(join(room, file))}
    const real = require(path)
    require.cache[path].exports = { ...real, ...(${mutation})(real) }
    require(${JSON.stringify(join(room, 'worker.ts'))})
  `
  const worker = new Worker(source, {
    eval: true, workerData: { dataDir, port: 0 }, execArgv: ['--require', require.resolve('tsx/cjs')]
  })
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (message: { ready?: number, failed?: string }) =>
      message.ready ? resolve(message.ready) : reject(new Error(message.failed)))
  })
  const client = await new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`).connect()
  return { db: client.db('mutated'), close: async () => {
    await client.close()
    await new Promise(resolve => {
      worker.once('exit', resolve)
      worker.postMessage('stop')
    })
    rmSync(dataDir, { recursive: true, force: true })
  } }
}
