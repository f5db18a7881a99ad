/** The things of the fuzzed town by their real ids, so that moves are possible; answers add more of them. */
import type { Action } from '../../../src/contract/serviceRequest'

export type Kind =
  | 'village'
  | 'item'
  | 'station'
  | 'person'
  | 'phone'
  | 'serviceRequest'
  | 'beneficiary'
  | 'attachment'
  | 'call'
  | 'number'
  | 'cursor'
  | 'key'

/** A person who calls. `phone` is null for a person without a bound phone. */
export interface Actor {
  name: string
  phone: string | null
  id: string | null
  /** Tokens of the person's sessions; ended ones are replaced. */
  tokens: string[]
}

/** A call that a person may make next: an offered move, or opening a matter of the person's own. */
export interface Offer {
  actor: string
  id: string
  /** The operationId. */
  operation: string
  /** A valid body for the call; without it the body is random. */
  body?: object | undefined
}

const MOST = 400
/** The most offers that are kept, so that most of them are still valid when their turn comes. */
const OFFERS_MOST = 400
const TO_CHOOSE_FROM = 40
/** The least number of times that a move is made unchanged before it is mutated. */
const RARE = 12
/** The calls that a person can make with a thing just created. */
const AFTERWARDS: Record<string, string[]> = {
  createAttachment: ['getAttachment', 'getAttachmentThumbnail'],
  createBeneficiary: ['updateBeneficiary', 'askConsent', 'getBeneficiary'],
  askConsent: ['giveConsent'], giveConsent: ['endConsent', 'deleteBeneficiary']
}
/** The person who deletes the account. */
export const LEAVER = 'leaver'

export class Things {
  private readonly pools = new Map<Kind, string[]>()
  private offers: Offer[] = []
  /** How often each operation has succeeded. */
  private readonly done = new Map<string, number>()
  /** The applicant of each matter. */
  private readonly asked = new Map<string, string>()

  /** @param offers the calls possible from the beginning */
  constructor(readonly actors: Actor[], known: Partial<Record<Kind, string[]>>, offers: Offer[] = []) {
    this.offers = [...offers]
    for (const [kind, values] of Object.entries(known)) this.pools.set(kind as Kind, [...values])
  }

  /** A thing of this kind, chosen by any whole number; a well-formed but unknown id where there is none. */
  pick(kind: Kind, choice: number): string {
    const pool = this.pools.get(kind) ?? []
    return pool[choice % pool.length] ?? 'f'.repeat(24)
  }

  has(kind: Kind): boolean {
    return (this.pools.get(kind) ?? []).length > 0
  }

  add(kind: Kind, value: string): void {
    const pool = this.pools.get(kind) ?? []
    if (pool.includes(value)) return
    if (pool.length >= MOST) pool.shift()
    this.pools.set(kind, [...pool, value])
  }

  /**
   * Any person; the one who deletes the account asks for nothing, because an open matter would prevent the deletion.
   */
  actor(operation: string, choice: number): Actor {
    const leaver = this.actors.find(({ name }) => name === LEAVER)!
    const others = this.actors.filter(actor => actor !== leaver)
    if (operation === 'giveConsent' && choice % 2 === 0) return this.named('agent')
    return operation === 'deleteMe' && choice % 2 === 0 ? leaver : others[choice % others.length]!
  }

  named(name: string): Actor {
    return this.actors.find(actor => actor.name === name)!
  }

  /**
   * Takes one offered call: one whose operation never succeeded, otherwise the one that succeeded least often. An offer
   * taken late is often out of date, which is a useful case, too.
   */
  takeOffer(choice: number): (Offer & { isRare: boolean }) | null {
    const never = this.offers.findIndex(({ operation }) => !this.done.has(operation))
    const some = never >= 0 ? [never]
      : Array.from({
        length: Math.min(TO_CHOOSE_FROM, this.offers.length)
      }, (_, index) => (choice + index * 7) % this.offers.length)
    const [rarest] = some.sort((a, b) => this.rank(this.offers[a]!) - this.rank(this.offers[b]!))
    if (rarest === undefined) return null
    const [offer] = this.offers.splice(rarest, 1)
    return { ...offer!, isRare: (this.done.get(offer!.operation) ?? 0) < RARE }
  }

  /** Matters are opened before every move, so these calls are far more frequent. */
  private rank({ operation }: Offer): number {
    return (this.done.get(operation) ?? 0) / (operation === 'getServiceRequest' ? 5 : 1)
  }

  /** Learns from a successful answer to this person. */
  learn(actor: string, operation: string, body: unknown): void {
    this.done.set(operation, (this.done.get(operation) ?? 0) + 1)
    if (body === null || typeof body !== 'object') return
    const { id, number, nextCursor, items } =
      body as { id?: unknown, number?: unknown, nextCursor?: unknown, items?: unknown[] }
    if (typeof nextCursor === 'string') this.add('cursor', nextCursor)
    if (operation === 'createServiceRequest' && typeof number === 'string') this.add('number', number)
    if (operation === 'listBeneficiaries') {
      for (const item of items ?? []) this.add('beneficiary', (item as { id: string }).id)
    }
    if (typeof id !== 'string') return
    this.addById(operation, id)
    for (const next of AFTERWARDS[operation] ?? []) this.offer(next === 'giveConsent' ? 'agent' : actor, id, next)
    if (operation === 'createServiceRequest') this.asked.set(id, actor)
    this.learnOffers(actor, id, body)
  }

  /** The new assignee opens the matter next, and so does its applicant. */
  private learnOffers(actor: string, id: string, body: { actions?: Action[], assignee?: { id: string } }): void {
    const { actions = [], assignee } = body
    if (!assignee) return
    const next = [
      this.actors.find(other => other.id === assignee.id)?.name, this.asked.get(id),
      ...(actions.length === 0 ? ['dispatcher'] : [])
    ].filter(name => name !== undefined && name !== actor)
    this.offers = this.offers.filter(offer => offer.id !== id || offer.actor !== actor)
    for (const action of actions) this.offer(actor, id, action)
    for (const name of next) this.offer(name!, id, 'getServiceRequest')
  }

  private offer(actor: string, id: string, operation: string): void {
    this.offers = [...this.offers, { actor, id, operation }].slice(-OFFERS_MOST)
  }

  private addById(operation: string, id: string): void {
    if (operation === 'createServiceRequest') this.add('serviceRequest', id)
    if (operation === 'createBeneficiary') this.add('beneficiary', id)
    if (operation === 'createAttachment') this.add('attachment', id)
  }
}
