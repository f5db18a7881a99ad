import { randomBytes } from 'node:crypto'

const LIFE_MS = 7200 * 1000
/** The next token is issued this long before the present token expires; both work meanwhile. */
const OVERLAP_MS = 300 * 1000

/**
 * The stable access tokens of the fake WeChat: asking changes the token only shortly before its end.
 * @param now ms since 1970
 */
export class FakeTokens {
  private valid: { token: string; until: number }[] = []

  /** @param now ms since 1970 */
  constructor(private readonly now: () => number) {}

  issue(): Record<string, unknown> {
    const now = this.now()
    this.valid = this.valid.filter(({ until }) => until > now)
    let current = this.valid.at(-1)
    if (!current || current.until - now <= OVERLAP_MS) {
      current = { token: `fake-${randomBytes(12).toString('hex')}`, until: now + LIFE_MS }
      this.valid.push(current)
    }
    return { access_token: current.token, expires_in: Math.floor((current.until - now) / 1000) }
  }

  expireAll(): void {
    this.valid.forEach(entry => { entry.until = 0 })
  }

  /** WeChat's error for this token, or null when it is good. */
  refuse(token: string | null): Record<string, unknown> | null {
    if (!token) return { errcode: 41001, errmsg: 'access_token missing' }
    const entry = this.valid.find(known => known.token === token)
    if (!entry) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }
    return entry.until > this.now() ? null : { errcode: 42001, errmsg: 'access_token expired' }
  }
}
