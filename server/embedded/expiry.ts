/**
 * TTL indexes. Promise: a document goes once its date is older than the index allows, looked for every
 * `ttlMonitorSleepSecs` (60) seconds through that index; the earliest date counts where there are several.
 */
import type { Server } from './commands/command'
import { deleteMany } from './commands/writing'
import { parseFilter } from './match'

/** Starts the sweep; the returned function ends it. A sweep that fails is tried again at the next round. */
export function startExpiry(server: Server, report: (problem: unknown) => void): () => void {
  let timer: NodeJS.Timeout
  let slept = 0
  let ended = false
  const round = async (): Promise<void> => {
    slept += 1
    if (slept >= server.parameters.ttlMonitorSleepSecs) {
      slept = 0
      server.cursors.sweep()
      server.store.forgetDeadReaders()
      await removeExpired(server).catch((problem: unknown) => ended || report(problem))
    }
    if (!ended) timer = setTimeout(() => void round(), 1000)
  }
  timer = setTimeout(() => void round(), 1000)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

async function removeExpired(server: Server): Promise<void> {
  for (const [namespace, collection] of [...server.store.collections]) {
    for (const { name, fields, expireAfterSeconds } of collection.indexes) {
      const path = fields[0]?.path
      if (expireAfterSeconds === undefined || path === undefined) continue
      const filter = parseFilter({ [path]: { $lte: new Date(Date.now() - expireAfterSeconds * 1000) } })
      server.store.refresh()
      await deleteMany({ server, command: {}, database: '', connectionId: 0 }, namespace, filter, name)
    }
  }
}
