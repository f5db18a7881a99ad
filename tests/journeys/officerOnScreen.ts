import type { NoticeEvent } from '../../src/contract/notice'
import type { Status } from '../../src/contract/serviceRequest'
import { custody } from '../../src/i18n/zh/custody'
import { serviceRequest as words } from '../../src/i18n/zh/serviceRequest'
import { staff } from '../../src/i18n/zh/staff'
import type { Cast, Player } from '../setup/cast'
import { jpeg } from '../factories/pictures'
import { waitFor } from '../setup/waitFor'
import type { AcceptOutcome, StaffActor } from './actors'
import type { Handset } from './handset'
import { opensNotice } from './opensNotice'

const SERVICE_REQUEST = '/officer/serviceRequest/index'
const ACT = '/officer/act/index'

/** An officer or agent with a phone. */
export class OfficerOnScreen implements StaffActor {
  constructor(private readonly phone: Handset, private readonly player: Player, private readonly cast: Cast) {}

  async findsIt(): Promise<void> {
    const { phone } = this
    await phone.signIn(this.player)
    await phone.tap('.row-inbox')
    await phone.isAt('/officer/inbox/index')
    await phone.sees(this.cast.resident.name, '.inbox-card')
    await phone.tap('.inbox-card')
    await phone.isAt(SERVICE_REQUEST)
    await phone.finds('.btn-accept')
  }

  async isTold(event: NoticeEvent): Promise<void> {
    await this.phone.signIn(this.player)
    await opensNotice(this.phone, event)
    await this.phone.isAt(SERVICE_REQUEST)
  }

  async accepts(): Promise<void> {
    await this.phone.tap('.btn-accept')
    await this.standsAs('accepted')
  }

  async triesToAccept(): Promise<AcceptOutcome> {
    await this.phone.tap('.btn-accept')
    const outcome = await waitFor(() => this.outcome(), { what: 'an answer to accepting' })
    if (outcome === 'won') return outcome
    await this.phone.tap('.link-latest')
    await this.phone.sees(outcome.takenBy, '.card-people')
    return outcome
  }

  async setsATime(): Promise<void> {
    await this.phone.tap('.btn-schedule')
    await this.phone.isAt(ACT)
    await this.phone.tap('.choice-wish0')
    await this.confirms('scheduled')
  }

  async setsOut(): Promise<void> {
    await this.phone.tap('.btn-setOut')
    await this.standsAs('underway')
  }

  async hearsYes(): Promise<void> {
    await this.phone.tap('.btn-recordConsent')
    await this.phone.isAt(ACT)
    await this.phone.sees(this.cast.resident.name, '.card-read')
    await this.confirms('underway')
    await this.phone.finds('.consent-given')
  }

  async hearsNo(said: string): Promise<void> {
    const { phone } = this
    await phone.tap('.btn-others')
    await phone.tap('.sheet-others .btn-withdrawConsent')
    await phone.isAt(ACT)
    await phone.type('text', said)
    await this.confirms('cancelled')
  }

  async hearsHerForAYear(): Promise<void> {
    const { phone } = this
    await phone.signIn(this.player)
    await phone.open('/officer/witness/index')
    await phone.sees(this.cast.elder.name, '.card-witness')
    await phone.tap('.btn-yes')
    await phone.sees(this.cast.resident.name, '.sheet-answer')
    await phone.tap('.sheet-answer .btn-confirm')
    await phone.seesNoMore('.card-witness')
  }

  async finishes(said = ''): Promise<void> {
    await this.phone.tap('.btn-finish')
    await this.phone.isAt(ACT)
    await this.phone.tap('.choice-completed')
    if (said !== '') await this.phone.type('text', said)
    await this.confirms('completed')
  }

  async waitsForDocument(): Promise<void> {
    await this.phone.tap('.btn-finish')
    await this.phone.isAt(ACT)
    await this.phone.tap('.choice-awaitingDocument')
    await this.phone.tap('.choice-paper0')
    await this.confirms('awaitingDocument')
  }

  async hasDocument(): Promise<void> {
    const { phone } = this
    await phone.tap('.btn-documentReady')
    await phone.isAt(ACT)
    await phone.tap('.choice-paper1')
    await phone.tap('.field-day')
    await phone.tap('.sheet-day .choice-2026-11-27')
    await this.confirms('delivering')
  }

  async deliversInTheValley(name: string, said: string): Promise<void> {
    const { phone } = this
    await phone.signal(false)
    await phone.tap('.btn-deliver')
    await phone.isAt(ACT)
    await phone.type('receivedBy', name)
    await phone.tap('.chip-child')
    await phone.tap('.btn-confirm')
    await phone.sees(custody.deliver.proofMissing)
    await phone.photographs('.btn-addPhoto', await jpeg({ width: 64, height: 48 }))
    await phone.finds('.photo-receipt')
    await phone.type('text', said)
    await phone.tap('.btn-confirm')
    await phone.isAt(SERVICE_REQUEST)
    await phone.sees(custody.unsent.forThis('送到了'), '.note-waits')
    await phone.signal(true)
    await this.standsAs('completed')
    await phone.open('/officer/unsent/index')
    await phone.sees(custody.unsent.states.sent, '.unsent-card')
    expect(await phone.kept()).not.toContain(said)
  }

  async passesItOn(reason: string): Promise<void> {
    const { phone } = this
    await phone.tap('.btn-others')
    await phone.tap('.sheet-others .btn-escalate')
    await phone.isAt(ACT)
    await phone.type('reason', reason)
    await phone.tap('.btn-confirm')
    await phone.isAt('/officer/inbox/index')
    await phone.seesNoMore('.inbox-card')
  }

  private async confirms(after: Status): Promise<void> {
    await this.phone.tap('.btn-confirm')
    await this.phone.isAt(SERVICE_REQUEST)
    await this.standsAs(after)
  }

  private standsAs(status: Status): Promise<void> {
    return this.phone.sees(words.statuses[status], '.tag-status')
  }

  /** Null while no answer has come. */
  private async outcome(): Promise<AcceptOutcome | null> {
    const said = await this.phone.text('.conflict')
    const { taken, passedOn } = staff.conflict
    const taker = [this.cast.officer, this.cast.backup, this.cast.dispatcher]
      .find(({ name }) => said.includes(taken(name)) || said.includes(passedOn(name)))
    if (taker) return { takenBy: taker.name }
    return (await this.phone.text('.tag-status')).includes(words.statuses.accepted) ? 'won' : null
  }
}
