import type { ApiError, FailureCode } from '../api/failure'

/** Refusals of a move that say: the matter has changed since the screen was loaded. */
const OUT_OF_DATE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'alreadyTaken', 'moveNotAllowed', 'changedMeanwhile', 'idempotencyKeyReused', 'reopenTooLate', 'alreadyRated', 'consentNotAsked',
  'notFound', 'forbidden'
])

/** Whether a move was refused because the screen is out of date: another person was faster, or this very move had arrived before. */
export function isConflict({ code }: ApiError): boolean {
  return OUT_OF_DATE.has(code)
}
