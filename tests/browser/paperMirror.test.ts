/** Photos and the slip of a service request in a browser, then its progress on a phone on which nobody is signed in. */
import { ADDRESS } from '../journeys/actors'
import { beginsForHimself, goesToThePhotos } from '../journeys/forHimself'
import { jpeg } from '../factories/pictures'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import type { BrowserPhone } from './browserPhone'
import { inChromium } from './chromium'

inChromium('photos and the paper mirror in H5', take => {
  let town: Town
  let cast: Cast
  let phone: BrowserPhone
  onePhoneInOneTown(take, scene => { ({ town, cast, phone } = scene) })

  const choose = async (...files: Array<{ name: string; bytes: Buffer }>) => {
    const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.tap('.btn-addPhoto')])
    await chooser.setFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'image/jpeg', buffer: bytes })))
  }

  test('a photo goes with the application, one that is none is told; the slip’s number leads a ' +
    'stranger to the progress', async () => {
    await goesToThePhotos(phone, cast.resident)
    await choose({ name: '门口.jpg', bytes: await jpeg() }, { name: '假的.jpg', bytes: Buffer.from('no photo at all') })
    await phone.finds('.photo-kept')
    await phone.sees('不是能收的照片', '.photo-failed')
    await phone.tap('.photo-failed .link-removePhoto')
    await phone.tap('.btn-next')
    await phone.sees('1 张', '.answer-photos')
    await phone.tap('.btn-submit')
    await phone.isAt('/pages/serviceRequests/detail/index')
    await phone.tap('.photo-small')
    await phone.finds('.sheet-photo .photo-whole')
    await phone.tap('.btn-close')

    await phone.tap('.link-slip')
    await phone.isAt('/pages/serviceRequests/slip/index')
    const number = await (await phone.finds('.slip-number')).innerText()
    await phone.finds('.slip-qr')

    const stranger = await take(town)
    await stranger.open('/pages/home/index')
    await stranger.tap('.row-progress')
    await stranger.isAt('/pages/progress/index')
    await stranger.type('number', number.replaceAll('-', '').replace(/\d$/, digit => String((Number(digit) + 1) % 10)))
    await stranger.type('tail', cast.resident.phone.slice(-4))
    await stranger.tap('.btn-ask')
    await stranger.sees('编号不对', '.field-number')
    await stranger.open(`/pages/progress/index?number=${number}`)
    await stranger.type('tail', String((Number(cast.resident.phone.slice(-4)) + 1) % 10000).padStart(4, '0'))
    await stranger.tap('.btn-ask')
    await stranger.sees('没有查到', '.failure')
    await stranger.type('tail', cast.resident.phone.slice(-4))
    await stranger.tap('.btn-ask')
    await stranger.finds('.progress-found .tag-assigned')
    const told = await stranger.text('.screen')
    for (const secret of [cast.resident.name, cast.resident.phone, cast.officer.name, cast.officer.phone, ADDRESS]) {
      expect(told).not.toContain(secret)
    }
    await stranger.close()
  })

  test('without signing in no photo can be added, and it says why', async () => {
    await beginsForHimself(phone)
    expect(await phone.has('.btn-addPhoto')).toBe(false)
    await phone.open(`/pages/serviceRequests/slip/index?id=${'a'.repeat(24)}`)
    await phone.finds('.btn-signIn')
  })
})
