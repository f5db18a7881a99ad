import { AppError } from '../errors'
import type { Log } from '../log'
import { AccessToken, type IssuedToken } from './accessToken'
import { PATIENCE, callWechat, type Patience, type WechatAnswer, type WechatCall } from './call'
import { deliver, type Delivery } from './deliver'
import { STALE_TOKEN_CODES, WechatRefusal, WechatUnreachable, tellUser } from './faults'

/** The calls of WeChat that the BFF needs. Failures are AppErrors that can be shown to the user. */
export interface Wechat {
  /**
   * The account that signs in with this code of wx.login. A code is valid for 5 minutes and for one use. `phone` is set
   * by the fake WeChat only, for its demo people.
   * @throws AppError wechatCodeInvalid, tooManyRequests, forbidden (account at risk), wechatUnavailable
   */
  code2Session(code: string): Promise<{ openid: string; unionid?: string; phone?: string }>
  /**
   * The 11-digit mainland mobile number behind a code of the phone number button. A code is valid for 5 minutes and for
   * one use.
   * @throws AppError wechatCodeInvalid, tooManyRequests, validationFailed (foreign number), wechatUnavailable
   */
  phoneNumber(code: string): Promise<string>
  /**
   * Sends one subscribe message. Never throws: what became of the message is the answer.
   * @param message its fields are cut to WeChat's lengths already (messageFields.ts)
   */
  sendMessage(message: SubscribeMessage): Promise<Delivery>
}

/** A subscribe message of WeChat. */
export interface SubscribeMessage {
  openid: string
  template: string
  /** The screen that a tap opens, without a slash at the beginning. */
  page: string
  fields: Readonly<Record<string, string>>
}

export interface WechatOptions {
  appId: string
  secret: string
  /** The address of WeChat's API; WeChat itself when unset. */
  api?: string | undefined
  log: Log
  /** ms since 1970 */
  now(): number
  /** True when the address is that of the fake WeChat, whose demo logins include a phone. */
  demo?: boolean
  patience?: Partial<Patience>
}

export const WECHAT_PATHS = {
  login: '/sns/jscode2session',
  token: '/cgi-bin/stable_token',
  phone: '/wxa/business/getuserphonenumber',
  message: '/cgi-bin/message/subscribe/send'
} as const

const MAINLAND_MOBILE = /^1\d{10}$/

/** The client of WeChat's server API. */
export function createWechat(options: WechatOptions): Wechat {
  const { appId, secret, log, now, demo = false } = options
  if (demo && process.env.NODE_ENV === 'production') throw new Error('Demo logins can not be honoured in production.')
  const api = (options.api ?? 'https://api.weixin.qq.com').replace(/\/+$/, '')
  const patience = { ...PATIENCE, ...options.patience }
  const call = (request: WechatCall): Promise<WechatAnswer> => callWechat(api, request, patience)
  const token = new AccessToken(() => issueToken(call, appId, secret), now)

  return {
    async code2Session(code) {
      const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
      const answer = await call({ method: 'GET', path: WECHAT_PATHS.login, query }).then(readLogin).catch(told(log))
      return demo ? answer : { openid: answer.openid, ...(answer.unionid && { unionid: answer.unionid }) }
    },

    async phoneNumber(code) {
      const ask = (accessToken: string): Promise<WechatAnswer> => call({
        method: 'POST', path: WECHAT_PATHS.phone, query: { access_token: accessToken }, body: { code }
      })
      return readPhone(await withToken(token, ask).catch(told(log)))
    },

    async sendMessage({ openid, template, page, fields }) {
      const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]))
      const body = { touser: openid, template_id: template, page, data }
      // Tried once only: a second attempt after a lost answer could send the message twice.
      const send = (accessToken: string): Promise<WechatAnswer> => callWechat(api, {
        method: 'POST', path: WECHAT_PATHS.message, query: { access_token: accessToken }, body
      }, { ...patience, tries: 1 })
      return deliver(token, send)
    }
  }
}

function told(log: Log): (failure: unknown) => never {
  return failure => { throw tellUser(failure, log) }
}

/**
 * Makes a call that needs the access token. When WeChat refuses the token, the token is replaced and the call repeated
 * once.
 */
async function withToken(
  token: AccessToken, ask: (accessToken: string) => Promise<WechatAnswer>
): Promise<WechatAnswer> {
  const first = await token.get()
  try {
    return await ask(first)
  } catch (failure) {
    if (!(failure instanceof WechatRefusal) || !STALE_TOKEN_CODES.includes(failure.errcode)) throw failure
    return ask(await token.instead(first))
  }
}

/**
 * Never with force_refresh: a forced refresh would invalidate the token of other processes, and WeChat allows it 20
 * times a day.
 */
async function issueToken(
  call: (request: WechatCall) => Promise<WechatAnswer>, appId: string, secret: string
): Promise<IssuedToken> {
  const path = WECHAT_PATHS.token
  const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false }
  const { access_token: token, expires_in: expiresIn } = await call({ method: 'POST', path, body })
  if (typeof token !== 'string' || token === '' || typeof expiresIn !== 'number') {
    throw new WechatUnreachable(path, 'the answer has no token')
  }
  return { token, expiresIn }
}

/** The session_key of the answer is dropped: nothing here needs it. */
function readLogin(answer: WechatAnswer): { openid: string; unionid?: string; phone?: string } {
  const { openid, unionid, demo_phone: phone } = answer
  if (typeof openid !== 'string' || openid === '') {
    throw new WechatUnreachable(WECHAT_PATHS.login, 'the answer has no openid')
  }
  return {
    openid,
    ...(typeof unionid === 'string' && unionid !== '' && { unionid }),
    ...(typeof phone === 'string' && MAINLAND_MOBILE.test(phone) && { phone })
  }
}

/** countryCode is documented as text and is a number in WeChat's own example: both are accepted. */
function readPhone(answer: WechatAnswer): string {
  const info = (answer.phone_info ?? {}) as { purePhoneNumber?: unknown; countryCode?: unknown }
  const phone = String(info.purePhoneNumber ?? '')
  if (String(info.countryCode) !== '86' || !MAINLAND_MOBILE.test(phone)) {
    throw new AppError('validationFailed', { message: '现在只能用中国大陆的手机号，请在微信里换一个号码再试。' })
  }
  return phone
}
