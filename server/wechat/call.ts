import { setTimeout as sleep } from 'node:timers/promises'
import { BUSY, WechatRefusal, WechatUnreachable } from './faults'

export interface WechatCall {
  method: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  /** The body, sent as JSON. */
  body?: Record<string, unknown>
}

export type WechatAnswer = Readonly<Record<string, unknown>>

/** Timeouts and retries of the client. Their sum stays well below the 60 s after which the phone gives up. */
export interface Patience {
  /** The timeout of one attempt, in ms. */
  timeoutMs: number
  tries: number
  /** The pause before the second attempt in ms. The pause doubles each time, and half of it is random. */
  pauseMs: number
  pause(ms: number): Promise<unknown>
}

export const PATIENCE: Patience = { timeoutMs: 4000, tries: 3, pauseMs: 200, pause: ms => sleep(ms) }

/**
 * Calls WeChat and tries again after a network failure, a server error of WeChat (5xx) or an answer that WeChat is
 * busy. WeChat's other refusals are final: the same call would get the same answer.
 * @returns the JSON object of the answer, with no errcode other than 0
 * @throws WechatUnreachable or WechatRefusal of the last attempt
 */
export async function callWechat(api: string, call: WechatCall, patience: Patience = PATIENCE): Promise<WechatAnswer> {
  for (let tries = 1; ; tries++) {
    try {
      return await callOnce(api, call, patience.timeoutMs)
    } catch (failure) {
      if (!isPassing(failure) || tries >= patience.tries) throw failure
      await patience.pause(patience.pauseMs * 2 ** (tries - 1) * (0.5 + Math.random() / 2))
    }
  }
}

function isPassing(failure: unknown): boolean {
  if (failure instanceof WechatRefusal) return failure.errcode === BUSY
  return failure instanceof WechatUnreachable && failure.passing
}

async function callOnce(
  api: string, { method, path, query, body }: WechatCall, timeoutMs: number
): Promise<WechatAnswer> {
  const text = await fetchText(`${api}${path}?${new URLSearchParams(query).toString()}`, path, {
    method,
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
  })
  const answer = parseObject(text)
  if (!answer) throw new WechatUnreachable(path, 'the answer is not a JSON object')
  const errcode = answer.errcode ?? 0
  if (typeof errcode !== 'number') throw new WechatUnreachable(path, 'errcode is not a number')
  if (errcode !== 0) throw new WechatRefusal(path, errcode, ridOf(answer.errmsg))
  return answer
}

async function fetchText(url: string, path: string, init: RequestInit): Promise<string> {
  try {
    const response = await fetch(url, init)
    if (!response.ok) {
      await response.body?.cancel()
      throw new WechatUnreachable(path, `HTTP status ${response.status}`, response.status >= 500)
    }
    return await response.text()
  } catch (failure) {
    if (failure instanceof WechatUnreachable) throw failure
    throw new WechatUnreachable(path, reasonOf(failure), true)
  }
}

/** Messages of fetch may contain the address, and the address contains the secret: only codes and names are kept. */
function reasonOf(failure: unknown): string {
  const { name, cause } = failure as { name?: string; cause?: { code?: unknown } }
  return typeof cause?.code === 'string' ? cause.code : name ?? 'unknown'
}

function parseObject(text: string): WechatAnswer | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as WechatAnswer : null
  } catch {
    return null
  }
}

function ridOf(errmsg: unknown): string | null {
  return /\brid: ([\w-]{1,64})/.exec(String(errmsg))?.[1] ?? null
}
