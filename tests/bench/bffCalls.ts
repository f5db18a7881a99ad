/** What the process with the BFF and the one that calls it both know. */
export const CALLS = ['catalogue', 'inbox', 'detail', 'submit', 'accept', 'schedule'] as const
export type CallName = (typeof CALLS)[number]

/** What the parent needs for calling both. */
export interface Prepared {
  /** Where bare Koa listens. */
  bare: string
  /** Authorization of the officer of the village. */
  officer: string
  /** Authorizations of people who may submit LIMITS.openServiceRequests each. */
  applicants: string[]
  /** The body of a submission. */
  submission: string
  /** A matter that the officer has. */
  shown: string
  /** Round trips of the BFF by call. */
  trips: Record<CallName, string[]>
}
