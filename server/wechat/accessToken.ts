/** WeChat hands out the next token 5 minutes before the old one ends, and both work meanwhile. In seconds. */
const OVERLAP = 300

export interface IssuedToken {
  token: string
  /** Seconds from now. */
  expiresIn: number
}

/**
 * Keeps the access token of this process. One refresher at a time: whoever comes meanwhile waits for what it fetches.
 * Several processes may each keep the same one, because the stable token does not change by being asked for.
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

  /** A token other than `refused`, which WeChat would no longer take: fetched unless somebody has done so already. */
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
