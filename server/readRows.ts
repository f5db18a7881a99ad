import type { Log } from './log'

/** Something that makes a query with a bound on its rows. */
interface Bounded<T> {
  limit(most: number): { lean(): PromiseLike<unknown> & { exec(): Promise<T[]> } }
}

/**
 * Reads all rows of a query up to a bound. Rows beyond the bound are left out, and the log says so.
 * @param what the name of the rows in the log
 */
export async function readRows<T>(query: Bounded<T>, most: number, what: string, log: Log): Promise<T[]> {
  const rows = await query.limit(most + 1).lean().exec()
  if (rows.length <= most) return rows
  log.error({ what, most }, 'there are more rows than are kept in memory: the rest is left out')
  return rows.slice(0, most)
}
