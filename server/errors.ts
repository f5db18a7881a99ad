import { ERRORS, type ErrorCode, type FieldError } from '../src/contract/errors'

/** An answer other than success, on purpose. Everything else that is thrown is a fault and becomes `internal`. */
export class AppError extends Error {
  readonly status: number
  readonly fields: FieldError[] | undefined
  readonly present: { status: string; assignee: string | null } | undefined

  constructor(
    readonly code: ErrorCode,
    detail: { message?: string; fields?: FieldError[]; present?: { status: string; assignee: string | null } } = {}
  ) {
    super(detail.message ?? ERRORS[code].message)
    this.name = 'AppError'
    this.status = ERRORS[code].status
    this.fields = detail.fields
    this.present = detail.present
  }
}

/** A single wrong field, with a code of its own (villageUnknown, timeInPast …); the sentence stands at the field too. */
export function fieldError(code: ErrorCode, path: string): AppError {
  return new AppError(code, { fields: [{ path, message: ERRORS[code].message }] })
}
