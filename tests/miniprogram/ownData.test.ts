/** A user's own data on a phone that others use, too: drafts, the export, and deleting the account. */
import { ADDRESS } from '../journeys/actors'
import { FORM, beginsForHimself } from '../journeys/forHimself'
import type { Cast, Player } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import { account } from '../../src/i18n/zh/account'
import { ERRORS } from '../../src/contract/errors'
import { Phone } from './phone'

const HOME = '槐树湾第九家'
const ADDRESS_FIELD = '.field-address .field-input, .field-address .field-area'

let cast: Cast
let phone: Phone
onePhoneInOneTown(Phone.take, scene => { ({ cast, phone } = scene) })

async function signsOut(): Promise<void> {
  await phone.open('/pages/me/index')
  await phone.tap('.link-signOut')
  await phone.tap('.sheet-signOut .btn-confirm')
  await phone.finds('.btn-signIn')
}

async function signsInAgain({ phone: number, name }: Player): Promise<void> {
  phone.account = null
  await phone.signIn({ phone: number, name })
}

const draftOnScreen = async (): Promise<string> => {
  await phone.open(FORM)
  await phone.finds('.question')
  const address = await phone.attribute(ADDRESS_FIELD, 'value')
  return `${await phone.text('.note-found')}${String(address ?? '')}`
}

describe('a draft', () => {
  test('is there again when its writer comes back to it', async () => {
    await phone.signIn(cast.resident)
    await beginsForHimself(phone, HOME)
    expect(await draftOnScreen()).toContain(HOME)
  })

  test('goes when its writer signs out: nobody who takes up the phone finds a word of it', async () => {
    await phone.signIn(cast.resident)
    await beginsForHimself(phone, HOME)
    await signsOut()
    expect(await phone.kept()).not.toContain(HOME)
    expect(await draftOnScreen()).not.toContain(HOME)
  })

  test('written before signing in becomes his who signs in, and is sent by him', async () => {
    await beginsForHimself(phone, HOME)
    await phone.signIn(cast.resident)
    expect(await draftOnScreen()).toContain(HOME)
    await signsOut()
    expect(await draftOnScreen()).not.toContain(HOME)
  })

  test('of somebody whose session only ran out is neither shown to another nor lost to him', async () => {
    await phone.signIn(cast.resident)
    await beginsForHimself(phone, HOME)
    phone.forgets('session')
    const other = phone.restarted()
    await other.open(FORM)
    await other.finds('.question')
    expect(await other.attribute(ADDRESS_FIELD, 'value') ?? '').not.toContain(HOME)
    await other.close()
    expect(await phone.kept()).toContain(HOME)
  })
})

test('he takes his data along; leaving is refused while something is open; then he leaves, and the phone ' +
  'knows nothing of him', async () => {
  await phone.signIn(cast.resident)
  await beginsForHimself(phone, ADDRESS)
  await phone.tap('.btn-next')
  await phone.tap('.btn-next')
  await phone.tap('.btn-submit')
  await phone.isAt('/pages/serviceRequests/detail/index')

  await phone.open('/pages/account/privacy/index')
  await phone.tap('.row-export')
  await phone.sees(account.data.exported.weapp)
  const copied = JSON.parse(phone.clipboard) as { profile: { phone: string }, serviceRequests: unknown[] }
  expect(copied.profile.phone).toBe(cast.resident.phone)
  expect(copied.serviceRequests).toHaveLength(1)

  await phone.tap('.row-delete')
  await phone.tap('.sheet-delete .btn-confirm')
  await phone.sees(ERRORS.openMatters.message, '.sheet-delete')

  await phone.open('/pages/serviceRequests/list/index')
  await phone.tap('.card-serviceRequest')
  await phone.isAt('/pages/serviceRequests/detail/index')
  await phone.tap('.btn-cancel')
  await phone.tap('.sheet-cancel .btn-confirm')
  await phone.finds('.tag-cancelled')
  await phone.open('/pages/account/privacy/index')
  await phone.tap('.row-delete')
  await phone.tap('.sheet-delete .btn-confirm')
  await phone.isAt('/pages/me/index')
  await phone.finds('.btn-signIn')
  for (const trace of [cast.resident.name, cast.resident.phone, ADDRESS]) {
    expect(await phone.kept()).not.toContain(trace)
  }

  await signsInAgain({ ...cast.resident, name: `用户${cast.resident.phone.slice(-4)}` })
  await phone.open('/pages/serviceRequests/list/index')
  await phone.tap('.chip-all')
  expect(await phone.has('.card-serviceRequest')).toBe(false)
})
