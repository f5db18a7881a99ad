import Taro from '@tarojs/taro'
import { ENDPOINTS, pathOf, type EndpointName, type ParamsOf } from '../contract/endpoints'
import type {
  AnswerOf,
  BodyOf,
  BytesEndpoint,
  IdempotentEndpoint,
  QueryOf,
  UploadEndpoint
} from '../contract/endpointTypes'
import { isPublic } from '../contract/permissions'
import type { ConsentKind } from '../contract/privacy'
import { ApiError, errorOf } from './failure'

/** What this file needs from the session, without knowing where the session is stored. */
export interface Credentials {
  /** Read as a call begins, before anything is awaited. */
  token: () => string | null
  /** Called with a token that the BFF refused. */
  forgetToken: (refused: string) => void
  /** Called when a call needs a signed-in person and nobody is signed in. */
  askToSignIn: () => void
  /** Called when a call needs an agreement to the privacy words, or to those on sensitive data. */
  askToAgree: (kind: ConsentKind) => void
}

/** What goes with one call: exactly the parts that the contract names for its endpoint. */
export type CallOptions<N extends EndpointName> =
  Needed<'params', NeededParams<N>>
  & Needed<'query', QueryOf<N>>
  & Needed<'body', BodyOf<N>>
  & KeyOf<N>
  & {
    /** ETag of what the phone already has; the answer is then `notModified` when nothing changed. */
    etag?: string
  }

type NeededParams<N extends EndpointName> = keyof ParamsOf<N> extends never ? undefined : ParamsOf<N>
/**
 * A part of a call: required where the endpoint has it and it can't be empty, forbidden where the endpoint has none.
 */
type Needed<Name extends string, Part> = [Part] extends [undefined]
  ? { [K in Name]?: undefined }
  : object extends Part
    ? { [K in Name]?: Part }
    : { [K in Name]: Part }
/** Chosen by the caller for one intent and repeated with every attempt; 8–64 of A–Z a–z 0–9 _ - */
type KeyOf<N extends EndpointName> = [N] extends [IdempotentEndpoint]
  ? { idempotencyKey: string }
  : { idempotencyKey?: undefined }
/** Options may be left out where no part is required. */
type Given<Options> = object extends Options ? [options?: Options] : [options: Options]

/** Endpoints that `call` may name: the others send or answer a file. */
export type CalledEndpoint = Exclude<EndpointName, UploadEndpoint | BytesEndpoint>

/** As `CallOptions`, whatever the endpoint. */
interface AnyOptions {
  params?: Readonly<Record<string, string>> | undefined
  query?: object | undefined
  body?: object | undefined
  idempotencyKey?: string | undefined
  etag?: string | undefined
}

export interface Answer<T> {
  data: T
  etag: string | null
  notModified: boolean
}

interface Reply {
  statusCode: number
  text: string
  header: Record<string, unknown>
}

/** A file to be sent. */
interface SentFile {
  /** Where the phone has the file. */
  path: string
  /** Progress of the upload in percent, 0–100. */
  onProgress?: (percent: number) => void
}

/** The options of an upload: what the endpoint needs, and where the file is. */
export type UploadOptions<N extends UploadEndpoint> = Needed<'params', NeededParams<N>> & KeyOf<N> & SentFile

const TIMEOUT_MS = 15000
/** Time limit for sending a photo over a weak signal. */
const FILE_TIMEOUT_MS = 60000
/** Pauses between the attempts of a GET: a weak signal often comes back within a second. */
const RETRY_AFTER_MS = [400, 1200]

let credentials: Credentials = {
  token: () => null, forgetToken: () => undefined, askToSignIn: () => undefined, askToAgree: () => undefined
}

/** Sets the source of the token; called once when the app starts. */
export function configureHttp(given: Credentials): void {
  credentials = given
}

/**
 * Calls one endpoint and returns the body of its answer.
 * @throws ApiError with the BFF's code, or `offline` / `timedOut` when no answer came
 */
export async function call<N extends CalledEndpoint>(
  name: N,
  ...[options]: Given<CallOptions<N>>
): Promise<AnswerOf<N>> {
  return (await ask<AnswerOf<N>>(name, options ?? {})).data
}

/** As `call`, with the ETag of the answer. */
export function callTagged<N extends CalledEndpoint>(
  name: N,
  ...[options]: Given<CallOptions<N>>
): Promise<Answer<AnswerOf<N>>> {
  return ask<AnswerOf<N>>(name, options ?? {})
}

async function ask<T>(name: EndpointName, options: AnyOptions): Promise<Answer<T>> {
  const token = credentials.token()
  const reply = await sendPatiently(name, options, token)
  if (reply.statusCode === 304 || (reply.statusCode >= 200 && reply.statusCode < 300)) {
    return { data: parse<T>(reply.text), etag: headerOf(reply, 'etag'), notModified: reply.statusCode === 304 }
  }
  // An ended session must not block public endpoints: the call is repeated without its token.
  if (reply.statusCode === 401 && token !== null && isPublic(name)) {
    credentials.forgetToken(token)
    return ask<T>(name, options)
  }
  throw refused(reply.statusCode, parse(reply.text), token)
}

/**
 * Sends one file in a multipart form and returns the body of the answer.
 * @throws ApiError as `call`
 */
export async function uploadFile<N extends UploadEndpoint>(name: N, options: UploadOptions<N>): Promise<AnswerOf<N>> {
  const { params, path, idempotencyKey, onProgress }: AnyOptions & SentFile = options
  const token = credentials.token()
  const header = { ...authorization(token), ...keyHeader(idempotencyKey) }
  const { statusCode, data } = await answered(() => {
    const task = Taro.uploadFile({
      url: API_ORIGIN + pathOf(name, params),
      filePath: path,
      name: ENDPOINTS[name].upload,
      header,
      timeout: FILE_TIMEOUT_MS
    })
    if (onProgress) task.progress(({ progress }) => onProgress(progress))
    return task
  })
  if (statusCode >= 200 && statusCode < 300) return parse<AnswerOf<N>>(data)
  throw refused(statusCode, parse(data), token)
}

/**
 * Fetches a file and returns where the phone has it now. The token goes in a header, never in an address.
 * @throws ApiError as `call`
 */
export async function downloadFile<N extends BytesEndpoint>(name: N, params: ParamsOf<N>): Promise<string> {
  const token = credentials.token()
  const { statusCode, tempFilePath } = await answered(() =>
    Taro.downloadFile({
      url: API_ORIGIN + pathOf(name, params),
      header: authorization(token),
      timeout: FILE_TIMEOUT_MS
    })
  )
  if (statusCode === 200) return tempFilePath
  throw refused(statusCode, null, token)
}

/**
 * The reason why a call was refused; asks the person to sign in, or to agree, where that is the reason.
 * @param token with which the call was sent. When the phone holds another one by now, the refusal says nothing about
 *   the person who is signed in: binding a phone, for example, ends the session that parallel calls were sent with.
 */
function refused(statusCode: number, body: unknown, token: string | null): ApiError {
  const error = errorOf(statusCode, body)
  if (credentials.token() !== token) return error
  if (statusCode === 401 && token !== null) credentials.forgetToken(token)
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

/** Sends a call; a GET that gets no answer, or one of a gateway, is sent again. */
async function sendPatiently(name: EndpointName, options: AnyOptions, token: string | null): Promise<Reply> {
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

async function send(name: EndpointName, options: AnyOptions, token: string | null): Promise<Reply> {
  const { params, query, body, idempotencyKey, etag } = options
  const { method } = ENDPOINTS[name]
  const carriesBody = method !== 'GET' && method !== 'DELETE'
  // wx.request of WeChat has no PATCH.
  const overridden = method === 'PATCH' && process.env.TARO_ENV === 'weapp'
  const answer = await answered(() => Taro.request<string>({
    url: API_ORIGIN + pathOf(name, params) + queryString(query),
    method: overridden ? 'POST' : method,
    data: carriesBody ? JSON.stringify(body ?? {}) : undefined,
    header: {
      ...(carriesBody && { 'Content-Type': 'application/json' }),
      ...(overridden && { 'X-HTTP-Method-Override': method }),
      ...authorization(token),
      ...keyHeader(idempotencyKey),
      ...(etag && { 'If-None-Match': etag })
    },
    dataType: 'text',
    timeout: TIMEOUT_MS
  }))
  const text = typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data ?? null)
  return { statusCode: answer.statusCode, text, header: answer.header ?? {} }
}

function keyHeader(idempotencyKey: string | undefined): Record<string, string> {
  return idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }
}

/** Reads the value with which a platform rejects; it may be of any type. */
function tookTooLong(failure: unknown): boolean {
  const { errMsg, name } = failure as { errMsg?: string; name?: string }
  return name === 'AbortError' || /time-?d? ?out/i.test(errMsg ?? '')
}

function queryString(query: object = {}): string {
  const pairs = Object.entries(query)
    .map(([key, value]): [string, string] => [key, value === undefined ? '' : String(value)])
    .filter(([, value]) => value !== '')
  if (pairs.length === 0) return ''
  return '?' + pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}

/**
 * The only place where an answer is given its type of the contract. The type is not checked: the BFF answers by the
 * same contract.
 */
function parse<T>(text: string): T {
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse('null')
  }
}

function headerOf({ header }: Reply, name: string): string | null {
  const found = Object.entries(header).find(([key]) => key.toLowerCase() === name)
  return found ? String(found[1]) : null
}
