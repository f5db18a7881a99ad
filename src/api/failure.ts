import { ERRORS, type ErrorBody, type ErrorCode, type FieldError } from '../contract/errors'

/** `offline`: no answer came; `timedOut`: it took too long. Everything else is the BFF's own code. */
export type FailureCode = ErrorCode | 'offline' | 'timedOut'

/** Why a call failed, with a sentence for the person and, where the BFF named them, the fields to correct. */
export class ApiError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly fields: readonly FieldError[] = [],
    readonly present: { status: string; assignee: string | null } | null = null
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** Refusals of a move because the matter has changed since the screen was loaded. */
const OUT_OF_DATE: readonly FailureCode[] = [
  'alreadyTaken',
  'moveNotAllowed',
  'changedMeanwhile',
  'idempotencyKeyReused',
  'reopenTooLate',
  'alreadyRated',
  'consentNotAsked',
  'notFound',
  'forbidden'
]

/**
 * Whether a move was refused because somebody else was faster, or because an earlier attempt of this very move had
 * succeeded.
 */
export function isConflict({ code }: ApiError): boolean {
  return OUT_OF_DATE.includes(code)
}

/**
 * Reads the error body of an answer. An answer without one (for example a proxy's page) counts as the BFF being
 * unavailable.
 */
export function errorOf(statusCode: number, body: unknown): ApiError {
  const error = (body as Partial<ErrorBody> | null)?.error
  if (error && error.code in ERRORS)
    return new ApiError(error.code, error.message, error.fields ?? [], error.present ?? null)
  const code = statusCode === 404 ? 'notFound' : statusCode === 401 ? 'unauthenticated' : 'unavailable'
  return new ApiError(code, ERRORS[code].message)
}

/**
 * A thrown value as an ApiError.
 * @throws the value itself when it is of another type: a fault of the program must not be shown as a failed call
 */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  throw thrown
}
