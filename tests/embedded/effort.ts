/**
 * Measures what a question costs the store by the computing time of its process, in multiples of a known question that
 * the same process answered in the same run. Neither a slow machine nor other programs on the machine change the
 * result, as they would change a wall clock's.
 */
import { readFileSync } from 'node:fs'
import { mongo } from 'mongoose'
import type { Child } from './child'

/** Linux tells the times of a process in hundredths of a second, whatever the kernel's own clock is. */
const TICK_MS = 10
/** How often the known question is asked to be measured: long enough for the ticks not to matter. */
const TIMES = 5
const items = Array.from({ length: 1000 }, (_, at) => at)
/** A million steps of an expression, a tenth of a second of computing on the authors' machine. */
const KNOWN = {
  aggregate: 'one', cursor: {},
  pipeline: [{ $project: { sum: { $map: { input: '$items', in: { $sum: { $map: { input: '$items', in: 1 } } } } } } }]
}

/** Computing time that a process has used since its start in all its threads, in ms. Linux only. */
export function computedMs(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The name of the program, in brackets, may hold blanks; utime and stime are fields 14 and 15 of the whole line.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** The scale of one running store. */
export class Effort {
  private constructor(private readonly pid: number, private readonly unitMs: number) {}

  /** Asks the store the known question, once to get its code compiled and then several times to be measured. */
  static async of({ pid, uri }: Child): Promise<Effort> {
    const client = await new mongo.MongoClient(uri).connect()
    try {
      const db = client.db('effort')
      await db.collection<{ _id: number, items: number[] }>('one').insertOne({ _id: 1, items })
      await db.command(KNOWN)
      const before = computedMs(pid)
      for (let times = 0; times < TIMES; times += 1) await db.command(KNOWN)
      return new Effort(pid, Math.max(TICK_MS, computedMs(pid) - before) / TIMES)
    } finally {
      await client.close()
    }
  }

  /** Computing time of the store up to now, in multiples of the known question. */
  soFar(): number {
    return computedMs(this.pid) / this.unitMs
  }
}
