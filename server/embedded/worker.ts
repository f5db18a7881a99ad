/**
 * The thread the store lives in, so that a long scan never holds up the application's own. It says `ready` with the
 * port or `failed` with a sentence, and ends after `stop`.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Server } from './commands/command'
import { Cursors } from './cursors'
import { lockDirectory } from './directoryLock'
import { startExpiry } from './expiry'
import { listen } from './listener'
import { Store } from './store'

export interface WorkerSettings { dataDir: string, port: number }
export type WorkerMessage = { ready: number } | { failed: string } | { problem: string } | { stopped: true } | { saved: number, failed?: string }
export type WorkerOrder = 'stop' | { backup: string, ticket: number }

async function serve({ dataDir, port }: WorkerSettings, parent: MessagePort): Promise<void> {
  const say = (message: WorkerMessage): void => parent.postMessage(message)
  const unlock = await lockDirectory(dataDir)
  const store = Store.open(dataDir)
  const server: Server = { store, cursors: new Cursors(), startedAt: Date.now(), parameters: { ttlMonitorSleepSecs: 60 } }
  const { port: taken, close } = await listen(server, port)
  const stopExpiry = startExpiry(server, problem => say({ problem: String(problem) }))
  parent.on('message', (order: WorkerOrder) => {
    if (order === 'stop') void stop()
    else void store.backup(order.backup).then(() => say({ saved: order.ticket }), (thrown: unknown) => say({ saved: order.ticket, failed: String(thrown) }))
  })
  const stop = async (): Promise<void> => {
    stopExpiry()
    await close()
    await store.close()
    await unlock()
    say({ stopped: true })
    parent.close()
  }
  say({ ready: taken })
}

if (parentPort) {
  const parent = parentPort
  serve(workerData as WorkerSettings, parent).catch((thrown: unknown) => {
    parent.postMessage({ failed: thrown instanceof Error ? thrown.message : String(thrown) } satisfies WorkerMessage)
    parent.close()
  })
}
