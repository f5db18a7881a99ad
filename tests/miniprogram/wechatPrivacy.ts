/** WeChat's privacy flow: access to personal data waits for the person's consent to the guide and fails without it. */

type Resolve = (answer: { event: string, buttonId?: string }) => void
type Listener = (resolve: Resolve, event: { referrer: string }) => void

/** After a refusal nothing is asked for so long, and every call fails at once. In ms. */
const QUIET_MS = 10_000
/** WeChat's number for "not authorised". */
const NOT_AUTHORISED = 104

export class WechatPrivacy {
  /** Whether the person has something to agree to; older tests meet a phone where all is agreed. */
  needed = false
  /** How often the guide was opened. */
  contractsOpened = 0
  /** What the app reported, in order. */
  readonly told: string[] = []
  private readonly listeners: Listener[] = []
  private readonly tapped = new Set<string>()
  private refusedAt = -Infinity

  /** @param now ms since some beginning, of the phone's own clock */
  constructor(private readonly now: () => number) {}

  listen(listener: Listener): void {
    this.listeners.push(listener)
  }

  /** WeChat's own eye on its button: without this tap it believes no agreement. @param id of the button */
  tap(id: string): void {
    this.tapped.add(id)
  }

  /**
   * Runs before a call that touches personal data.
   * @throws Error with errno 104 where he has not agreed
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
