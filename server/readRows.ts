import type { Log } from './log'

/** Somewhere that a query with a bound can be made of. */
interface Bounded<T> {
  limit(most: number): { lean(): PromiseLike<unknown> & { exec(): Promise<T[]> } }
}

/**
 * Reads all rows of a query up to a bound. What lies beyond the bound is left out and told in the log.
 * @param what the rows are, for the log
 */
export async function readRows<T>(query: Bounded<T>, most: number, what: string, log: Log): Promise<T[]> {
  const rows = await query.limit(most + 1).lean().exec()
  if (rows.length <= most) return rows
  log.error({ what, most }, 'there are more rows than are kept in memory: the rest is left out')
  return rows.slice(0, most)
}
