/** What becomes of a subscribe message. Source of the codes: WeChat's subscribeMessage.send. */
import type { AccessToken } from './accessToken'
import type { WechatAnswer } from './call'
import { BUSY, STALE_TOKEN_CODES, WechatRefusal, WechatUnreachable } from './faults'

/**
 * - sent: WeChat took the message
 * - lost: the message may have arrived, its answer did not; counts as sent
 * - later: certainly not sent, and a later attempt may succeed
 * - noAgreement: the person has not agreed to a message of this template, or WeChat's count is used up
 * - gone: the account is not one of this mini-program's any more
 * - wrong: WeChat refuses the message as it is (template, field or page): the settings or the code are wrong
 */
export interface Delivery {
  outcome: 'sent' | 'lost' | 'later' | 'noAgreement' | 'gone' | 'wrong'
  /** WeChat's error code, or what failed in the network; null when the message was sent. */
  why: string | null
}

/** Answers after which a later attempt may succeed: busy, quota of the day or of the minute used up. */
const LATER_CODES: readonly number[] = [BUSY, ...STALE_TOKEN_CODES, 45009, 45011]
const NO_AGREEMENT_CODES: readonly number[] = [43101]
const GONE_CODES: readonly number[] = [40003]
/** Failures of the network before the message has left this machine. */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/**
 * Sends one message and says what became of the message. A token that WeChat refuses is replaced once: a refused
 * message was not sent.
 */
export async function deliver(
  token: AccessToken, send: (accessToken: string) => Promise<WechatAnswer>
): Promise<Delivery> {
  let first: string
  try {
    first = await token.get()
  } catch (failure) {
    return { outcome: 'later', why: reasonOf(failure) }
  }
  const answer = await attempt(send, first)
  if (!STALE_TOKEN_CODES.some(code => answer.why === String(code))) return answer
  try {
    return await attempt(send, await token.instead(first))
  } catch (failure) {
    return { outcome: 'later', why: reasonOf(failure) }
  }
}

async function attempt(
  send: (accessToken: string) => Promise<WechatAnswer>, accessToken: string
): Promise<Delivery> {
  try {
    const { errcode } = await send(accessToken)
    // An empty object with status 200 has been seen in the field: nobody knows what became of the message.
    return errcode === 0 ? { outcome: 'sent', why: null } : { outcome: 'lost', why: 'the answer has no errcode' }
  } catch (failure) {
    if (failure instanceof WechatRefusal) return { outcome: outcomeOf(failure.errcode), why: String(failure.errcode) }
    const why = reasonOf(failure)
    return { outcome: UNSENT.includes(why) ? 'later' : 'lost', why }
  }
}

function outcomeOf(errcode: number): Delivery['outcome'] {
  if (LATER_CODES.includes(errcode)) return 'later'
  if (NO_AGREEMENT_CODES.includes(errcode)) return 'noAgreement'
  return GONE_CODES.includes(errcode) ? 'gone' : 'wrong'
}

function reasonOf(failure: unknown): string {
  if (failure instanceof WechatRefusal) return String(failure.errcode)
  if (failure instanceof WechatUnreachable) return failure.why
  throw failure
}
