/** The things of the fuzzed town by their real ids, so that moves really happen; answers add more of them. */
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
  | 'number'
  | 'cursor'
  | 'key'

/** Somebody who calls. `phone` is null for one who has bound none. */
export interface Actor {
  name: string
  phone: string | null
  id: string | null
  /** Tokens of his sessions; ended ones are replaced. */
  tokens: string[]
}

/** What somebody may do next: a move he was offered, or a look at a matter that is his. */
export interface Offer {
  actor: string
  id: string
  /** Name of the operation. */
  operation: string
  /** A body that is good for it; otherwise chance makes one. */
  body?: object | undefined
}

const MOST = 400
/** So many at most, so that most of them are still true when their turn comes. */
const OFFERS_MOST = 400
const TO_CHOOSE_FROM = 40
/** So often at least a move is made as it should be, before anything is done to it. */
const RARE = 12
/** What one does with a thing one has just made. */
const AFTERWARDS: Record<string, string[]> = {
  createAttachment: ['getAttachment', 'getAttachmentThumbnail'],
  createBeneficiary: ['updateBeneficiary', 'askConsent', 'getBeneficiary'],
  askConsent: ['giveConsent'], giveConsent: ['endConsent', 'deleteBeneficiary']
}
/** He who comes to delete his account. */
export const LEAVER = 'leaver'

export class Things {
  private readonly pools = new Map<Kind, string[]>()
  private offers: Offer[] = []
  /** How often each operation has had a good answer. */
  private readonly done = new Map<string, number>()
  /** Who asked for which matter. */
  private readonly asked = new Map<string, string>()

  /** @param offers what somebody may do from the beginning */
  constructor(readonly actors: Actor[], known: Partial<Record<Kind, string[]>>, offers: Offer[] = []) {
    this.offers = [...offers]
    for (const [kind, values] of Object.entries(known)) this.pools.set(kind as Kind, [...values])
  }

  /** One of its kind, by any whole number; a well-formed stranger where there is none. */
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

  /** Anybody; he who only comes to leave asks for nothing, so that he can. */
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
   * Takes one offered move: one that was never carried out, else the one carried out least often. An offer taken late
   * is often stale, which is a case too.
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

  /** Looks come before every move, so there are many more of them. */
  private rank({ operation }: Offer): number {
    return (this.done.get(operation) ?? 0) / (operation === 'getServiceRequest' ? 5 : 1)
  }

  /** Learns from a good answer to this actor. */
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

  /** Whose it is now looks at it next, and so does the one who asked for it. */
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
