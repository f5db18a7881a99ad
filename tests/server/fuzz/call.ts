import type { Operation } from './operations'
import type { Actor } from './things'

/** One call, ready to be sent. */
export interface Call {
  /** The change made to the call, for the report. */
  says: string
  /** The operation whose schemas judge the answer; null: the answer may be one of no operation. */
  operation: Operation | null
  actor: Actor | null
  method: string
  /** The path with its query. */
  path: string
  headers: Array<[string, string]>
  body: Buffer
  /** The bytes of a call that is written directly to a socket. */
  byHand?: boolean
  /** One or more header lines, unchanged. */
  rawLine?: string
  version?: string
  /** The server may close the connection instead of reading the call to its end. */
  mayStayUnanswered?: boolean
}
