/**
 * The errors of the embedded store. Promise: every refusal carries MongoDB's own code and codeName, which a caller
 * written for MongoDB already handles; a feature of MongoDB that this store lacks is refused by name with
 * NotImplemented (238).
 */
const codeNames: Record<number, string> = {
  1: 'InternalError', 2: 'BadValue', 9: 'FailedToParse', 14: 'TypeMismatch', 15: 'Overflow', 20: 'IllegalOperation',
  22: 'InvalidBSON', 26: 'NamespaceNotFound', 27: 'IndexNotFound', 28: 'PathNotViable',
  40: 'ConflictingUpdateOperators', 43: 'CursorNotFound', 48: 'NamespaceExists', 50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName', 53: 'InvalidIdField', 54: 'NotSingleValueField', 57: 'DottedFieldName',
  59: 'CommandNotFound', 66: 'ImmutableField', 67: 'CannotCreateIndex', 72: 'InvalidOptions', 73: 'InvalidNamespace',
  85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict', 91: 'ShutdownInProgress', 115: 'CommandNotSupported',
  146: 'ExceededMemoryLimit', 168: 'InvalidPipelineOperator', 171: 'CannotIndexParallelArrays', 175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption', 238: 'NotImplemented',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed', 10334: 'BSONObjectTooLarge', 11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace', 17280: 'KeyTooLong'
}

/** An error for the client: `code` and `codeName` are MongoDB's; the fields of `extra` are added to the reply. */
export class CommandError extends Error {
  readonly codeName: string

  constructor(readonly code: number, message: string, readonly extra: Record<string, unknown> = {}) {
    super(message)
    this.codeName = codeNames[code] ?? `Location${code}`
  }
}

/** The refusal of a feature of MongoDB that this store lacks; `what` names it, for instance "operator $where". */
export function notSupported(what: string): CommandError {
  return new CommandError(238, `the embedded store does not support ${what}`)
}

/** Converts any thrown value into an error for the client. */
export function asCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (thrown instanceof RangeError && /call stack/i.test(message)) {
    return new CommandError(15, 'the document is nested too deeply')
  }
  if (/MDB_MAP_FULL|ENOSPC|No space left/i.test(message)) {
    return new CommandError(14031, `the disk under the data directory is full: ${message}`)
  }
  return new CommandError(1, `internal error of the embedded store: ${message}`)
}
