/**
 * The thread of the store, which keeps long scans from blocking the main thread. It posts `ready` with the port or
 * `failed` with a sentence, and ends after `stop`.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Server } from './commands/command'
import { Cursors } from './cursors'
import { lockDirectory } from './directoryLock'
import { asCommandError } from './errors'
import { startExpiry } from './expiry'
import { type DoorSettings, listen } from './listener'
import { Store } from './store'
import { Turnstile } from './turnstile'

export interface WorkerSettings extends Partial<DoorSettings> {
  dataDir: string
  mostCursors?: number
  /** The memory of the turnstile, shared with the main thread. */
  exit?: SharedArrayBuffer
}
/** `problem` is for the operator, and the store continues; `lost` is the last message. */
export type WorkerMessage =
  | { ready: number }
  | { failed: string }
  | { problem: string }
  | { lost: string }
  | { stopped: true }

const usual: DoorSettings = { port: 0, mostConnections: 2000, patienceMs: 60_000 }

async function serve({ dataDir, mostCursors, exit, ...door }: WorkerSettings, parent: MessagePort): Promise<void> {
  const say = (message: WorkerMessage): void => parent.postMessage(message)
  const unlock = await lockDirectory(dataDir)
  const lost = (sentence: string): void => {
    say({ lost: sentence })
    void stop()
  }
  // Posted before the thread ends: a thread that waits for a lock of LMDB never ends.
  process.once('uncaughtException', thrown => lost(asCommandError(thrown).message))
  const store = Store.open(dataDir, { lost, turnstile: new Turnstile(exit) })
  const server: Server = {
    store, cursors: new Cursors(mostCursors), startedAt: Date.now(), parameters: { ttlMonitorSleepSecs: 60 }
  }
  const { port, close } = await listen(server, { ...usual, ...door }, problem => say({ problem }))
  const stopExpiry = startExpiry(server, problem => say({ problem: asCommandError(problem).message }))
  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    stopExpiry()
    await close()
    await store.close()
    await unlock()
    say({ stopped: true })
    parent.close()
  }
  parent.once('message', () => void stop())
  say({ ready: port })
}

if (parentPort) {
  const parent = parentPort
  serve(workerData as WorkerSettings, parent).catch((thrown: unknown) => {
    parent.postMessage({ failed: asCommandError(thrown).message } satisfies WorkerMessage)
    parent.close()
  })
}
