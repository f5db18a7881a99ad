import { ERRORS, type ErrorCode, type FieldError } from '../src/contract/errors'

/** A deliberate error answer. Any other thrown value is a fault and becomes `internal`. */
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

/**
 * A single invalid field, with its own code (villageUnknown, timeInPast …); the sentence is given for the field too.
 */
export function fieldError(code: ErrorCode, path: string): AppError {
  return new AppError(code, { fields: [{ path, message: ERRORS[code].message }] })
}
