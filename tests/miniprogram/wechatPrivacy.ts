/** WeChat's privacy flow: access to personal data waits for the user's consent to the guide and fails without it. */

type Resolve = (answer: { event: string, buttonId?: string }) => void
type Listener = (resolve: Resolve, event: { referrer: string }) => void

/** How long after a refusal nothing is asked and every call fails at once, in ms. */
const QUIET_MS = 10_000
/** WeChat's error number for "not authorised". */
const NOT_AUTHORISED = 104

export class WechatPrivacy {
  /** Whether there is something to agree to; tests that are not about privacy use a phone on which all is agreed. */
  needed = false
  /** How often the guide was opened. */
  contractsOpened = 0
  /** What the app reported to WeChat, in order. */
  readonly told: string[] = []
  private readonly listeners: Listener[] = []
  private readonly tapped = new Set<string>()
  private refusedAt = -Infinity

  /** @param now the phone's own clock, ms since some beginning */
  constructor(private readonly now: () => number) {}

  listen(listener: Listener): void {
    this.listeners.push(listener)
  }

  /** WeChat observes its own button: without this tap it accepts no agreement. @param id of the button */
  tap(id: string): void {
    this.tapped.add(id)
  }

  /**
   * Runs before a call that touches personal data.
   * @throws Error with errno 104 when the user has not agreed
   */
  async check(name: string): Promise<void> {
    if (!this.needed) return
    if (this.listeners.length === 0 || this.now() - this.refusedAt < QUIET_MS) throw notAuthorised(name)
    const agreed = await new Promise<boolean>(resolve => {
      for (const listener of this.listeners) listener(answer => this.hear(answer, resolve), { referrer: name })
    })
    if (!agreed) throw notAuthorised(name)
  }

  private hear({ event, buttonId }: Parameters<Resolve>[0], decide: (agreed: boolean) => void): void {
    this.told.push(event)
    if (event === 'exposureAuthorization') return
    const agreed = event === 'agree' && this.tapped.has(buttonId ?? '')
    if (agreed) this.needed = false
    else this.refusedAt = this.now()
    decide(agreed)
  }
}

function notAuthorised(name: string): Error {
  return Object.assign(new Error(`${name}:fail privacy permission is not authorized`), { errno: NOT_AUTHORISED })
}
