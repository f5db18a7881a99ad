/**
 * WeChat's own privacy flow in the built mini-program: access to personal data waits for consent; a refusal is handled.
 */
import { jpeg } from '../factories/pictures'
import { goesToThePhotos } from '../journeys/forHimself'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import { photos } from '../../src/i18n/zh/photos'
import { Phone } from './phone'

/** How long WeChat does not ask again after a refusal, in ms. */
const QUIET_MS = 10_000

let cast: Cast
let phone: Phone
onePhoneInOneTown(Phone.take, scene => {
  ({ cast, phone } = scene)
  phone.privacy.needed = true
})

/** Goes to the questions of a new service request on whose screen photos are chosen, with a photo in the album. */
async function toThePhotos(): Promise<void> {
  await goesToThePhotos(phone, cast.resident)
  phone.hasPhotos(await jpeg({ width: 64, height: 48 }))
}

test('first use: the sheet comes up, he reads the guide, agrees by WeChat’s button, and ' +
  'what he wanted goes on', async () => {
  await toThePhotos()
  await phone.tap('.btn-addPhoto')
  await phone.finds('.sheet-wechatPrivacy')
  expect(await phone.has('.photo-kept')).toBe(false)
  await phone.tap('.sheet-wechatPrivacy .link-contract')
  expect(phone.privacy.contractsOpened).toBe(1)
  await phone.tapWechatButton('.btn-agreeWechat')
  await phone.finds('.photo-kept')
  await phone.seesNoMore('.sheet-wechatPrivacy')
  expect(phone.privacy.told).toEqual(['exposureAuthorization', 'agree'])

  phone.hasPhotos(await jpeg({ width: 48, height: 64 }))
  await phone.tap('.btn-addPhoto')
  await phone.sees('', '.photo-kept:nth-child(2), .photo-kept + .photo-kept')
  expect(phone.privacy.told).toHaveLength(2)
})

test('he doesn’t agree: it is refused kindly, the rest goes on, and later he is asked again', async () => {
  await toThePhotos()
  await phone.tap('.btn-addPhoto')
  await phone.tap('.sheet-wechatPrivacy .btn-refuse')
  await phone.seesNoMore('.sheet-wechatPrivacy')
  await phone.sees(photos.notAgreed)
  expect(phone.privacy.told).toEqual(['exposureAuthorization', 'disagree'])

  // WeChat does not ask for a while; the app does not hang and shows the message again.
  await phone.tap('.btn-addPhoto')
  await phone.sees(photos.notAgreed)
  expect(await phone.has('.sheet-wechatPrivacy')).toBe(false)

  phone.waitsFor(QUIET_MS)
  await phone.tap('.btn-addPhoto')
  await phone.tapWechatButton('.btn-agreeWechat')
  await phone.finds('.photo-kept')
})

test('without photos he sends it all the same', async () => {
  await toThePhotos()
  await phone.tap('.btn-addPhoto')
  await phone.tap('.sheet-wechatPrivacy .btn-refuse')
  await phone.tap('.btn-next')
  await phone.tap('.btn-submit')
  await phone.isAt('/pages/serviceRequests/detail/index')
})

test('the phone number: refused it says what can be done without; agreed it signs in', async () => {
  phone.account = `new-${cast.resident.phone}`
  await phone.open('/pages/me/index')
  await phone.tap('.btn-signIn')
  await phone.tap('.btn-wechat')
  await phone.tap('.sheet-agree .btn-confirm')
  await phone.finds('.btn-phone')
  const refused = phone.tapWechatButton('.btn-phone', cast.resident.phone)
  await phone.tap('.sheet-wechatPrivacy .btn-refuse')
  await refused
  await phone.finds('.note-refused')
  await phone.isAt('/pages/signIn/index')

  phone.waitsFor(QUIET_MS)
  const agreed = phone.tapWechatButton('.btn-phone', cast.resident.phone)
  await phone.tapWechatButton('.btn-agreeWechat')
  await agreed
  await phone.isAt('/pages/me/index')
  await phone.sees(cast.resident.name, '.card-who')
})
