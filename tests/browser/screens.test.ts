/** The residents' screens in a browser, as far as they need no service request; each is looked over for barriers. */
import type { Browser } from 'playwright-core'
import { ITEM_CODE } from '../journeys/actors'
import type { Cast } from '../setup/cast'
import { CHROMIUM_LACK, findChromium } from '../setup/machine'
import { skipUnless } from '../setup/skips'
import { startTown, type Town } from '../setup/town'
import { BrowserPhone } from './browserPhone'
import { startChromium } from './chromium'

skipUnless(findChromium() !== null, CHROMIUM_LACK)('the residents’ screens in H5', () => {
  let browser: Browser
  let town: Town
  let cast: Cast
  let phone: BrowserPhone
  beforeAll(async () => { [browser, town] = await Promise.all([startChromium(), startTown()]) })
  afterAll(() => Promise.all([browser.close(), town.stop()]))
  beforeEach(async () => {
    cast = await town.ask('newCast')
    phone = await BrowserPhone.take(browser, town.address)
  })
  afterEach(() => phone.close())

  test('a villager signs in, says what he is called and picks his village', async () => {
    await phone.signIn(cast.resident)
    await phone.tap('.link-rename')
    await phone.type('name', '王石头')
    await phone.tap('.btn-confirm')
    await phone.seesNoMore('.sheet')
    await phone.sees('王石头', '.card-who')
    await phone.tap('.row-village')
    await phone.isAt('/pages/villages/index')
    await phone.type('search', '试村')
    await phone.tap(`.row-village-${cast.village.code}`)
    await phone.isAt('/pages/me/index')
    await phone.sees(cast.village.name, '.row-village')
  })

  test('the catalogue leads to an item and on to asking for it', async () => {
    await phone.open('/pages/catalogue/index')
    await phone.tap('.category-HZ')
    await phone.tap(`.item-${ITEM_CODE}`)
    await phone.isAt('/pages/catalogue/item/index')
    await phone.finds('.way-homeVisit')
    await phone.tap('.row-triage')
    await phone.isAt('/pages/catalogue/triage/index')
    await phone.finds('.choice-yes')
  })

  test('in danger 110 stands first, in the largest letters too', async () => {
    await phone.open('/pages/me/index')
    await phone.tap('.choice-largest')
    await phone.finds('.screen.scale-largest')
    await phone.tap('.link-danger')
    await phone.isAt('/pages/danger/index')
    await phone.finds('.screen.scale-largest .btn-call110')
  })
})
