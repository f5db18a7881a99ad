import { Types } from 'mongoose'
import { z } from 'zod'
import { AppError } from './errors'
import { objectId } from './typed'

/** One key of a list's order. The keys together are unique (the last is `_id`): no row is shown twice or omitted. */
export interface SortKey {
  field: string
  direction: 1 | -1
  kind: 'number' | 'date' | 'id' | 'text'
}

const KINDS = {
  number: z.number(),
  date: z.iso.datetime().transform(text => new Date(text)),
  id: objectId().transform(text => new Types.ObjectId(text)),
  text: z.string().max(100)
} as const

/** The position after a row, as a text that the phone sends back unchanged. */
export function writeCursor(order: readonly SortKey[], row: object): string {
  const values = row as Readonly<Record<string, unknown>>
  return Buffer.from(JSON.stringify(order.map(({ field }) => values[field]))).toString('base64url')
}

/** @throws AppError cursorInvalid when the text is not a cursor of this order */
export function readCursor(order: readonly SortKey[], cursor: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(values) || values.length !== order.length) throw new AppError('cursorInvalid')
    return order.map((key, index) => KINDS[key.kind].parse(values[index]))
  } catch {
    throw new AppError('cursorInvalid')
  }
}

/**
 * Makes a page of rows that were read with a limit one above the page's: that one says whether another page follows.
 * @returns the rows of the page, and the cursor of the next one; null: there is none
 */
export function cutPage<Row extends object>(
  order: readonly SortKey[], found: readonly Row[], limit: number
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, nextCursor: last ? writeCursor(order, last) : null }
}

/** A filter for the rows after `values` in this order: equal in the first keys, greater in the next key. */
export function afterCursor(order: readonly SortKey[], values: readonly unknown[]): { $or: object[] } {
  return {
    $or: order.map((key, index) => ({
      ...Object.fromEntries(order.slice(0, index).map((earlier, i) => [earlier.field, values[i]])),
      [key.field]: { [key.direction === 1 ? '$gt' : '$lt']: values[index] }
    }))
  }
}
