import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * Fields that may hold personal data never reach a log, at whatever depth of three they stand. Calls are logged by their
 * route pattern, never by query or body, so this is the second fence, not the first.
 */
const PERSONAL = [
  'phone', 'name', 'applicantName', 'applicant', 'beneficiary', 'address', 'remark', 'text', 'reason', 'receivedBy',
  'idNumber', 'token', 'code',
  'openid', 'session_key', 'authorization', 'secret', 'phoneNumber', 'purePhoneNumber', 'access_token'
]

/** @param level pino's level name; `silent` for tests */
export function createLog(level: string): Log {
  const paths = PERSONAL.flatMap(field => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`])
  return pino({
    level,
    redact: { paths, censor: '[personal]' },
    serializers: { err: describeError },
    timestamp: pino.stdTimeFunctions.isoTime
  })
}

/** A driver's message repeats the values it fell over (a phone in a duplicate key), so only our own messages are kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const foreign = /^(Mongo|Bulk|Cast|Validation)/.test(error.name)
  return {
    type: error.name,
    message: foreign ? '[left out: may repeat data]' : error.message,
    stack: (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at ')).join('\n')
  }
}
