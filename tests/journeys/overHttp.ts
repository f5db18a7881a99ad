import { randomUUID } from 'node:crypto'
import type { Beneficiary } from '../../src/contract/beneficiary'
import type { Channel } from '../../src/contract/catalogue'
import { CONSENT_WORDS } from '../../src/contract/consent'
import { ENDPOINTS, pathOf, type EndpointName } from '../../src/contract/endpoints'
import type { ErrorBody } from '../../src/contract/errors'
import type { NoticeEvent, NoticePage } from '../../src/contract/notice'
import type { SessionView } from '../../src/contract/person'
import { PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { Action, Status } from '../../src/contract/serviceRequest'
import type {
  MoveInputs, Page, RoutingOutcome, ServiceRequestDetail, ServiceRequestSummary, SubmitInput, SubmitReceipt
} from '../../src/contract/serviceRequestViews'
import type { Cast, Player } from '../setup/cast'
import type { Town } from '../setup/town'
import { waitFor } from '../setup/waitFor'
import {
  ADDRESS, ITEM_CODE, type AcceptOutcome, type ElderActor, type ResidentActor, type StaffActor, type Way
} from './actors'

/** The journeys by plain HTTP calls. */
export const overHttp: Way = {
  name: 'over plain HTTP',
  async open(town) {
    const cast = await town.ask('newCast')
    const staff = (player: Player): StaffActor => new HttpStaff(new Caller(town, player), cast)
    return {
      cast, town, resident: new HttpResident(new Caller(town, cast.resident), cast),
      elder: new HttpElder(new Caller(town, cast.elder)),
      officer: staff(cast.officer), backup: staff(cast.backup), agent: staff(cast.agent),
      also: async player => staff(player),
      close: async () => undefined
    }
  }
}

interface CallParts { params?: Record<string, string>, query?: string, body?: object, key?: string }

/** One person's calls; signs in before the first. */
class Caller {
  private token: string | null = null
  constructor(private readonly town: Town, readonly player: Player) {}

  /** @returns the status code and the body */
  async send<T>(
    name: EndpointName, { params, query = '', body, key = randomUUID() }: CallParts = {}
  ): Promise<{ status: number, body: T }> {
    const { method } = ENDPOINTS[name]
    const answer = await fetch(`${this.town.address}${pathOf(name, params)}${query}`, {
      method,
      headers: {
        'Content-Type': 'application/json', 'Idempotency-Key': key, ...await this.authorization(name)
      },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {})
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null as T : JSON.parse(text) as T }
  }

  /** As `send`; gives the body of a call that must succeed. */
  async call<T>(name: EndpointName, parts?: CallParts): Promise<T> {
    const { status, body } = await this.send<T>(name, parts)
    if (status >= 300) throw new Error(`${name} was answered with ${status}: ${JSON.stringify(body)}`)
    return body
  }

  move<A extends Action>(action: A, id: string, body: MoveInputs[A]): Promise<ServiceRequestDetail> {
    return this.call(action, { params: { id }, body })
  }

  private async authorization(name: EndpointName): Promise<Record<string, string>> {
    if (name === 'createSession') return {}
    if (this.token === null) {
      this.token = (await this.call<SessionView>('createSession', {
        body: { code: `demo:${this.player.phone}` }
      })).token
      await this.call('recordMyConsent', { body: { kind: 'privacy', version: PRIVACY_VERSIONS.privacy } })
    }
    return { Authorization: `Bearer ${this.token}` }
  }
}

/**
 * The newest notice is of this event; delivery follows the move a moment later.
 * @returns id of its matter
 */
async function isTold(caller: Caller, event: NoticeEvent): Promise<string> {
  const notice = await waitFor(async () => {
    const [newest] = (await caller.call<NoticePage>('listNotices')).items
    return newest?.event === event ? newest : null
  }, { what: `a notice of ${event}` })
  return notice.matter!.id
}

class HttpResident implements ResidentActor {
  private id = ''
  private member = ''
  constructor(private readonly caller: Caller, private readonly cast: Cast) {}

  async asks(channel: Channel): Promise<void> {
    const body: SubmitInput = {
      itemCode: ITEM_CODE, channel, villageCode: this.cast.village.code, beneficiary: null, specialGroups: [],
      address: ADDRESS,
      preferredTimes: [{ date: '2026-11-25', part: 'morning' }], remark: ''
    }
    const receipt = await this.caller.call<SubmitReceipt>('createServiceRequest', { body })
    this.id = receipt.id
  }

  async keeps(relative: string, phone?: string): Promise<void> {
    const member = await this.caller.call<Beneficiary>('createBeneficiary', { body: {
      name: relative, kinship: 'parent', phone: phone ?? null, villageCode: this.cast.village.code, address: ADDRESS,
      birthYear: 1948, guardian: false,
      specialGroups: []
    } })
    this.member = member.id
  }

  async asksFor(relative: string, channel: Channel, phone?: string): Promise<void> {
    if (this.member === '') await this.keeps(relative, phone)
    const body: SubmitInput = {
      itemCode: ITEM_CODE, channel, villageCode: this.cast.village.code, beneficiary: { id: this.member },
      specialGroups: [], address: ADDRESS,
      preferredTimes: [{ date: '2026-11-25', part: 'morning' }], remark: ''
    }
    this.id = (await this.caller.call<SubmitReceipt>('createServiceRequest', { body })).id
  }

  async letsHerBeAsked(): Promise<void> {
    await this.caller.call('askConsent', { params: { id: this.member }, body: { purpose: 'both', months: 12 } })
  }

  async readsThatSheSaidNo(secret: string): Promise<void> {
    const seen = await this.look()
    expect(seen.consent.state).toBe('withdrawn')
    expect(JSON.stringify(seen)).not.toContain(secret)
  }

  async readsThatSheWillBeAsked(): Promise<void> {
    expect((await this.look()).consent.state).toBe('pending')
  }

  async readsThatSheAgreedBefore(): Promise<void> {
    expect((await this.look()).consent).toMatchObject({ state: 'given', way: 'witnessed' })
  }

  async readsTheDay(): Promise<void> {
    expect((await this.look()).deliveryDay).toBe('2026-11-27')
  }

  async readsWhoTookIt(name: string, secret: string): Promise<void> {
    const seen = await this.look()
    expect(seen.timeline.at(-1)).toMatchObject({
      by: { name: this.cast.officer.name }, received: { name, relation: 'child', way: 'broughtHome' }
    })
    expect(JSON.stringify(seen)).not.toContain(secret)
  }

  async readsThatSheAgreed(secret: string): Promise<void> {
    const seen = await this.look()
    expect(seen.consent).toMatchObject({ state: 'given', way: 'onArrival' })
    expect(JSON.stringify(seen)).not.toContain(secret)
  }

  async sees(status: Status, holder: Player): Promise<void> {
    const seen = await this.look()
    expect({ status: seen.status, holder: seen.assignee.name }).toEqual({ status, holder: holder.name })
  }

  async readsWhyNot(passedOver: Player, outcome: RoutingOutcome): Promise<void> {
    const { routing } = await this.look()
    expect(routing.at(-1)!.steps).toContainEqual(
      expect.objectContaining({ person: { id: passedOver.id, name: passedOver.name }, outcome })
    )
  }

  async isTold(event: NoticeEvent): Promise<void> {
    this.id = await isTold(this.caller, event)
  }

  async rates(stars: 1 | 2 | 3 | 4 | 5): Promise<void> {
    await this.caller.move('rate', this.id, { stars, text: '' })
  }

  async seesHisRating(stars: number): Promise<void> {
    expect((await this.look()).rating).toMatchObject({ stars })
  }

  private look(): Promise<ServiceRequestDetail> {
    return this.caller.call('getServiceRequest', { params: { id: this.id } })
  }
}

class HttpElder implements ElderActor {
  constructor(private readonly caller: Caller) {}

  async saysNo(said: string): Promise<void> {
    const { items: [mine] } = await this.caller.call<Page<ServiceRequestSummary>>('listServiceRequests')
    await this.caller.move('withdrawConsent', mine!.id, { text: said, papersReturnedTo: null })
  }

  async takesAllBack(): Promise<void> {
    const { items: [kept] } =
      await this.caller.call<{ items: Beneficiary[] }>('listBeneficiaries', { query: '?role=self' })
    await this.caller.call('endConsent', { params: { id: kept!.id } })
  }
}

class HttpStaff implements StaffActor {
  private id = ''
  constructor(private readonly caller: Caller, private readonly cast: Cast) {}

  async findsIt(): Promise<void> {
    const { items } =
      await this.caller.call<Page<ServiceRequestSummary>>('listServiceRequests', { query: '?role=inbox' })
    const mine = items.find(item => item.applicantName === this.cast.resident.name)
    expect(mine).toBeDefined()
    this.id = mine!.id
    // Only the assignee can give this proof: a backup to whom the matter is only offered can't.
    if (mine!.assignee.id === this.caller.player.id) await this.caller.call('markReceived', { params: { id: this.id } })
  }

  async isTold(event: NoticeEvent): Promise<void> {
    this.id = await isTold(this.caller, event)
  }

  async accepts(): Promise<void> {
    await this.caller.move('accept', this.id, {})
  }

  async triesToAccept(): Promise<AcceptOutcome> {
    const { status, body } = await this.caller.send<Partial<ErrorBody>>('accept', { params: { id: this.id } })
    if (status === 200) return 'won'
    expect(status).toBe(409)
    return { takenBy: String(body.error?.present?.assignee) }
  }

  async setsATime(): Promise<void> {
    await this.caller.move('schedule', this.id, {
      start: '2026-11-25T09:00:00+08:00', end: '2026-11-25T11:00:00+08:00'
    })
  }

  async setsOut(): Promise<void> {
    await this.caller.move('setOut', this.id, {})
  }

  async hearsYes(): Promise<void> {
    await this.caller.move('recordConsent', this.id, { agreed: true, words: CONSENT_WORDS[0] })
  }

  async hearsNo(said: string): Promise<void> {
    await this.caller.move('withdrawConsent', this.id, { text: said, papersReturnedTo: null })
  }

  async hearsHerForAYear(): Promise<void> {
    const { items: [asked] } =
      await this.caller.call<{ items: Beneficiary[] }>('listBeneficiaries', { query: '?role=witness' })
    await this.caller.call('giveConsent', {
      params: { id: asked!.id }, body: { agreed: true, words: CONSENT_WORDS[0] }
    })
  }

  async finishes(said = ''): Promise<void> {
    await this.caller.move('finish', this.id, { outcome: 'completed', papersTaken: [], text: said })
  }

  async waitsForDocument(): Promise<void> {
    await this.caller.move('finish', this.id, { outcome: 'awaitingDocument', papersTaken: ['旧户口簿'], text: '' })
  }

  async hasDocument(): Promise<void> {
    await this.caller.move('documentReady', this.id, { papers: ['居民户口簿'], day: '2026-11-27' })
  }

  /** A phone that got no answer sends the same receipt again. */
  async deliversInTheValley(name: string, said: string): Promise<void> {
    const body = {
      receivedBy: name, relation: 'child', way: 'broughtHome', text: said, phoneTime: '2026-11-24T00:30:00.000Z'
    }
    const key = randomUUID()
    for (let times = 0; times < 2; times++) {
      const { status, body: after } = await this.caller.send<ServiceRequestDetail>(
        'deliver', { params: { id: this.id }, body, key }
      )
      expect(status).toBe(200)
      expect(after.timeline.filter(({ action }) => action === 'deliver')).toHaveLength(1)
    }
  }

  async passesItOn(reason: string): Promise<void> {
    await this.caller.move('escalate', this.id, { reason })
  }
}
