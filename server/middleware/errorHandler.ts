import type { Context, Next } from 'koa'
import { ERRORS, type ErrorBody, type ErrorCode } from '../../src/contract/errors'
import { AppError } from '../errors'
import type { Log } from '../log'

/**
 * The one outermost catch: every failure becomes the error body of the contract, faults are logged and told as
 * `internal`.
 */
export function errorHandler(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) throw new AppError('notFound')
      if ((ctx.status === 405 || ctx.status === 501) && ctx.body == null) throw new AppError('methodNotAllowed')
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown : new AppError(codeOf(thrown))
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

/** How zlib's gzip and its brotli name what they can't unpack. */
const UNPACKING = /^(Z_|ERR__ERROR_)/

/** Failures that libraries report by status or type and that are the caller's doing. */
function codeOf(thrown: unknown): ErrorCode {
  const { status, type, name, code } = thrown as { status?: number; type?: string; name?: string; code?: unknown }
  // A body that isn't encoded as its header says fails in zlib.
  if (typeof code === 'string' && UNPACKING.test(code)) return 'malformedJson'
  if (type === 'entity.too.large' || status === 413) return 'bodyTooLarge'
  if (status === 415) return 'unsupportedMediaType'
  if (
    type?.startsWith('entity.') ||
    type?.startsWith('request.') ||
    type?.startsWith('encoding.') ||
    thrown instanceof SyntaxError
  )
    return 'malformedJson'
  if (thrown instanceof URIError) return 'notFound'
  if (name === 'MongoServerSelectionError' || name === 'MongoNetworkError' || name === 'MongoNotConnectedError')
    return 'unavailable'
  if (status && status in STATUS_CODES) return STATUS_CODES[status] as ErrorCode
  return 'internal'
}

const STATUS_CODES: Record<number, ErrorCode> = Object.fromEntries(
  (['malformedJson', 'unauthenticated', 'forbidden', 'notFound', 'methodNotAllowed', 'tooManyRequests'] as const)
    .map(code => [ERRORS[code].status, code])
)
