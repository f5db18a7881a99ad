import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { FakeCodes } from './fakeCodes'
import { FakeTokens } from './fakeTokens'
import { Misbehaviours, type Misbehaviour } from './misbehaviours'

export interface FakeWechat {
  /** The address of the fake WeChat, for `api` of createWechat. */
  url: string
  stop(): Promise<void>
  /**
   * A login code of this invented account for one use, valid for 5 minutes; the openid of the account is always the
   * same.
   */
  issueCode(account: string): string
  /** Ends every access token at once, as a forced refresh by another process does. */
  expireTokens(): void
  /** Makes the next calls of this path fail, each in one of these ways; later calls succeed again. */
  misbehave(path: string, ...next: Misbehaviour[]): void
  /** How many calls of this path have arrived. */
  calls(path: string): number
  /** The subscribe messages that it has taken, the oldest first. */
  messages(): readonly FakeMessage[]
}

/** A subscribe message as the fake WeChat took it. */
export interface FakeMessage {
  openid: string
  template: string
  page: string
  fields: Record<string, string>
}

/** The most messages that the fake WeChat remembers; the oldest are forgotten first. */
const MESSAGES_MOST = 20_000

interface FakeOptions {
  /** ms since 1970 */
  now(): number
  /**
   * When given, another appid is answered by 40013 and another secret by 40125; otherwise every well-formed pair is
   * accepted.
   */
  credentials?: { appId: string; secret: string }
}

type Answer = Record<string, unknown>

const DEMO_CODE = /^demo:(1\d{10})$/

/**
 * A WeChat for development and tests: an HTTP server on 127.0.0.1 with the paths, answers and error codes of the real
 * WeChat. `demo:<mobile>` signs in as the person with that phone; `code:<account>` as an account without a phone.
 * @throws Error in production, where nobody may choose whom to sign in as
 */
export async function startFakeWechat(options: FakeOptions): Promise<FakeWechat> {
  if (process.env.NODE_ENV === 'production') throw new Error('The fake WeChat can not be started in production.')
  const codes = new FakeCodes(options.now)
  const tokens = new FakeTokens(options.now)
  const misbehaviours = new Misbehaviours()
  const messages: FakeMessage[] = []

  const answer = (path: string, query: URLSearchParams, body: Answer): Answer | null => {
    switch (path) {
      case '/sns/jscode2session':
        return wrongGrant(query.get('grant_type'), 'authorization_code')
          ?? wrongCredentials(query.get('appid'), query.get('secret'), options)
          ?? login(query.get('js_code') ?? '', codes)
      case '/cgi-bin/stable_token':
        return wrongGrant(body.grant_type, 'client_credential')
          ?? wrongCredentials(body.appid, body.secret, options)
          ?? tokens.issue()
      case '/wxa/business/getuserphonenumber':
        return tokens.refuse(query.get('access_token')) ?? phoneNumber(String(body.code), options.now())
      case '/cgi-bin/message/subscribe/send':
        return tokens.refuse(query.get('access_token')) ?? takeMessage(body, messages)
      default:
        return null
    }
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const body = parseBody(await text(request))
    if (await misbehaviours.apply(pathname, request, response)) return
    const content = body ? answer(pathname, searchParams, body) : failure(47001, 'data format error')
    response.writeHead(content ? 200 : 404, { 'Content-Type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(content))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issueCode: account => codes.issue(account),
    expireTokens: () => tokens.expireAll(),
    misbehave: (path, ...next) => misbehaviours.plan(path, next),
    calls: path => misbehaviours.calls(path),
    messages: () => messages,
    stop: () => new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

function login(code: string, codes: FakeCodes): Answer {
  const phone = DEMO_CODE.exec(code)?.[1]
  const session = { session_key: randomBytes(16).toString('base64') }
  if (phone) return { openid: `demo-${openidOf(phone)}`, ...session, demo_phone: phone }
  const used = codes.use(code)
  return 'errcode' in used ? failure(used.errcode, used.errmsg) : { openid: openidOf(used.account), ...session }
}

function phoneNumber(code: string, now: number): Answer {
  const phone = DEMO_CODE.exec(code)?.[1]
  if (!phone) return failure(40029, 'invalid code')
  const watermark = { timestamp: Math.floor(now / 1000) }
  const phoneInfo = { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark }
  return { errcode: 0, errmsg: 'ok', phone_info: phoneInfo }
}

/** What each type of field may hold; WeChat refuses a message with a wrong field as a whole. */
const FIELDS: Readonly<Record<string, (value: string) => boolean>> = {
  thing: value => value.length <= 20,
  phrase: value => /^\p{Script=Han}{1,5}$/u.test(value),
  character_string: value => /^[\x21-\x7e]{1,32}$/.test(value),
  time: value => value.length <= 32,
  date: value => value.length <= 32
}

function takeMessage(body: Answer, messages: FakeMessage[]): Answer {
  const { touser: openid, template_id: template, page, data } = body
  if (typeof openid !== 'string' || openid === '') return failure(40003, 'invalid openid')
  if (typeof template !== 'string' || template === '') return failure(40037, 'invalid template_id')
  if (typeof page !== 'string' || !/^(pages|officer)\//.test(page)) return failure(41030, 'invalid page')
  const fields = Object.entries(data as Record<string, { value: string }>).map(([name, { value }]) => [name, value])
  const fits = fields.every(([name, value]) => value && FIELDS[name!.replace(/\d+$/, '')]?.(value))
  if (!fits) return failure(47003, 'argument invalid')
  messages.push({ openid, template, page, fields: Object.fromEntries(fields) as Record<string, string> })
  if (messages.length > MESSAGES_MOST) messages.shift()
  return { errcode: 0, errmsg: 'ok' }
}

function wrongGrant(given: unknown, wanted: string): Answer | null {
  return given === wanted ? null : failure(40002, 'invalid grant_type')
}

function wrongCredentials(appId: unknown, secret: unknown, { credentials }: FakeOptions): Answer | null {
  const knownApp = credentials ? appId === credentials.appId : /^wx[0-9a-f]{16}$/.test(String(appId))
  if (!knownApp) return failure(40013, 'invalid appid')
  const rightSecret = credentials ? secret === credentials.secret : typeof secret === 'string' && secret !== ''
  return rightSecret ? null : failure(40125, 'invalid appsecret')
}

function openidOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 28)
}

function failure(errcode: number, errmsg: string): Answer {
  return { errcode, errmsg: `${errmsg}, rid: fake-${randomBytes(4).toString('hex')}` }
}

function parseBody(content: string): Answer | null {
  if (content === '') return {}
  try {
    const value: unknown = JSON.parse(content)
    return value !== null && typeof value === 'object' ? value as Answer : null
  } catch {
    return null
  }
}
