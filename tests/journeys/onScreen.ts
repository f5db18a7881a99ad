/** The journeys on the screens of the app: the same for the mini-program and for H5. */
import type { Channel } from '../../src/contract/catalogue'
import type { NoticeEvent } from '../../src/contract/notice'
import type { Status } from '../../src/contract/serviceRequest'
import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import { family } from '../../src/i18n/zh/family'
import { receivers } from '../../src/i18n/zh/receivers'
import { serviceRequest as words } from '../../src/i18n/zh/serviceRequest'
import { serviceRequestDetail } from '../../src/i18n/zh/serviceRequestDetail'
import type { Cast, Player } from '../setup/cast'
import type { Town } from '../setup/town'
import { waitFor } from '../setup/waitFor'
import { ADDRESS, ITEM_CODE, type ElderActor, type ResidentActor, type Way } from './actors'
import type { Handset } from './handset'
import { OfficerOnScreen } from './officerOnScreen'
import { opensNotice } from './opensNotice'

/** @param take gives a person a new phone */
export function onScreen(name: string, take: (town: Town) => Promise<Handset>): Way {
  return {
    name,
    async open(town) {
      const cast = await town.ask('newCast')
      const taken: Handset[] = []
      const phone = async (): Promise<Handset> => {
        const one = await take(town)
        taken.push(one)
        return one
      }
      return {
        cast, town,
        resident: new ResidentOnScreen(await phone(), cast),
        elder: new ElderOnScreen(await phone(), cast),
        officer: new OfficerOnScreen(await phone(), cast.officer, cast),
        backup: new OfficerOnScreen(await phone(), cast.backup, cast),
        agent: new OfficerOnScreen(await phone(), cast.agent, cast),
        also: async player => new OfficerOnScreen(await phone(), player, cast),
        close: () => closeAll(taken)
      }
    }
  }
}

/** Ends every phone, also when one of them has complaints. */
async function closeAll(handsets: readonly Handset[]): Promise<void> {
  const results = await Promise.allSettled(handsets.map(handset => handset.close()))
  const complaint = results.find(result => result.status === 'rejected')
  if (complaint) throw complaint.reason as Error
}

interface Relative {
  name: string
  /** Empty when the relative has no phone. */
  phone: string
}

class ElderOnScreen implements ElderActor {
  constructor(private readonly phone: Handset, private readonly cast: Cast) {}

  async saysNo(said: string): Promise<void> {
    const { phone } = this
    await phone.signIn(this.cast.elder)
    await phone.open('/pages/serviceRequests/list/index')
    await phone.tap('.chip-all')
    await phone.tap('.card-serviceRequest')
    await phone.isAt('/pages/serviceRequests/detail/index')
    await phone.tap('.btn-withdraw')
    await phone.type('text', said)
    await phone.tap('.sheet-withdraw .btn-confirm')
    await phone.sees(family.inMatter.withdrawnSelf, '.consent-withdrawn')
  }

  async takesAllBack(): Promise<void> {
    const { phone } = this
    await phone.signIn(this.cast.elder)
    await phone.open('/pages/family/index')
    await phone.sees(this.cast.resident.name, '.row-keptBy')
    await phone.tap('.row-keptBy')
    await phone.isAt('/pages/family/member/index')
    await phone.tap('.link-end')
    await phone.tap('.sheet-end .btn-confirm')
    await phone.seesNoMore('.link-end')
  }
}

class ResidentOnScreen implements ResidentActor {
  private signedIn = false
  private readonly keptNames = new Set<string>()
  constructor(private readonly phone: Handset, private readonly cast: Cast) {}

  asks(channel: Channel): Promise<void> {
    return this.asksForWhom(channel, null)
  }

  async keeps(relative: string, phone = ''): Promise<void> {
    await this.signsIn()
    await this.phone.open('/pages/family/index')
    await this.phone.tap('.btn-add')
    await this.addsHer({ name: relative, phone })
    await this.phone.isAt('/pages/family/index')
    await this.phone.sees(relative, '.row-member')
  }

  asksFor(relative: string, channel: Channel, phone = ''): Promise<void> {
    return this.asksForWhom(channel, { name: relative, phone })
  }

  async letsHerBeAsked(): Promise<void> {
    const { phone } = this
    await phone.open('/pages/family/index')
    await phone.tap('.row-member')
    await phone.isAt('/pages/family/member/index')
    await phone.tap('.btn-ask')
    await phone.tap('.sheet-ask .btn-confirm')
    await phone.finds('.link-end')
  }

  async readsThatSheSaidNo(secret: string): Promise<void> {
    await this.opensIt()
    await this.phone.sees(family.inMatter.withdrawn(this.cast.elder.name), '.consent-withdrawn')
    expect(await this.phone.text('.screen')).not.toContain(secret)
  }

  async readsThatSheWillBeAsked(): Promise<void> {
    await this.opensIt()
    await this.phone.sees(family.inMatter.pending(this.cast.elder.name), '.consent-pending')
  }

  async readsThatSheAgreedBefore(): Promise<void> {
    await this.opensIt()
    await this.phone.sees(family.inMatter.given(this.cast.elder.name), '.consent-given')
    await this.phone.sees(this.cast.agent.name, '.consent-given')
  }

  async readsThatSheAgreed(secret: string): Promise<void> {
    await this.opensIt()
    await this.phone.finds('.consent-given')
    expect(await this.phone.text('.screen')).not.toContain(secret)
  }

  async readsTheDay(): Promise<void> {
    await this.opensIt()
    await this.phone.sees('周五（11月27日） 送到家里来', '.state-sentence')
  }

  async readsWhoTookIt(name: string, secret: string): Promise<void> {
    await this.opensIt()
    await this.phone.sees(`${name}（${receivers.child}）收的`, '.timeline')
    await this.phone.sees(this.cast.officer.name, '.timeline')
    expect(await this.phone.text('.screen')).not.toContain(secret)
  }

  private async asksForWhom(channel: Channel, relative: Relative | null): Promise<void> {
    const { phone } = this
    await this.signsIn()
    await phone.open('/pages/home/index')
    await phone.sees(this.cast.village.name, '.card-village')
    await phone.tap(`.way-card.card-${channel}`)
    await phone.tap(`.category-${ITEM_CODE.slice(0, 2)}`)
    await phone.tap(`.item-${ITEM_CODE}`)
    await phone.tap(`.way-${channel}`)
    while (!await phone.has('.card-answers')) await this.answersAndGoesOn(relative)
    await phone.sees(ADDRESS, '.card-answers')
    await phone.tap('.btn-submit')
    await phone.isAt('/pages/serviceRequests/detail/index')
    await phone.finds('.tag-assigned')
  }

  /** Signs in once; the phone keeps the session. */
  private async signsIn(): Promise<void> {
    if (!this.signedIn) await this.phone.signIn(this.cast.resident)
    this.signedIn = true
  }

  async sees(status: Status, holder: Player): Promise<void> {
    await this.opensIt()
    await this.phone.sees(words.statuses[status], `.tag-${status}`)
    await this.phone.sees(holder.name, '.card-assignee')
  }

  async readsWhyNot(passedOver: Player, outcome: RoutingOutcome): Promise<void> {
    await this.phone.tap('.link-why')
    await this.phone.sees(passedOver.name, `.sheet-why .why-${outcome}`)
    await this.phone.sees(serviceRequestDetail.why.outcomes[outcome], `.sheet-why .why-${outcome}`)
    await this.phone.tap('.sheet-why .btn-close')
  }

  async isTold(event: NoticeEvent): Promise<void> {
    await this.signsIn()
    await opensNotice(this.phone, event)
    await this.phone.isAt('/pages/serviceRequests/detail/index')
  }

  async rates(stars: 1 | 2 | 3 | 4 | 5): Promise<void> {
    await this.phone.tap('.btn-rate')
    await this.phone.tap(`.sheet-rate .choice-${stars}`)
    await this.phone.tap('.sheet-rate .btn-confirm')
    await this.phone.seesNoMore('.sheet-rate')
  }

  async seesHisRating(stars: 1 | 2 | 3 | 4 | 5): Promise<void> {
    await this.opensIt()
    await this.phone.sees(serviceRequestDetail.rating.levels[stars], '.card-rating')
  }

  /** Answers the questions of this screen, however many questions the form shows on one screen. */
  private async answersAndGoesOn(relative: Relative | null): Promise<void> {
    const { phone } = this
    await phone.finds('.question')
    if (await phone.has('.question-whom')) {
      await (relative === null ? phone.tap('.choice-self') : this.addsAndChooses(relative))
    }
    if (await phone.has('.question-where')) await phone.type('address', ADDRESS)
    if (await phone.has('.question-times')) await phone.tap('.halfDay-2026-11-25-morning')
    const before = await phone.text('.step-of')
    await phone.tap('.btn-next')
    await waitFor(async () => await phone.text('.step-of') !== before, { what: 'the next question' })
  }

  /** Adds the relative to the family first, then chooses the relative in the form. */
  private async addsAndChooses(relative: Relative): Promise<void> {
    const { phone } = this
    if (!this.keptNames.has(relative.name)) {
      await phone.tap('.choice-other')
      await this.addsHer(relative)
      await phone.isAt('/pages/serviceRequests/new/index')
    }
    await phone.sees(relative.name, '[class*="choice-member-"]')
    await phone.tap('[class*="choice-member-"]')
    await phone.finds('.about-member')
  }

  private async addsHer(relative: Relative): Promise<void> {
    const { phone } = this
    await phone.isAt('/pages/family/edit/index')
    await phone.type('name', relative.name)
    if (relative.phone !== '') await phone.type('phone', relative.phone)
    await phone.tap('.chip-parent')
    await phone.type('birthYear', '1948')
    await phone.tap('.btn-save')
    this.keptNames.add(relative.name)
  }

  /** Opens the villager's only service request from the list. */
  private async opensIt(): Promise<void> {
    await this.phone.open('/pages/serviceRequests/list/index')
    await this.phone.tap('.chip-all')
    await this.phone.tap('.card-serviceRequest')
    await this.phone.isAt('/pages/serviceRequests/detail/index')
  }
}
