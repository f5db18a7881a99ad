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
 * One wrong field without an error code of its own.
 * @param path as `a.b.0.c`
 * @param message Chinese sentence that says what to do
 */
export function invalidField(path: string, message: string): AppError {
  return new AppError('validationFailed', { fields: [{ path, message }] })
}

/**
 * One wrong field with an error code of its own (villageUnknown, timeInPast …); the code's sentence is repeated at the
 * field.
 */
export function fieldError(code: ErrorCode, path: string): AppError {
  return new AppError(code, { fields: [{ path, message: ERRORS[code].message }] })
}
