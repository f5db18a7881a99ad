import { inOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { ADDRESS } from './actors'
import type { Handset } from './handset'

/** A new driving licence: the item needs the identity number, and both an agent and an officer may handle it. */
const ITEM = 'JG02'
/** The published sample number, and its masked form. */
const TYPED = '11010519491231002x'
const WHOLE = '110105 19491231 002X'
const MASKED = '1101**********002X'
const MASKED_IN_PARTS = '1101** ******** 002X'

/**
 * Defines the journey in which an identity number is asked for, agreed to, and viewed.
 * @param take gives a person a new phone
 */
export function tellIdNumber(name: string, take: (town: Town) => Promise<Handset>): void {
  describe(name, () => {
    let town: Town
    inOneTown(started => { town = started })

    test('it is asked for, corrected, agreed to, kept on no phone, and looked at by the officer alone', async () => {
      const cast = await town.ask('newCast')
      const phones = [await take(town), await take(town)] as const
      const [villager, officer] = phones
      try {
        await villager.signIn(cast.resident)
        await villager.open(`/pages/serviceRequests/new/index?itemCode=${ITEM}&channel=homeVisit`)
        await asks(villager)
        await villager.sees(MASKED, '.answer-idNumber')
        await villager.tap('.btn-submit')
        await villager.isAt('/pages/account/privacy/index')
        await villager.sees('身份证号', '.privacy-sensitive')
        await villager.tap('.btn-agree')
        await villager.isAt('/pages/serviceRequests/new/index')
        expect(await villager.kept()).toContain(ADDRESS)
        expect(await villager.kept()).not.toContain('19491231')
        await villager.tap('.btn-submit')
        await villager.isAt('/pages/serviceRequests/detail/index')
        await villager.sees(MASKED, '.card-asked')

        await officer.signIn(cast.officer)
        await officer.open('/officer/inbox/index')
        await officer.tap('.inbox-card')
        await officer.sees(MASKED_IN_PARTS, '.id-number')
        await officer.tap('.btn-lookAtIdNumber')
        await officer.sees(WHOLE, '.id-number')
        await officer.tap('.btn-hideIdNumber')
        await officer.sees(MASKED_IN_PARTS, '.id-number')
        await officer.tap('.btn-lookAtIdNumber')
        await officer.sees(WHOLE, '.id-number')
        expect(await officer.kept()).not.toContain('19491231')
      } finally {
        await Promise.all(phones.map(phone => phone.close()))
      }
    })

    test('what one has to ask for oneself offers nobody else', async () => {
      const cast = await town.ask('newCast')
      const phone = await take(town)
      try {
        await phone.signIn(cast.resident)
        await phone.open('/pages/serviceRequests/new/index?itemCode=ZA02&channel=homeVisit')
        await phone.sees('不能替别人申请', '.question-whom')
        await phone.finds('.choice-self')
        for (const absent of ['.choice-other', '.choice-family', '.question-idNumber']) {
          expect([absent, await phone.has(absent)]).toEqual([absent, false])
        }
        await phone.type('address', ADDRESS)
        await phone.tap('.btn-next')
        await phone.finds('.question-times')
      } finally {
        await phone.close()
      }
    })
  })
}

/** A typing error first, which the phone itself reports. */
async function asks(phone: Handset): Promise<void> {
  await phone.tap('.choice-self')
  await phone.type('address', ADDRESS)
  await phone.type('idNumber', '110105194912310021')
  await phone.tap('.btn-next')
  await phone.sees('有一位填错了', '.field-idNumber')
  await phone.type('idNumber', TYPED)
  await phone.tap('.btn-next')
  await phone.finds('.question-times')
  await phone.tap('.btn-next')
  await phone.finds('.card-answers')
}
