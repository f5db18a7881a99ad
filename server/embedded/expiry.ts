/**
 * TTL indexes. Promise: a document goes once its date is older than the index allows, looked for every
 * `ttlMonitorSleepSecs` (60) seconds through that index; the earliest date counts where there are several, and of a
 * partial index only what passes its filter goes.
 */
import type { Server } from './commands/command'
import { deleteMany } from './commands/writing'
import type { IndexDefinition } from './indexKeys'
import { type Filter, parseFilter } from './match'

/** Starts the sweep; the returned function ends it. */
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
      await removeExpired(server, () => ended, report)
    }
    if (!ended) timer = setTimeout(() => void round(), 1000)
  }
  timer = setTimeout(() => void round(), 1000)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

/** What fails with one index is reported and tried again at the next round; the other indexes are none the worse for it. */
async function removeExpired(
  server: Server, isEnded: () => boolean, report: (problem: unknown) => void
): Promise<void> {
  for (const [namespace, collection] of [...server.store.collections]) {
    for (const index of collection.indexes) {
      if (isEnded()) return
      if (index.expireAfterSeconds === undefined) continue
      try {
        await sweep(server, namespace, index, index.expireAfterSeconds)
      } catch (problem) {
        if (!isEnded()) report(problem)
      }
    }
  }
}

async function sweep(
  server: Server, namespace: string, { name, fields, partial }: IndexDefinition, seconds: number
): Promise<void> {
  const tooOld = parseFilter({ [fields[0]?.path as string]: { $lte: new Date(Date.now() - seconds * 1000) } })
  const filter: Filter = partial ? { kind: 'and', children: [tooOld, partial] } : tooOld
  server.store.refresh()
  // Whether a partial index has every match can't be shown for each filter it may have: then the planner looks elsewhere.
  await deleteMany(
    { server, command: {}, database: '', connectionId: 0 }, namespace, filter, partial ? undefined : name
  )
}
