import type { ErrorCode } from '../../src/contract/errors'
import { AppError } from '../errors'
import type { Log } from '../log'

/** WeChat is busy and asks to be called again. Source: its list of global return codes. */
export const BUSY = -1

/** The access token is invalid, was replaced, or ran out. */
export const STALE_TOKEN_CODES: readonly number[] = [40001, 40014, 42001]

/** Answers about the caller, who can act on them. */
const CALLERS: Readonly<Record<number, { code: ErrorCode; message?: string }>> = {
  /** invalid code; it also stands for one older than 5 minutes */
  40029: { code: 'wechatCodeInvalid' },
  /** code been used */
  40163: { code: 'wechatCodeInvalid' },
  /** the user's quota of 100 a minute */
  45011: { code: 'tooManyRequests' },
  /** WeChat rates the account as high risk and blocks its sign-in */
  40226: { code: 'forbidden', message: '微信提示这个账号有风险，暂时不能登录。急事请打电话或到派出所办理。' }
}

/**
 * A call that did not reach WeChat or whose answer was unusable. The message contains nothing of the call, which is
 * personal or secret.
 * @param passing true when the next attempt may well succeed
 */
export class WechatUnreachable extends Error {
  /** @param passing the next try may well succeed */
  constructor(readonly path: string, readonly why: string, readonly passing = false) {
    super(`${path}: ${why}`)
    this.name = 'WechatUnreachable'
  }
}

/** A refusal by WeChat; `rid` is the id by which WeChat's support finds the call. */
export class WechatRefusal extends Error {
  constructor(readonly path: string, readonly errcode: number, readonly rid: string | null) {
    super(`${path}: errcode ${errcode}`)
    this.name = 'WechatRefusal'
  }
}

/**
 * Converts a failed call into the error for the user. A failure that the user can't influence (wrong appid or secret,
 * daily quota, address not on the list) is logged as an error, and the user is told that WeChat can't be reached.
 */
export function tellUser(failure: unknown, log: Log): AppError {
  if (failure instanceof WechatRefusal) {
    const caller = CALLERS[failure.errcode]
    if (caller) return new AppError(caller.code, caller.message ? { message: caller.message } : {})
    const { path, errcode, rid } = failure
    if (errcode === BUSY) log.warn({ path, errcode, rid }, 'WeChat is busy')
    else log.error({ path, errcode, rid }, 'WeChat refuses our calls')
    return new AppError('wechatUnavailable')
  }
  if (failure instanceof WechatUnreachable) {
    log.warn({ path: failure.path, failure: failure.why }, 'WeChat can not be reached')
    return new AppError('wechatUnavailable')
  }
  throw failure
}
