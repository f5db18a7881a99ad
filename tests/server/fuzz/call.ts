import type { Operation } from './operations'
import type { Actor } from './things'

/** One call, ready to be sent. */
export interface Call {
  /** What was done to it, for the report. */
  says: string
  /** By whose schemas its answer is judged; null: it may be of none. */
  operation: Operation | null
  actor: Actor | null
  method: string
  /** With its query. */
  path: string
  headers: Array<[string, string]>
  body: Buffer
  /** Written to a socket byte by byte. */
  byHand?: boolean
  /** One or more header lines as they are. */
  rawLine?: string
  version?: string
  /** The server may cut the line instead of reading it to its end. */
  mayStayUnanswered?: boolean
}
