import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { API_BASE, pathOf } from '../../../src/contract/endpoints'
import type { Call } from './call'
import { NASTY_TEXTS, spoiled } from './mutations'
import type { Operation } from './operations'
import type { Actor, Offer, Things } from './things'
import { valuesOf } from './validValues'
import { multipart, wireFaults, type Shelf, type WireFault } from './wireFaults'

/** Operations that delete what the others need, so they are called seldom. */
const SELDOM: Record<string, number> = {
  deleteMe: 4, endMySessions: 2, endSession: 3, bindPhone: 8, recordMyConsent: 8, exportMe: 4, getAttachment: 5
}
const USUAL = 10
/** Submissions create the matters for everything else. */
const OFTEN: Record<string, number> = {
  createServiceRequest: 90, createAttachment: 20, getServiceRequest: 40, listServiceRequests: 20, createBeneficiary: 20
}

/** Makes the calls of one run. The same seed and index make the same call of the same things. */
export class Caller {
  private readonly faults: Array<[string, WireFault]>
  private readonly weighted: fc.Arbitrary<Operation>
  private readonly dice = fc.record({
    kind: fc.nat({ max: 99 }), actor: fc.nat(), token: fc.nat(), fault: fc.nat(), choice: fc.nat(),
    strange: fc.nat({ max: 30 }), key: fc.nat({ max: 9 })
  })

  constructor(
    private readonly operations: readonly Operation[], private readonly things: Things, private readonly shelf: Shelf,
    private readonly seed: number
  ) {
    this.faults = Object.entries(wireFaults(shelf))
    this.weighted = fc.oneof(...operations.map(operation => ({
      arbitrary: fc.constant(operation), weight: SELDOM[operation.name] ?? OFTEN[operation.name] ?? USUAL
    })))
  }

  /** @param index of the call in its run */
  make(index: number): Call {
    const sample = <T>(arbitrary: fc.Arbitrary<T>, salt: number): T =>
      fc.sample(arbitrary, { seed: this.seed + index * 7 + salt, numRuns: 1 })[0]!
    const dice = sample(this.dice, 0)
    // Of ten calls: four valid ones (most of them moves that were offered), four with one wrong place, two changed in
    // transmission.
    const offer = dice.kind < 30 || dice.kind % 4 === 0 ? this.things.takeOffer(dice.choice) : null
    const operation = offer ? this.operations.find(({ name }) => name === offer.operation)! : sample(this.weighted, 1)
    const actor = offer ? this.things.named(offer.actor)
      : dice.actor % 15 === 0 ? null
      : this.things.actor(operation.name, dice.actor)
    const whole = this.whole(operation, actor, offer, dice, sample)
    if (dice.kind < 42 || offer?.isRare) return whole
    if (dice.kind < 80 && !operation.multipart) return this.withWrongPlace(whole, dice, sample)
    if (operation.multipart && dice.kind < 90) {
      return withFile(whole, this.fileFor(operation), dice.choice, `file ${dice.choice % 17}`)
    }
    const [name, fault] = this.faults[dice.fault % this.faults.length]!
    return { ...fault(whole, dice.choice), says: `${operation.name}, ${name} ${dice.choice}` }
  }

  private whole(
    operation: Operation, actor: Actor | null, offer: Offer | null,
    dice: { token: number, key: number, choice: number }, sample: Sample
  ): Call {
    const params = Object.fromEntries(Object.entries(operation.params).map(([name, schema]) =>
      [name, offer?.id ?? String(sample(valuesOf(schema, name, operation.path, this.things), 2))]))
    const asked = Object.entries(operation.query).filter(([name]) => name !== 'cursor' || this.things.has('cursor'))
    const query = fc.record(Object.fromEntries(asked.map(([name, schema]) =>
      [name, valuesOf(schema, name, operation.path, this.things)])), { requiredKeys: [] })
    const token = actor?.tokens[dice.token % actor.tokens.length]
    const key = dice.key === 0 ? this.things.pick('key', dice.choice) : randomUUID()
    if (operation.idempotent) this.things.add('key', key)
    const call: Call = {
      says: `${operation.name}, whole`, operation, actor, method: operation.method,
      path: pathOf(operation.name as never, params) + queryText(sample(query, 3)),
      headers: [
        ...(token ? [['Authorization', token] as [string, string]] : []),
        ...(operation.idempotent ? [['Idempotency-Key', key] as [string, string]] : [])
      ],
      body: Buffer.alloc(0)
    }
    if (operation.multipart) return withFile(call, this.fileFor(operation), 0, call.says)
    return operation.body
      ? withJson(
        call, JSON.stringify(offer?.body ?? sample(valuesOf(operation.body, '', operation.path, this.things), 4))
      )
      : call
  }

  private fileFor({ name }: Operation): Buffer {
    return name === 'sendConsentVoice' ? this.shelf.voice : this.shelf.photo
  }

  /** A fault in body, parameter or query. */
  private withWrongPlace(call: Call, { choice, strange }: { choice: number, strange: number }, sample: Sample): Call {
    const operation = call.operation!
    // No longer ones: Node's HTTP parser refuses longer addresses.
    const text = NASTY_TEXTS[choice % NASTY_TEXTS.length]!.slice(0, 800)
    if (call.body.length > 0 && strange > 3) {
      return {
        ...withJson(call, sample(spoiled(JSON.parse(call.body.toString())), 5)), says: `${operation.name}, spoiled body`
      }
    }
    const names = Object.keys(operation.query)
    if (names.length > 0) {
      return {
        ...call, path: `${call.path.split('?')[0]}?${names[choice % names.length]}=${encoded(text)}`,
        says: `${operation.name}, query ${choice}`
      }
    }
    if (Object.keys(operation.params).length === 0 || text === '') return call
    const path = API_BASE + operation.path.replace(/\{\w+\}/, () => encoded(text))
    // A path with dots or slashes in its parameter may lead elsewhere.
    return {
      ...call, path, says: `${operation.name}, parameter ${choice}`,
      ...(/^[.]+$|%2F/i.test(encoded(text)) && { operation: null })
    }
  }
}

type Sample = <T>(arbitrary: fc.Arbitrary<T>, salt: number) => T

function withJson(call: Call, text: string): Call {
  return {
    ...call,
    headers: [...call.headers.filter(([name]) => name !== 'Content-Type'), ['Content-Type', 'application/json']],
    body: Buffer.from(text)
  }
}

function withFile(call: Call, photo: Buffer, choice: number, says: string): Call {
  const { type, body } = multipart(photo, choice)
  return {
    ...call, headers: [...call.headers.filter(([name]) => name !== 'Content-Type'), ['Content-Type', type]], body, says,
    mayStayUnanswered: choice > 0
  }
}

function queryText(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) =>
    `${name}=${encoded(String(value))}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** The text as in a URL; half a surrogate pair, which can't be encoded, becomes the bytes of one. */
function encoded(text: string): string {
  const wellFormed = Buffer.from(text).toString()
  return text === wellFormed ? encodeURIComponent(text) : `%ED%A0%80${encodeURIComponent(wellFormed)}`
}
