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

export interface UploadOptions {
  params?: Record<string, string>
  /** Where the phone has the file. */
  path: string
  idempotencyKey: string
  /** 0–100, of what has been sent. */
  onProgress?: (percent: number) => void
}

const TIMEOUT_MS = 15000
/** A photo over a weak signal. */
const FILE_TIMEOUT_MS = 60000
/** Waits between the tries of a GET: a valley's signal often comes back within a second. */
const RETRY_AFTER_MS = [400, 1200]
/** What a stranger may ask: with a session that has ended these are asked again without it. */
const PUBLIC: readonly EndpointName[] = [
  'createSession', 'listDemoPeople', 'getCatalogue', 'getCatalogueItem', 'triage', 'searchVillages', 'getVillage', 'askProgress'
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
  if (reply.statusCode === 401 && token !== null && PUBLIC.includes(name)) {
    credentials.forgetToken()
    return callTagged<T>(name, options)
  }
  throw refused(reply.statusCode, body, token)
}

/**
 * Sends one file as the part `file` of a form and answers what the BFF says of it.
 * @throws ApiError as `call`
 */
export async function uploadFile<T>(name: EndpointName, { params, path, idempotencyKey, onProgress }: UploadOptions): Promise<T> {
  const token = credentials.token()
  const header = { ...authorization(token), 'Idempotency-Key': idempotencyKey }
  const { statusCode, data } = await answered(() => {
    const task = Taro.uploadFile({ url: API_ORIGIN + pathOf(name, params), filePath: path, name: 'file', header, timeout: FILE_TIMEOUT_MS })
    if (onProgress) task.progress(({ progress }) => onProgress(progress))
    return task
  })
  const body = parse(data)
  if (statusCode >= 200 && statusCode < 300) return body as T
  throw refused(statusCode, body, token)
}

/**
 * Fetches a file and answers where the phone has it now. The token goes in a header, never in an address.
 * @throws ApiError as `call`
 */
export async function downloadFile(name: EndpointName, params: Record<string, string>): Promise<string> {
  const token = credentials.token()
  const { statusCode, tempFilePath } = await answered(() =>
    Taro.downloadFile({ url: API_ORIGIN + pathOf(name, params), header: authorization(token), timeout: FILE_TIMEOUT_MS }))
  if (statusCode === 200) return tempFilePath
  throw refused(statusCode, null, token)
}

/** Why it was refused; sees to it that somebody signs in, or agrees, where that is the reason. */
function refused(statusCode: number, body: unknown, token: string | null): ApiError {
  const error = errorOf(statusCode, body)
  if (statusCode === 401 && token !== null) credentials.forgetToken()
  if (statusCode === 401 || error.code === 'phoneNotBound') credentials.askToSignIn()
  if (error.code === 'privacyConsentNeeded') credentials.askToAgree('privacy')
  if (error.code === 'sensitiveConsentNeeded') credentials.askToAgree('sensitive')
  return error
}

/** @throws ApiError `offline` or `timedOut` when no answer came */
async function answered<R>(send: () => Promise<R>): Promise<R> {
  try {
    return await send()
  } catch (failure) {
    throw new ApiError(tookTooLong(failure) ? 'timedOut' : 'offline', '')
  }
}

function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` }
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
  const answer = await answered(() => Taro.request<string>({
    url: API_ORIGIN + pathOf(name, params) + queryString(query),
    method: overridden ? 'POST' : method,
    data: method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body ?? {}),
    header: {
      ...(method !== 'GET' && method !== 'DELETE' && { 'Content-Type': 'application/json' }),
      ...(overridden && { 'X-HTTP-Method-Override': method }),
      ...authorization(token),
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
      ...(etag && { 'If-None-Match': etag })
    },
    dataType: 'text',
    timeout: TIMEOUT_MS
  }))
  const text = typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data ?? null)
  return { statusCode: answer.statusCode, text, header: answer.header as Record<string, string> }
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
