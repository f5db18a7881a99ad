/**
 * The embedded store: a small server of MongoDB's protocol for one machine, in a thread of this process. Promise: data
 * acknowledged with a write concern of 1 survives a kill of the process; a feature of MongoDB that the store lacks is
 * refused by name. The store is for trying the system and for its tests; sites run a real MongoDB.
 */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Turnstile } from './turnstile'
import type { WorkerMessage, WorkerSettings } from './worker'

export interface EmbeddedStore {
  /** For mongoose or any driver: mongodb://127.0.0.1:PORT/?directConnection=true */
  uri: string
  /** Closes connections, finishes all writes and releases the data directory. */
  stop(): Promise<void>
}

export interface EmbeddedSettings {
  dataDir: string
  /** 0 or absent: any free port. */
  port?: number
  /** The most connections served at a time (2000); further clients receive an error and are disconnected. */
  mostConnections?: number
  /** The most open cursors (10,000); beyond this number the cursor idle for longest ends. */
  mostCursors?: number
  /** How long the store waits for the rest of a frame or for an answer to be read, in ms (one minute). */
  patienceMs?: number
  /** Receives a sentence about a problem that does not stop the store. By default the sentence is written to stderr. */
  report?(sentence: string): void
  /**
   * Receives a sentence when the store has died. By default the sentence is written to stderr and the process ends with
   * code 70.
   * @param stuck true when the store's thread can't end: process.exit would then wait for ever, and the process has to
   *   be killed, which is the default
   */
  died?(sentence: string, stuck: boolean): void
}

/** A thread that has sent its last message and then waits for a lock of LMDB for longer than this never ends. */
const longestEndMs = 10_000

/**
 * Starts the store on 127.0.0.1.
 * @throws Error with a sentence when the directory is used by another process, can't be written, holds foreign data or
 *   has a newer format
 */
export async function startEmbedded({ report = tell, died = end, ...given }: EmbeddedSettings): Promise<EmbeddedStore> {
  const turnstile = new Turnstile()
  const settings: WorkerSettings = { ...given, exit: turnstile.memory }
  const worker = new Worker(join(__dirname, 'worker.ts'), {
    workerData: settings, execArgv: ['--require', require.resolve('tsx/cjs')]
  })
  const port = await started(worker)
  const stopped = watch(worker, report, died)
  const close = (): void => turnstile.close()
  process.once('exit', close)
  worker.once('exit', () => process.off('exit', close))
  return { uri: `mongodb://127.0.0.1:${port}/?directConnection=true`, stop: stopped }
}

const tell = (sentence: string): void => void process.stderr.write(`embedded store: ${sentence}\n`)

function end(sentence: string, stuck: boolean): void {
  tell(sentence)
  if (stuck) process.kill(process.pid, 'SIGKILL')
  process.exit(70)
}

function started(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the embedded store ended before it was ready'))
    worker.once('error', reject)
    worker.once('exit', ended)
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', reject)
      worker.off('exit', ended)
      if ('ready' in message) resolve(message.ready)
      else {
        void worker.terminate().then(() =>
          reject(new Error('failed' in message ? message.failed : 'the embedded store did not start')))
      }
    })
  })
}

/** Listens to a running worker; returns the function that stops it, which may be called twice. */
function watch(
  worker: Worker, report: (sentence: string) => void, died: (sentence: string, stuck: boolean) => void
): () => Promise<void> {
  let cause = 'its thread ended'
  let stopping = false
  let late: NodeJS.Timeout | undefined
  const tellEnd = (stuck: boolean): void => died(`the embedded store has stopped working: ${cause}`, stuck)
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  worker.on('error', error => {
    cause = error.message
  })
  worker.on('message', (message: WorkerMessage) => {
    if ('problem' in message) report(message.problem)
    else if ('lost' in message) {
      cause = message.lost
      late ??= setTimeout(() => tellEnd(true), longestEndMs)
    }
  })
  void exited.then(() => {
    clearTimeout(late)
    if (!stopping) tellEnd(false)
  })
  return () => {
    if (!stopping) worker.postMessage('stop')
    stopping = true
    return exited
  }
}
