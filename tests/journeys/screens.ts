import { onePhoneInOneTown, type Scene } from '../setup/inTown'
import type { Town } from '../setup/town'
import { ITEM_CODE } from './actors'
import type { Handset } from './handset'

/**
 * Defines the tests of the residents' screens that need no service request.
 * @param take gives a person a new phone
 */
export function tellScreens(take: (town: Town) => Promise<Handset>): void {
  let cast: Scene<Handset>['cast']
  let phone: Handset
  onePhoneInOneTown(take, scene => { ({ cast, phone } = scene) })

  test('a villager signs in and says what he is called', async () => {
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

  test('the catalogue leads to an item and on to asking for it', async () => {
    await phone.open('/pages/catalogue/index')
    await phone.tap('.category-HZ')
    await phone.tap(`.item-${ITEM_CODE}`)
    await phone.isAt('/pages/catalogue/item/index')
    await phone.sees('居民户口簿补发换发')
    await phone.finds('.way-paperwork')
    await phone.finds('.way-homeVisit')
    await phone.tap('.row-triage')
    await phone.isAt('/pages/catalogue/triage/index')
    await phone.finds('.choice-yes')
  })

  test('letters grow at once and stay so; in danger 110 stands first in them too', async () => {
    await phone.open('/pages/me/index')
    await phone.tap('.choice-largest')
    await phone.finds('.screen.scale-largest')
    await phone.tap('.link-danger')
    await phone.isAt('/pages/danger/index')
    await phone.finds('.screen.scale-largest .btn-call110')
    await phone.open('/pages/catalogue/index')
    await phone.finds('.screen.scale-largest')
  })
}
