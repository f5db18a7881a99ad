const LIFE_MS = 5 * 60 * 1000
/** The most codes to remember; the oldest are forgotten first, which bounds the memory of a long trial. */
const REMEMBERED = 10_000
const FORMAT = /^code:([^:]{1,64})(?::[^:]{1,64})?$/

/**
 * The login codes of the fake WeChat: `code:<account>`, or `code:<account>:<anything>` to sign the same account in
 * again. The 5 minutes of a code begin when it is issued or first seen.
 * @param now ms since 1970
 */
export class FakeCodes {
  private readonly known = new Map<string, { issuedAt: number; used: boolean }>()
  private issued = 0

  /** @param now ms since 1970 */
  constructor(private readonly now: () => number) {}

  issue(account: string): string {
    const code = `code:${account}:issued-${++this.issued}`
    this.remember(code)
    return code
  }

  /** The account of a code; the call uses the code up. Returns WeChat's error for an unknown, expired or used code. */
  use(code: string): { account: string } | { errcode: number; errmsg: string } {
    const account = FORMAT.exec(code)?.[1]
    if (!account) return { errcode: 40029, errmsg: 'invalid code' }
    const state = this.known.get(code) ?? this.remember(code)
    if (this.now() - state.issuedAt >= LIFE_MS) return { errcode: 40029, errmsg: 'invalid code' }
    if (state.used) return { errcode: 40163, errmsg: 'code been used' }
    state.used = true
    return { account }
  }

  private remember(code: string): { issuedAt: number; used: boolean } {
    const state = { issuedAt: this.now(), used: false }
    this.known.set(code, state)
    const [oldest] = this.known.keys()
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest)
    return state
  }
}
