import { isDeepStrictEqual } from 'node:util'
import type { AnySpec } from '../../../server/endpointSpec'
import { ERRORS, type ErrorCode } from '../../../src/contract/errors'
import { ROOT } from '../../setup/builds'
import type { Call } from './call'
import type { Answer } from './send'

/** Marks of what must never leave the server: its directory, its packages, error messages of its libraries. */
const INSIDES = new RegExp([
  'node_modules', String.raw`\bat .+:\d+:\d+\)`, ROOT.replace(/[^\w/]/g, '.'), 'ZodError',
  'Mongo(Server|Network|ose)?Error', 'CastError', 'E11000', 'SyntaxError', 'TypeError'
].join('|'))

/** The first bytes of answers that are not JSON. */
const BEGINNINGS: Record<string, RegExp> = { 'image/jpeg': /^\xff\xd8/, 'audio/mpeg': /^\xff[\xe0-\xff]/ }

/** The faults of an answer in words; an empty list when there are none. */
export class Judge {
  private readonly specs: Map<string, AnySpec>

  /** @param secrets texts that no answer may hold */
  constructor(specs: readonly AnySpec[], private readonly secrets: readonly string[]) {
    this.specs = new Map(specs.map(spec => [spec.name, spec]))
  }

  faults(call: Call, answer: Answer): string[] {
    const { status, headers, body } = answer
    if (status === 0) return call.mayStayUnanswered ? [] : ['the line was cut without an answer']
    const text = body.toString()
    const found = [...this.told(call, text)]
    if (status >= 500) found.push(`answered ${status}`)
    if (call.method === 'HEAD') return found
    if (status >= 400) found.push(...errorFaults(call, status, text, headers))
    else if (status < 300 && call.operation) found.push(...this.successFaults(call, answer))
    else if (status >= 300 && status !== 304) found.push(`an unheard-of status ${status}`)
    return found
  }

  private* told(call: Call, text: string): Generator<string> {
    if (INSIDES.test(text)) yield 'tells of its insides'
    // The list of demo people contains every phone: that is its purpose.
    const telling = call.operation?.name === 'listDemoPeople' || call.path.includes('/demo/')
    for (const secret of this.secrets) {
      if (text.includes(secret) && !(telling && /^1\d{10}$/.test(secret))) yield `tells ${secret.slice(0, 6)}…`
    }
    const token = call.headers.find(([name]) => name === 'Authorization')?.[1].split(' ')[1]
    if (token && token.length > 20 && text.includes(token)) yield 'gives the token back'
  }

  private successFaults({ operation }: Call, { status, headers, body }: Answer): string[] {
    const { response, mediaType } = this.specs.get(operation!.name)!
    if (status !== operation!.success) return [`answered ${status} where the document says ${operation!.success}`]
    if (mediaType) {
      return headers['content-type'] === mediaType && BEGINNINGS[mediaType]?.test(body.toString('latin1', 0, 4))
        ? []
        : [`no ${mediaType}`]
    }
    if (!response) return body.length > 0 ? ['a body where the document has none'] : []
    const value: unknown = JSON.parse(body.toString())
    const parsed = response.safeParse(value)
    if (!parsed.success) {
      return [
        'not as the document says: ' +
          `${parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; ')}`
      ]
    }
    return isDeepStrictEqual(parsed.data, value) ? [] : ['has fields that the document has not']
  }
}

function errorFaults({ operation }: Call, status: number, text: string, headers: Answer['headers']): string[] {
  const error = errorOf(text)
  if (!error) return [`${status} without the error's shape: ${text.slice(0, 120)}`]
  const found: string[] = []
  const { code, message, fields, requestId } = error
  if (ERRORS[code as ErrorCode]?.status !== status) found.push(`code ${String(code)} doesn't go with ${status}`)
  if (typeof message !== 'string' || !/[\u4e00-\u9fff]/.test(message)) {
    found.push(`no Chinese message: ${String(message)}`)
  }
  if (
    typeof requestId !== 'string' || (headers['x-request-id'] !== undefined && headers['x-request-id'] !== requestId)
  ) found.push('no request id')
  if (
    fields !== undefined &&
    !fields.every(field => typeof field.path === 'string' && /[\u4e00-\u9fff]/.test(field.message))
  ) found.push('a field without its sentence')
  if (operation && !operation.errors.get(status)?.includes(String(code))) {
    found.push(`${status} ${String(code)} isn't in the document for ${operation.name}`)
  }
  return found
}

interface Told {
  code?: unknown
  message?: unknown
  fields?: Array<{ path: unknown, message: string }>
  requestId?: unknown
}

function errorOf(text: string): Told | null {
  try {
    const { error, ...rest } = JSON.parse(text) as { error?: Told }
    const known = ['code', 'message', 'fields', 'present', 'requestId']
    return error && Object.keys(rest).length === 0 && Object.keys(error).every(key => known.includes(key))
      ? error
      : null
  } catch {
    return null
  }
}
