/** The things of the fuzzed town that calls name: real ids, so that moves really happen. It learns from every answer. */
import type { Action } from '../../../src/contract/serviceRequest'

export type Kind = 'village' | 'item' | 'station' | 'person' | 'phone' | 'serviceRequest' | 'beneficiary' | 'attachment' | 'number' | 'cursor' | 'key'

/** Somebody who calls. `phone` is null for one who has bound none. */
export interface Actor {
  name: string
  phone: string | null
  /** Tokens of his sessions; ended ones are replaced. */
  tokens: string[]
}

/** A move that somebody was offered. */
export interface Offer {
  actor: string
  id: string
  action: Action
}

const MOST = 400

export class Things {
  private readonly pools = new Map<Kind, string[]>()
  private offers: Offer[] = []

  constructor(readonly actors: Actor[], known: Partial<Record<Kind, string[]>>) {
    for (const [kind, values] of Object.entries(known)) this.pools.set(kind as Kind, [...values])
  }

  /** One of its kind, by any whole number; a well-formed stranger where there is none. */
  pick(kind: Kind, choice: number): string {
    const pool = this.pools.get(kind) ?? []
    return pool[choice % pool.length] ?? 'f'.repeat(24)
  }

  add(kind: Kind, value: string): void {
    const pool = this.pools.get(kind) ?? []
    if (pool.includes(value)) return
    if (pool.length >= MOST) pool.shift()
    this.pools.set(kind, [...pool, value])
  }

  actor(choice: number): Actor {
    return this.actors[choice % this.actors.length]!
  }

  /** Takes one offered move; late ones are often stale, which is a case too. */
  takeOffer(choice: number): Offer | null {
    if (this.offers.length === 0) return null
    return this.offers.splice(choice % this.offers.length, 1)[0] ?? null
  }

  /** Learns from a good answer to this actor. */
  learn(actor: string, operation: string, body: unknown): void {
    if (body === null || typeof body !== 'object') return
    const { id, number, actions, nextCursor, items } = body as {
      id?: unknown, number?: unknown, actions?: Action[], nextCursor?: unknown, items?: unknown[]
    }
    if (typeof nextCursor === 'string') this.add('cursor', nextCursor)
    if (Array.isArray(actions) && typeof id === 'string') {
      const others = this.offers.filter(offer => offer.id !== id || offer.actor !== actor)
      this.offers = [...others, ...actions.map(action => ({ actor, id, action }))].slice(-MOST)
    }
    if (operation === 'createServiceRequest' && typeof number === 'string') this.add('number', number)
    if (typeof id === 'string') this.addById(operation, id)
    if (operation === 'listBeneficiaries') for (const item of items ?? []) this.add('beneficiary', (item as { id: string }).id)
  }

  private addById(operation: string, id: string): void {
    if (operation === 'createServiceRequest') this.add('serviceRequest', id)
    if (operation === 'createBeneficiary') this.add('beneficiary', id)
    if (operation === 'createAttachment') this.add('attachment', id)
  }
}
