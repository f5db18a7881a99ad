import { mp3 } from '../factories/recordings'
import { inOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { ADDRESS, ITEM_CODE } from './actors'
import type { Handset } from './handset'

/**
 * Defines the journey in which a relative records an elder's consent and the agent, who never meets the elder, hears
 * it.
 * @param take gives a person a new phone
 */
export function tellConsentVoice(name: string, take: (town: Town) => Promise<Handset>): void {
  describe(name, () => {
    let town: Town
    inOneTown(started => { town = started })

    test('he records what she says, the agent has to hear it before he writes it down', async () => {
      const cast = await town.ask('newCast')
      const phones = [await take(town), await take(town)] as const
      const [son, agent] = phones
      try {
        await son.signIn(cast.resident)
        await asksFor(son, '赵桂兰')
        await son.tap('.link-recordVoice')
        await son.isAt('/pages/family/voice/index')
        await son.sees('我是 赵桂兰，我同意', '.card-read')
        await son.records('.btn-record', mp3(3))
        await son.finds('.voice-recorded')
        await son.tap('.btn-sendVoice')
        await son.isAt('/pages/serviceRequests/detail/index')
        await son.finds('.consent-recorded')

        await agent.signIn(cast.agent)
        await agent.open('/officer/inbox/index')
        await agent.tap('.inbox-card')
        await agent.tap('.btn-accept')
        await agent.finds('.btn-setOut')
        await agent.tap('.btn-others')
        await agent.tap('.sheet-others .btn-recordConsent')
        await agent.isAt('/officer/act/index')
        await agent.tap('.choice-voice')
        await agent.tap('.btn-confirm')
        await agent.sees('先听一遍录音')
        await agent.tap('.btn-hear')
        await agent.seesNoMore('.choices .field-error')
        await agent.tap('.btn-confirm')
        await agent.isAt('/officer/serviceRequest/index')
        await agent.finds('.consent-given')
      } finally {
        await Promise.all(phones.map(phone => phone.close()))
      }
    })
  })
}

/** Paperwork: nobody comes to her home. */
async function asksFor(phone: Handset, relative: string): Promise<void> {
  await phone.open(`/pages/serviceRequests/new/index?itemCode=${ITEM_CODE}&channel=paperwork`)
  await phone.tap('.choice-other')
  await phone.isAt('/pages/family/edit/index')
  await phone.type('name', relative)
  await phone.tap('.chip-parent')
  await phone.tap('.btn-save')
  await phone.isAt('/pages/serviceRequests/new/index')
  await phone.tap('[class*="choice-member-"]')
  await phone.type('address', ADDRESS)
  await phone.tap('.btn-next')
  await phone.finds('.question-times')
  await phone.tap('.btn-next')
  await phone.finds('.card-answers')
  await phone.tap('.btn-submit')
  await phone.isAt('/pages/serviceRequests/detail/index')
}
