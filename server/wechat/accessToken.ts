/** WeChat issues the next token 5 minutes before the present token expires; both work meanwhile. In seconds. */
const OVERLAP = 300

export interface IssuedToken {
  token: string
  /** The lifetime in seconds from now. */
  expiresIn: number
}

/**
 * Keeps the access token of this process. One refresh runs at a time; other callers wait for its result. Several
 * processes may each keep the same token, because asking for the stable token does not change it.
 * @param issue fetches a token from WeChat; its failure is passed to every waiting caller
 * @param now ms since 1970
 */
export class AccessToken {
  private kept: { token: string; until: number } | null = null
  private fetching: Promise<string> | null = null

  /**
   * @param issue fetches a token from WeChat; its failure goes to everybody who waits
   * @param now ms since 1970
   */
  constructor(private readonly issue: () => Promise<IssuedToken>, private readonly now: () => number) {}

  get(): Promise<string> {
    if (this.kept && this.now() < this.kept.until) return Promise.resolve(this.kept.token)
    this.fetching ??= this.fetch().finally(() => { this.fetching = null })
    return this.fetching
  }

  /**
   * A token other than `refused`, which WeChat no longer accepts: fetched unless another caller has fetched it already.
   */
  instead(refused: string): Promise<string> {
    if (this.kept?.token === refused) this.kept = null
    return this.get()
  }

  private async fetch(): Promise<string> {
    const asked = this.now()
    const { token, expiresIn } = await this.issue()
    this.kept = { token, until: asked + (expiresIn - OVERLAP) * 1000 }
    return token
  }
}
