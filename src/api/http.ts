import Taro from '@tarojs/taro'
import { ENDPOINTS, pathOf, type EndpointName } from '../contract/endpoints'
import type { ConsentKind } from '../contract/privacy'
import { ApiError, errorOf } from './failure'

/** What http needs to know of the session without knowing where it is kept. */
export interface Credentials {
  token: () => string | null
  forgetToken: () => void
  /** Called when a call needs somebody signed in and nobody is. */
  askToSignIn: () => void
  /** Called when a call needs the words about personal data agreed to, or those about health. */
  askToAgree: (kind: ConsentKind) => void
}

export interface CallOptions {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: object
  /** Chosen by the caller for one intent and repeated with every try of it; 8–64 of A–Z a–z 0–9 _ - */
  idempotencyKey?: string
  /** ETag of what the phone already has; the answer is then `notModified` when nothing changed. */
  etag?: string
}

export interface Answer<T> {
  data: T
  etag: string | null
  notModified: boolean
}

interface Reply {
  statusCode: number
  text: string
  header: Record<string, string>
}

const TIMEOUT_MS = 15000
/** Waits between the tries of a GET: a valley's signal often comes back within a second. */
const RETRY_AFTER_MS = [400, 1200]
/** What a stranger may ask: with a session that has ended these are asked again without it. */
const PUBLIC: readonly EndpointName[] = [
  'createSession', 'listDemoPeople', 'getCatalogue', 'getCatalogueItem', 'triage', 'searchVillages', 'getVillage'
]

let credentials: Credentials = { token: () => null, forgetToken: () => undefined, askToSignIn: () => undefined, askToAgree: () => undefined }

/** Says where the token comes from; called once when the app starts. */
export function configureHttp(given: Credentials): void {
  credentials = given
}

/**
 * Calls one endpoint and answers its body.
 * @throws ApiError with the BFF's code, or `offline` / `timedOut` when no answer came
 */
export async function call<T>(name: EndpointName, options: CallOptions = {}): Promise<T> {
  return (await callTagged<T>(name, options)).data
}

/** As `call`, with the ETag of the answer. */
export async function callTagged<T>(name: EndpointName, options: CallOptions = {}): Promise<Answer<T>> {
  const token = credentials.token()
  const reply = await sendPatiently(name, options, token)
  const body = parse(reply.text)
  if (reply.statusCode === 304 || (reply.statusCode >= 200 && reply.statusCode < 300)) {
    return { data: body as T, etag: headerOf(reply, 'etag'), notModified: reply.statusCode === 304 }
  }
  const error = errorOf(reply.statusCode, body)
  if (reply.statusCode === 401 && token !== null) {
    credentials.forgetToken()
    if (PUBLIC.includes(name)) return callTagged<T>(name, options)
  }
  if (reply.statusCode === 401 || error.code === 'phoneNotBound') credentials.askToSignIn()
  if (error.code === 'privacyConsentNeeded') credentials.askToAgree('privacy')
  if (error.code === 'sensitiveConsentNeeded') credentials.askToAgree('sensitive')
  throw error
}

async function sendPatiently(name: EndpointName, options: CallOptions, token: string | null): Promise<Reply> {
  const waits = ENDPOINTS[name].method === 'GET' ? RETRY_AFTER_MS : []
  for (let attempt = 0; ; attempt++) {
    const wait = waits[attempt]
    try {
      const reply = await send(name, options, token)
      if (reply.statusCode < 502 || wait === undefined) return reply
    } catch (failure) {
      if (wait === undefined) throw failure
    }
    await new Promise(resolve => setTimeout(resolve, wait))
  }
}

async function send(name: EndpointName, { params, query, body, idempotencyKey, etag }: CallOptions, token: string | null): Promise<Reply> {
  const { method } = ENDPOINTS[name]
  // WeChat's request knows no PATCH.
  const overridden = method === 'PATCH' && process.env.TARO_ENV === 'weapp'
  try {
    const answer = await Taro.request<string>({
      url: API_ORIGIN + pathOf(name, params) + queryString(query),
      method: overridden ? 'POST' : method,
      data: method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body ?? {}),
      header: {
        ...(method !== 'GET' && method !== 'DELETE' && { 'Content-Type': 'application/json' }),
        ...(overridden && { 'X-HTTP-Method-Override': method }),
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
        ...(etag && { 'If-None-Match': etag })
      },
      dataType: 'text',
      timeout: TIMEOUT_MS
    })
    const text = typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data ?? null)
    return { statusCode: answer.statusCode, text, header: answer.header as Record<string, string> }
  } catch (failure) {
    throw new ApiError(tookTooLong(failure) ? 'timedOut' : 'offline', '')
  }
}

function tookTooLong(failure: unknown): boolean {
  const { errMsg, name } = failure as { errMsg?: string; name?: string }
  return name === 'AbortError' || /time-?d? ?out/i.test(errMsg ?? '')
}

function queryString(query: CallOptions['query'] = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  if (pairs.length === 0) return ''
  return '?' + pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function headerOf(reply: Reply, name: string): string | null {
  const found = Object.entries(reply.header ?? {}).find(([key]) => key.toLowerCase() === name)
  return found ? String(found[1]) : null
}
