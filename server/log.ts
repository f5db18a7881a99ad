import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * Fields that may hold personal data are removed from logs, down to a depth of three. This is a second protection:
 * calls are logged by their route pattern, never with query or body.
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

/** A message of the driver may contain values (a phone in a duplicate key): only messages of AppErrors are kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const foreign = /^(Mongo|Bulk|Cast|Validation)/.test(error.name)
  return {
    type: error.name,
    message: foreign ? '[left out: may repeat data]' : error.message,
    stack: (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at ')).join('\n')
  }
}
