/** The residents' screens in the built mini-program, as far as they need no service request. */
import type { Cast } from '../setup/cast'
import { startTown, type Town } from '../setup/town'
import { ITEM_CODE } from '../journeys/actors'
import { Phone } from './phone'

let town: Town
let cast: Cast
let phone: Phone
beforeAll(async () => { town = await startTown() })
afterAll(() => town.stop())
beforeEach(async () => {
  cast = await town.ask('newCast')
  phone = new Phone(town.address)
})
afterEach(() => phone.close())

test('a villager signs in with WeChat and says what he is called', async () => {
  await phone.signIn(cast.resident)
  await phone.tap('.link-rename')
  await phone.type('name', '王石头')
  await phone.tap('.btn-confirm')
  await phone.seesNoMore('.sheet')
  await phone.sees('王石头', '.card-who')
})

test('a villager finds his village by its name and picks it', async () => {
  await phone.signIn(cast.resident)
  await phone.tap('.row-village')
  await phone.isAt('/pages/villages/index')
  await phone.type('search', '试村')
  await phone.tap(`.row-village-${cast.village.code}`)
  await phone.isAt('/pages/me/index')
  await phone.sees(cast.village.name, '.row-village')
})

test('without signal a quiet band says so, and goes when the signal is back', async () => {
  await phone.open('/pages/catalogue/index')
  await phone.finds('.category-HZ')
  phone.loseSignal()
  await phone.finds('.band-offline')
  phone.findSignal()
  await phone.seesNoMore('.band-offline')
})

test('the catalogue leads to an item and on to asking for it', async () => {
  await phone.open('/pages/catalogue/index')
  await phone.tap('.category-HZ')
  await phone.tap(`.item-${ITEM_CODE}`)
  await phone.isAt('/pages/catalogue/item/index')
  await phone.sees('居民户口簿补发换发')
  await phone.finds('.way-paperwork')
  await phone.finds('.way-homeVisit')
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

test('letters grow at once and stay so', async () => {
  await phone.open('/pages/me/index')
  await phone.tap('.choice-largest')
  await phone.finds('.screen.scale-largest')
  await phone.open('/pages/catalogue/index')
  await phone.finds('.screen.scale-largest')
})
