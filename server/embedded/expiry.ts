/**
 * TTL indexes. Promise: every `ttlMonitorSleepSecs` (60) seconds the store deletes, through each TTL index, the
 * documents whose date is older than the index allows. The earliest date of an array counts; a partial index expires
 * only documents that pass its filter.
 */
import type { Server } from './commands/command'
import { deleteMany } from './commands/writing'
import type { IndexDefinition } from './indexKeys'
import { type Filter, parseFilter } from './match'

/** Starts the periodic sweep; the returned function ends it. */
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

/** A failure with one index is reported and tried again in the next round; the other indexes are still swept. */
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
  // For some filters the planner can't prove that a partial index holds every match; the planner then chooses another
  // plan.
  await deleteMany(
    { server, command: {}, database: '', connectionId: 0 }, namespace, filter, partial ? undefined : name
  )
}
