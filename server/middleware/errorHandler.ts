import type { Context, Next } from 'koa'
import { ERRORS, type ErrorBody, type ErrorCode } from '../../src/contract/errors'
import { AppError } from '../errors'
import type { Log } from '../log'
import { codeOf, nameOf, propertyOf } from '../thrown'

/**
 * The outermost catch of all: every failure becomes the error body of the contract; faults are logged and answered as
 * `internal`.
 */
export function errorHandler(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) throw new AppError('notFound')
      if ((ctx.status === 405 || ctx.status === 501) && ctx.body == null) throw new AppError('methodNotAllowed')
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown : new AppError(errorCodeOf(thrown))
      if (error.code === 'internal') log.error({ err: thrown, requestId: ctx.state.requestId }, 'a call failed')
      ctx.status = error.status
      ctx.body = {
        error: {
          code: error.code,
          message: error.message,
          ...(error.fields && { fields: error.fields }),
          ...(error.present && { present: error.present }),
          requestId: ctx.state.requestId
        }
      } satisfies ErrorBody
    }
  }
}

/** The names of the driver's errors while the database can't be reached. */
const DATABASE_AWAY = ['MongoServerSelectionError', 'MongoNetworkError', 'MongoNotConnectedError']
/** The codes of zlib's gzip and brotli errors for data that can't be decompressed. */
const UNPACKING = /^(Z_|ERR__ERROR_)/

/** The error code for failures that libraries report by status, type or name: most of them are faults of the caller. */
function errorCodeOf(thrown: unknown): ErrorCode {
  const [status, type] = [propertyOf(thrown, 'status'), propertyOf(thrown, 'type')]
  const [name, code] = [nameOf(thrown), codeOf(thrown)]
  // A body that is not encoded as its Content-Encoding header says fails in zlib.
  if (typeof code === 'string' && UNPACKING.test(code)) return 'malformedJson'
  if (type === 'entity.too.large' || status === 413) return 'bodyTooLarge'
  if (status === 415) return 'unsupportedMediaType'
  if (/^(entity|request|encoding)\./.test(String(type)) || thrown instanceof SyntaxError) return 'malformedJson'
  if (thrown instanceof URIError) return 'notFound'
  if (name !== undefined && DATABASE_AWAY.includes(name)) return 'unavailable'
  return STATUS_CODES.get(status) ?? 'internal'
}

const STATUS_CODES: ReadonlyMap<unknown, ErrorCode> = new Map(
  (['malformedJson', 'unauthenticated', 'forbidden', 'notFound', 'methodNotAllowed', 'tooManyRequests'] as const)
    .map(code => [ERRORS[code].status, code])
)
