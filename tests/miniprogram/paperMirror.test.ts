/** Photos, the slip and the progress in the built mini-program. */
import sharp from 'sharp'
import { jpeg } from '../factories/pictures'
import { goesToThePhotos } from '../journeys/forHimself'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { waitFor } from '../setup/waitFor'
import { Phone } from './phone'

let town: Town
let cast: Cast
let phone: Phone
onePhoneInOneTown(Phone.take, scene => { ({ town, cast, phone } = scene) })

test('a photo goes with the application, one that is none is told at its place; the slip ' +
  'leads to the progress', async () => {
  await goesToThePhotos(phone, cast.resident)
  phone.hasPhotos(await jpeg({ width: 3000, height: 2000 }), Buffer.from('no photo at all'))
  await phone.tap('.btn-addPhoto')
  await phone.finds('.photo-kept')
  await phone.sees('不是能收的照片', '.photo-failed')
  await phone.tap('.photo-failed .link-removePhoto')
  await phone.seesNoMore('.photo-failed')
  await phone.tap('.btn-next')
  await phone.sees('1 张', '.answer-photos')
  await phone.tap('.btn-submit')
  await phone.isAt('/pages/serviceRequests/detail/index')

  const officer = new Phone(town.address)
  await officer.signIn(cast.officer)
  await officer.open('/officer/inbox/index')
  await officer.sees(cast.resident.name)
  await officer.tap('.inbox-card')
  await officer.isAt('/officer/serviceRequest/index')
  await officer.tap('.photo-small')
  const previewed = sharp(await waitFor(() => officer.previewed))
  expect(await previewed.metadata()).toMatchObject({ format: 'jpeg', width: 2048, height: 1365 })
  await officer.close()

  await phone.tap('.link-slip')
  await phone.isAt('/pages/serviceRequests/slip/index')
  await phone.finds('.slip-qr')
  const number = (await phone.finds('.slip-number')).textContent ?? ''
  const stranger = new Phone(town.address)
  await stranger.open(`/pages/progress/index?scene=${encodeURIComponent(number)}`)
  await stranger.type('tail', cast.resident.phone.slice(-4))
  await stranger.tap('.btn-ask')
  await stranger.finds('.progress-found .tag-assigned')
  await stranger.close()
})
