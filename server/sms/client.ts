/** The site's SMS gateway: the only file that talks to it. What the gateway must understand: docs/OPERATIONS.md. */
import { codeOf, nameOf, propertyOf } from '../thrown'

/** One text message. */
export interface TextMessage {
  /** Names the message for the gateway's own check against repetition; nothing personal. */
  id: string
  /** Mainland mobile number, 11 digits. */
  phone: string
  /** The gateway's id of the template. */
  template: string
  /** What stands in each gap of the template. */
  fields: Readonly<Record<string, string>>
}

/**
 * - sent: the gateway took the message
 * - lost: the message may have gone out, the answer did not arrive; counts as sent
 * - later: certainly not sent, and a later attempt may succeed
 * - refused: certainly not sent, and the same message would be refused again
 */
export interface TextDelivery {
  outcome: 'sent' | 'lost' | 'later' | 'refused'
  /** The gateway's code, or what failed in the network; null when the message was sent. */
  why: string | null
}

/** How a site reaches its gateway. */
export interface GatewayOptions {
  url: string
  key: string
  /** The name in front of every message, as registered with the gateway. */
  signature: string
  /** Answers that mean taken, and that mean: not now. Every other code is a refusal. */
  codes: { sent: readonly string[]; later: readonly string[] }
  timeoutMs?: number
}

export interface Sms {
  /** Gives one message to the gateway, once. Never fails. */
  send(message: TextMessage): Promise<TextDelivery>
}

const TIMEOUT_MS = 8000
/** Failures of the network before the message has left this machine. */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
/** Codes go into the database and the log: no more than this of what the gateway says. */
const CODE = /^[\w.-]{1,64}$/

/** The gateway of a site. */
export function createSms(options: GatewayOptions): Sms {
  return { send: message => post(message, options) }
}

async function post(
  { id, phone, template, fields }: TextMessage, { url, key, signature, codes, timeoutMs = TIMEOUT_MS }: GatewayOptions
): Promise<TextDelivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify({ id, phone, signature, template, fields })
    })
    if (!response.ok) {
      await response.body?.cancel()
      return ofStatus(response.status)
    }
    return ofAnswer(await response.text(), codes)
  } catch (failure) {
    const why = reasonOf(failure)
    return { outcome: UNSENT.includes(why) ? 'later' : 'lost', why }
  }
}

/**
 * 429 and the refusals of a caller are said before a message is taken; nobody knows what a server error left behind.
 */
function ofStatus(status: number): TextDelivery {
  const why = `HTTP ${status}`
  if (status === 429) return { outcome: 'later', why }
  return { outcome: status >= 400 && status < 500 ? 'refused' : 'lost', why }
}

function ofAnswer(text: string, { sent, later }: GatewayOptions['codes']): TextDelivery {
  const code = codeIn(text)
  // An empty answer with status 200 has been seen in the field: nobody knows what became of the message.
  if (code === null) return { outcome: 'lost', why: 'the answer has no code' }
  if (sent.includes(code)) return { outcome: 'sent', why: null }
  return { outcome: later.includes(code) ? 'later' : 'refused', why: CODE.test(code) ? code : 'unreadable code' }
}

function codeIn(text: string): string | null {
  try {
    const code = propertyOf(JSON.parse(text) as unknown, 'code')
    return typeof code === 'string' || typeof code === 'number' ? String(code) : null
  } catch {
    return null
  }
}

/** The reason without the message of fetch, which may contain the address. */
function reasonOf(failure: unknown): string {
  const code = codeOf(propertyOf(failure, 'cause'))
  return typeof code === 'string' ? code : nameOf(failure) ?? 'unknown'
}
