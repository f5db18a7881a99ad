/** An elder with a plain phone: told by text message, and where none reaches her by the agent's call. */
import { calls as words } from '../../src/i18n/zh/calls'
import { told as toldWords } from '../../src/i18n/zh/told'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { Phone } from './phone'

const ELDER = '13800077001'

let town: Town
let cast: Cast
let phone: Phone
onePhoneInOneTown(Phone.take, scene => { ({ town, cast, phone } = scene) })
afterEach(() => town.ask('useGateway', true))

/** Her son asks, the officer sets a time. @returns the id of the matter */
const visitIsSet = (): Promise<string> => town.ask('setVisit', cast, { name: '孙玉芬', phone: ELDER })

test('with a gateway she gets a text message, and the officer reads that she was told', async () => {
  const id = await visitIsSet()
  expect(await town.ask('textsTo', ELDER)).toEqual(['TEXT_visitSet'])
  await phone.signIn(cast.officer)
  await phone.open(`/officer/serviceRequest/index?id=${id}`)
  await phone.tap('.link-told')
  await phone.isAt('/pages/notices/told/index')
  await phone.sees(toldWords.way('text', 'done'), '.told-text-done')
})

test('without one the agent calls: who, what to say; not reached, then reached, and the officer reads it', async () => {
  await town.ask('useGateway', false)
  const id = await visitIsSet()
  await phone.signIn(cast.agent)
  await phone.open('/officer/inbox/index')
  await phone.tap('.row-calls')
  await phone.isAt('/officer/calls/index')
  await phone.sees('孙玉芬', '.card-call')
  await phone.sees(cast.officer.name, '.call-say')
  await phone.tap('.btn-call')
  expect(phone.dialled).toContain(ELDER)
  await phone.tap('.btn-notReached')
  await phone.sees(words.notReachedDone, '.note-done')
  await phone.sees(words.tried(1), '.tag-tried')
  await phone.tap('.btn-reached')
  await phone.sees(words.reachedDone, '.note-done')
  await phone.sees(words.empty.title, '.state-empty')

  const officer = new Phone(town.address)
  await officer.signIn(cast.officer)
  await officer.open(`/pages/notices/told/index?id=${id}`)
  await officer.sees(toldWords.way('call', 'done'), '.told-call-done')
  await officer.close()
})

test('nothing to call says what will be here; a villager has no such list', async () => {
  await phone.signIn(cast.agent)
  await phone.open('/officer/calls/index')
  await phone.sees(words.empty.title, '.state-empty')
  const villager = new Phone(town.address)
  await villager.signIn(cast.resident)
  await villager.open('/officer/calls/index')
  await villager.sees(words.notYours.title)
  await villager.close()
})
