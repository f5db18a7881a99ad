/** The residents' screens in the built mini-program, as far as they need no service request. */
import { tellScreens } from '../journeys/screens'
import { onePhoneInOneTown } from '../setup/inTown'
import { ITEM_CODE } from '../journeys/actors'
import { Phone } from './phone'

describe('as in H5', () => tellScreens(Phone.take))

describe('in WeChat alone', () => {
  let phone: Phone
  onePhoneInOneTown(Phone.take, scene => { ({ phone } = scene) })

  test('without signal a quiet band says so, and goes when the signal is back', async () => {
    await phone.open('/pages/catalogue/index')
    await phone.finds('.category-HZ')
    phone.loseSignal()
    await phone.finds('.band-offline')
    phone.findSignal()
    await phone.seesNoMore('.band-offline')
  })

  test('from an item one goes back to the catalogue', async () => {
    await phone.open('/pages/catalogue/index')
    await phone.tap('.category-HZ')
    await phone.tap(`.item-${ITEM_CODE}`)
    await phone.isAt('/pages/catalogue/item/index')
    await phone.goBack()
    await phone.isAt('/pages/catalogue/index')
  })

  test('in danger 110 comes before every question', async () => {
    await phone.open('/pages/catalogue/triage/index')
    await phone.tap('.choice-yes')
    await phone.tap('.btn-call110')
    await phone.open('/pages/danger/index')
    await phone.tap('.btn-call119')
    expect(phone.dialled).toEqual(['110', '119'])
  })
})
