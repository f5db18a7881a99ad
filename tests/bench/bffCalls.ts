/** Shared by the process with the BFF and the process that calls it. */
export const CALLS = ['catalogue', 'inbox', 'detail', 'submit', 'accept', 'schedule'] as const
export type CallName = (typeof CALLS)[number]

/** What the parent needs for calling both servers. */
export interface Prepared {
  /** Address of bare Koa. */
  bare: string
  /** Authorization header of the officer of the village. */
  officer: string
  /** Authorization headers of people who may submit LIMITS.openMatters each. */
  applicants: string[]
  /** The body of a submission. */
  submission: string
  /** A matter that is assigned to the officer. */
  shown: string
  /** Round trips of the BFF, by call. */
  trips: Record<CallName, string[]>
}
