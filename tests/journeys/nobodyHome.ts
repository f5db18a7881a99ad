/** Nobody opens the door of an old woman who lives alone: by day, at night, and once without signal. */
import type { Beneficiary } from '../../src/contract/beneficiary'
import type { ServiceRequestDetail, SubmitReceipt } from '../../src/contract/serviceRequestViews'
import { search as words } from '../../src/i18n/zh/search'
import { serviceRequestDetail } from '../../src/i18n/zh/serviceRequestDetail'
import type { Cast } from '../setup/cast'
import { inOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { ADDRESS, ITEM_CODE } from './actors'
import type { Handset } from './handset'
import { opensNotice } from './opensNotice'

const HER = '李秀兰'
const MINUTE_MS = 60_000
/** From the morning at which the town begins until late in the evening. */
const UNTIL_NIGHT_MS = 14 * 60 * MINUTE_MS
const SLOT = { start: '2026-11-25T09:00:00+08:00', end: '2026-11-25T11:00:00+08:00' }
const PLAIN = { name: '张桂芳', phone: '0632-8800123', tie: 'neighbour' } as const

/**
 * Defines the journeys. The neighbour with an account is the cast's old woman, who lives in the village.
 * @param take gives a person a new phone
 */
export function tellNobodyHome(name: string, take: (town: Town) => Promise<Handset>): void {
  describe(name, () => {
    let town: Town
    let cast: Cast
    let phones: Handset[]
    inOneTown(started => { town = started })
    beforeEach(async () => {
      cast = await town.ask('newCast')
      phones = []
    })
    afterEach(async () => { await Promise.all(phones.map(phone => phone.close())) })

    const phoneOf = async (player: Cast['officer']): Promise<Handset> => {
      const phone = await take(town)
      phones.push(phone)
      await phone.signIn(player)
      return phone
    }

    test('by day: he starts the search at the door, a neighbour sees her, and everybody reads that it is over', async () => {
      const id = await secondTime(town, cast)
      const officer = await phoneOf(cast.officer)
      await opensTheDoor(officer, id)
      await officer.sees('06328800123', '.door-steps')
      await officer.finds('.btn-call110')
      await officer.tap('.btn-startSearch')
      await officer.isAt('/pages/search/index')
      await officer.sees(words.mustCall, '.step-village')
      await officer.tap('.btn-calledNot')
      await officer.sees(words.answers.unreached, '.step-village')

      const neighbour = await phoneOf(cast.elder)
      await opensNotice(neighbour, 'lookForPerson')
      await neighbour.isAt('/pages/search/index')
      await neighbour.sees(words.doing.helper(HER))
      await neighbour.tap('.btn-going')
      await neighbour.sees(words.thanks.going)
      await neighbour.tap('.btn-seen')
      await neighbour.tap('.sheet-seen .btn-confirm')
      await neighbour.finds('.note-ended')

      await opensNotice(officer, 'searchEnded')
      await officer.isAt('/pages/search/index')
      await officer.finds('.note-ended')
      const daughter = await phoneOf(cast.resident)
      await daughter.open(`/pages/serviceRequests/detail/index?id=${id}`)
      await daughter.sees(serviceRequestDetail.timeline.answerSearch.seen, '.card-timeline')
      expect(await daughter.text('.screen')).not.toContain(cast.elder.name)
    })

    test('at night: nobody of the village answers, so the daughter is asked, and knows where she is', async () => {
      const id = await secondTime(town, cast)
      await town.ask('advance', UNTIL_NIGHT_MS)
      const officer = await phoneOf(cast.officer)
      await opensTheDoor(officer, id)
      await officer.tap('.btn-startSearch')
      await officer.isAt('/pages/search/index')
      await town.ask('advance', 21 * MINUTE_MS)
      await town.ask('looksForWork')

      const daughter = await phoneOf(cast.resident)
      await opensNotice(daughter, 'lookForPerson')
      await daughter.isAt('/pages/search/index')
      await daughter.sees(words.doing.relative(HER))
      await daughter.tap('.btn-away')
      await daughter.type('text', '我接到城里来了')
      await daughter.tap('.sheet-away .btn-confirm')
      await daughter.finds('.note-ended')
      await opensNotice(officer, 'searchEnded')
      await officer.sees(cast.resident.name, '.note-ended')
      await officer.tap('.btn-open')
      await officer.isAt('/officer/serviceRequest/index')
      await officer.finds('.btn-schedule')
    })

    test('without signal: the numbers are there, the report waits and says so, and starts the search when it can', async () => {
      const id = await secondTime(town, cast)
      const officer = await phoneOf(cast.officer)
      await opensTheDoor(officer, id)
      await officer.finds('.btn-startSearch')
      await officer.signal(false)
      await officer.sees('06328800123', '.door-steps')
      await officer.finds('.note-noSignal')
      await officer.tap('.btn-startSearch')
      await officer.sees('记在手机里', '.note-kept')
      expect((await readAs(town, cast, id)).searching).toBe(false)
      await officer.signal(true)
      await officer.isAt('/pages/search/index')
      await officer.sees(HER, '.screen')
      const after = await readAs(town, cast, id)
      expect(after).toMatchObject({ searching: true, missed: 2 })
      expect(after.timeline.filter(({ action }) => action === 'nobodyHome')).toHaveLength(2)
    })
  })
}

/** Opens the matter, and from there the screen of the door. */
async function opensTheDoor(officer: Handset, id: string): Promise<void> {
  await officer.open(`/officer/serviceRequest/index?id=${id}`)
  await officer.tap('.btn-others')
  await officer.tap('.sheet-others .btn-nobodyHome')
  await officer.isAt('/officer/door/index')
  await officer.sees(HER, '.screen')
}

/** A visit to her, the officer before her door for the second time. @returns the id of the matter */
async function secondTime(town: Town, { resident, elder, officer, village }: Cast): Promise<string> {
  const mother = await town.ask('callAs', resident.phone, 'createBeneficiary', {
    body: {
      name: HER, kinship: 'parent', villageCode: village.code, address: ADDRESS,
      contacts: [PLAIN, { name: elder.name, phone: elder.phone, tie: 'neighbour' }]
    }
  }) as Beneficiary
  const { id } = await town.ask('callAs', resident.phone, 'createServiceRequest', {
    body: {
      itemCode: ITEM_CODE, channel: 'homeVisit', villageCode: village.code, beneficiary: { id: mother.id },
      specialGroups: ['livesAlone'], address: ADDRESS
    }
  }) as SubmitReceipt
  await town.ask('callAs', officer.phone, 'accept', { id })
  await town.ask('callAs', officer.phone, 'schedule', { id, body: SLOT })
  await town.ask('callAs', officer.phone, 'setOut', { id })
  await town.ask('callAs', officer.phone, 'nobodyHome', { id, body: { text: '', next: SLOT } })
  await town.ask('callAs', officer.phone, 'setOut', { id })
  return id
}

async function readAs(town: Town, { officer }: Cast, id: string): Promise<ServiceRequestDetail> {
  return await town.ask('callAs', officer.phone, 'getServiceRequest', { id }) as ServiceRequestDetail
}
