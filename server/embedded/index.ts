/**
 * The embedded store: a small server of MongoDB's protocol for one machine, in a thread of this process. Promise:
 * what a write concern of 1 has acknowledged survives the process being killed; what the store does not do as
 * MongoDB does it refuses by name. It is for trying the system and for its tests; sites run a real MongoDB.
 */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { WorkerMessage, WorkerOrder, WorkerSettings } from './worker'

export interface EmbeddedStore {
  /** For mongoose or any driver: mongodb://127.0.0.1:PORT/?directConnection=true */
  uri: string
  /** Closes connections, writes everything down and releases the data directory. */
  stop(): Promise<void>
  /** Copies the running store into an empty directory, which another start may then serve. */
  backup(directory: string): Promise<void>
}

/**
 * Starts the store on 127.0.0.1; `port` 0 or absent takes any free one. Fails with a plain sentence when the
 * directory is in use by another process, can't be written, or holds a newer format.
 */
export async function startEmbedded({ dataDir, port = 0 }: { dataDir: string, port?: number }): Promise<EmbeddedStore> {
  const settings: WorkerSettings = { dataDir, port }
  const worker = new Worker(join(__dirname, 'worker.ts'), {
    workerData: settings, execArgv: ['--require', require.resolve('tsx/cjs')]
  })
  const taken = await started(worker)
  let lastTicket = 0
  const order = (message: WorkerOrder): void => worker.postMessage(message)
  return {
    uri: `mongodb://127.0.0.1:${taken}/?directConnection=true`,
    stop: () => new Promise(resolve => {
      worker.once('exit', () => resolve())
      order('stop')
    }),
    backup: directory => {
      lastTicket += 1
      const ticket = lastTicket
      return answerTo(worker, ticket, () => order({ backup: directory, ticket }))
    }
  }
}

function started(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', reject)
      if ('ready' in message) resolve(message.ready)
      else reject(new Error('failed' in message ? message.failed : 'the embedded store did not start'))
    })
  })
}

function answerTo(worker: Worker, ticket: number, ask: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (message: WorkerMessage): void => {
      if (!('saved' in message) || message.saved !== ticket) return
      worker.off('message', hear)
      if (message.failed) reject(new Error(message.failed))
      else resolve()
    }
    worker.on('message', hear)
    ask()
  })
}
