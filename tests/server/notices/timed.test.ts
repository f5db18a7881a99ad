/** Notices that a time causes: the evening before, the promise that is near, how it went. */
import { Matter } from '../../../server/matters/model'
import { Notice, type StoredNotice } from '../../../server/notices/model'
import { PhoneNotice } from '../../../server/notices/phoneModel'
import { tellTimed } from '../../../server/notices/timed'
import { pushDue } from '../../../server/notices/push'
import { buildTeam, type Team } from '../../factories/people'
import { buildItem, buildServiceRequest, moveBody, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  // A Tuesday.
  app.clock.set('2026-11-24T09:02:00+08:00')
  await Promise.all([Notice.deleteMany({}), PhoneNotice.deleteMany({}), Matter.deleteMany({})])
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterAll(() => app.stop())

const move = (made: Case, action: Parameters<typeof postMove>[3], body = moveBody(action, team)) =>
  postMove(app, officer, made.id, action, body).expect(200)
const on = (day: string, from = '09:00', until = '11:00') =>
  ({ start: `2026-11-${day}T${from}:00+08:00`, end: `2026-11-${day}T${until}:00+08:00` })
async function booked(slot: object, fields = {}): Promise<Case> {
  const made = await buildServiceRequest(app, team, { preferredTimes: [], ...fields })
  await move(made, 'accept')
  await move(made, 'schedule', slot)
  return made
}
const at = async (iso: string): Promise<void> => {
  await app.deps.notices.settled()
  app.clock.set(iso)
  await tellTimed(app.deps)
}
const found = (event: StoredNotice['event'], made?: Case) =>
  Notice.find({ event, ...(made && { matter: made.id }) }).sort({ at: 1 }).lean<StoredNotice[]>()
const instants = async (event: StoredNotice['event'], made?: Case) =>
  (await found(event, made)).map(notice => notice.at.toISOString())

describe('the evening before', () => {
  test('at six the residents hear of the visit, and the officer how many there are', async () => {
    const [one, other] = [await booked(on('26')), await booked(on('26', '14:00', '15:00'))]
    await booked(on('27'))
    await at('2026-11-25T17:59:59+08:00')
    expect(await found('visitTomorrow')).toEqual([])
    await at('2026-11-25T18:00:00+08:00')
    expect((await found('visitTomorrow')).map(({ person }) => String(person)).sort())
      .toEqual([one.applicant.id, other.applicant.id].sort())
    expect(await found('visitsTomorrow')).toMatchObject([{ person: team.officer._id, count: 2, side: 'staff' }])
  })

  test('again and again, by several at once, after a clock that went back: once; what was lost is told anew', async () => {
    const made = await booked(on('26'))
    await at('2026-11-25T18:00:00+08:00')
    await Promise.all(Array.from({ length: 4 }, () => tellTimed(app.deps)))
    await at('2026-11-24T17:00:00+08:00')
    await at('2026-11-25T19:00:00+08:00')
    expect(await instants('visitTomorrow', made)).toEqual(['2026-11-25T10:00:00.000Z'])
    expect(await found('visitsTomorrow')).toHaveLength(1)
    await Notice.deleteMany({})
    await tellTimed(app.deps)
    expect([await found('visitTomorrow'), await found('visitsTomorrow')]).toMatchObject([[{}], [{}]])
  })

  test('moved to another day, and to another after that: each evening its own, none for the day that was given up', async () => {
    const made = await booked(on('26'))
    await at('2026-11-25T18:00:00+08:00')
    await move(made, 'schedule', on('27'))
    await at('2026-11-26T18:00:00+08:00')
    expect(await instants('visitTomorrow', made)).toEqual(['2026-11-25T10:00:00.000Z', '2026-11-26T10:00:00.000Z'])
    const moved = await booked(on('28'))
    await move(moved, 'schedule', on('30'))
    await at('2026-11-27T18:00:00+08:00')
    expect(await found('visitTomorrow', moved)).toEqual([])
  })

  test('two visits of one person on one day are two reminders', async () => {
    const made = await booked(on('26'))
    const second = await buildServiceRequest(app, team)
    await Matter.updateOne({ _id: second.id }, { 'applicant.person': made.applicant.id })
    await move(second, 'accept')
    await move(second, 'schedule', on('26', '14:00', '15:00'))
    await at('2026-11-25T18:00:00+08:00')
    expect((await found('visitTomorrow')).map(({ person }) => String(person)))
      .toEqual([made.applicant.id, made.applicant.id])
  })

  test('a document that is brought: the family hears of the day, the officer counts it; moved or delivered, nobody does', async () => {
    const brought = async (day: string): Promise<Case> => {
      const made = await booked(on('25'))
      await move(made, 'setOut')
      await move(made, 'finish', { outcome: 'awaitingDocument', papersTaken: [], text: '' })
      await move(made, 'documentReady', { papers: ['居民户口簿'], day })
      return made
    }
    const [kept, moved, done] = [await brought('2026-11-26'), await brought('2026-11-26'), await brought('2026-11-26')]
    await move(moved, 'setDelivery', { day: '2026-11-27', text: '' })
    await move(done, 'deliver', { receivedBy: '张三', relation: 'self', way: 'broughtHome', text: '当面点清了' })
    await at('2026-11-25T18:00:00+08:00')
    expect((await found('deliveryTomorrow')).map(({ matter }) => String(matter))).toEqual([kept.id])
    expect(await found('visitsTomorrow')).toMatchObject([{ person: team.officer._id, count: 1 }])
    await at('2026-11-26T18:00:00+08:00')
    expect(await instants('deliveryTomorrow', moved)).toEqual(['2026-11-26T10:00:00.000Z'])
    expect(await instants('deliveryTomorrow', kept)).toHaveLength(1)
  })

  test('cancelled, paperwork, or set this very evening: none', async () => {
    const cancelled = await booked(on('26'))
    await postMove(app, cancelled.applicant.token, cancelled.id, 'cancel', { reason: '' }).expect(200)
    const paper = await buildServiceRequest(app, team, { channel: 'paperwork' })
    const agent = await app.signIn(team.agent.phone)
    await postMove(app, agent, paper.id, 'accept').expect(200)
    await postMove(app, agent, paper.id, 'schedule', on('26')).expect(200)
    app.clock.set('2026-11-25T18:30:00+08:00')
    await booked(on('26'))
    await at('2026-11-25T18:40:00+08:00')
    expect(await found('visitTomorrow')).toEqual([])
  })

  test('a stop over the evening: nothing after midnight, and what waits in the quiet hours is not sent next day', async () => {
    const made = await booked(on('26'))
    await at('2026-11-26T06:30:00+08:00')
    expect(await found('visitTomorrow', made)).toEqual([])
    const late = await booked(on('28'))
    await at('2026-11-27T22:00:00+08:00')
    await pushDue(app.deps)
    app.clock.set('2026-11-28T07:30:00+08:00')
    app.deps.settings.reminders.resident = { template: 'template-of-residents', fields: { phrase1: 'event' } }
    await pushDue(app.deps)
    expect((await found('visitTomorrow', late)).map(({ push }) => push.why)).toEqual(['overtaken'])
  })

  test('a holiday does not matter to a visit that was promised', async () => {
    app.clock.set('2026-12-30T09:00:00+08:00')
    const made = await booked({ start: '2027-01-01T09:00:00+08:00', end: '2027-01-01T10:00:00+08:00' })
    await at('2026-12-31T18:00:00+08:00')
    expect(await found('visitTomorrow', made)).toHaveLength(1)
  })
})

describe('a promise that is near', () => {
  async function promised(timeLimitDays = 5): Promise<Case> {
    return buildServiceRequest(app, team, {
      channel: 'paperwork', itemCode: await buildItem({ timeLimitDays }), preferredTimes: []
    })
  }
  const promiseOf = async ({ id }: Case): Promise<string> =>
    (await Matter.findById(id).lean())!.expectedBy!.toISOString()

  test('one working day before, over a weekend, once, and to whoever has the matter then', async () => {
    const made = await promised()
    // Five working days after Tuesday.
    expect(await promiseOf(made)).toBe('2026-12-01T09:30:00.000Z')
    await at('2026-11-30T08:29:00+08:00')
    expect(await found('promiseNear', made)).toEqual([])
    await at('2026-11-30T08:31:00+08:00')
    await at('2026-11-30T12:00:00+08:00')
    const assignee = (await Matter.findById(made.id).lean())!.assignee.person
    expect(await found('promiseNear', made)).toMatchObject([{ person: assignee, side: 'staff' }])
    await Matter.updateOne({ _id: made.id }, { 'assignee.person': team.backup._id })
    await at('2026-11-30T12:10:00+08:00')
    expect(await found('promiseNear', made)).toHaveLength(2)
  })

  test('not when the promise has passed, the matter is closed, or the resident owes something', async () => {
    const [past, closed, waiting] = [await promised(), await promised(), await promised()]
    await postMove(app, closed.applicant.token, closed.id, 'cancel', { reason: '' }).expect(200)
    await Matter.updateOne({ _id: waiting.id }, { waitingOn: 'resident', waitingSince: new Date(app.clock.now()) })
    await at('2026-11-30T09:00:00+08:00')
    expect([await found('promiseNear', closed), await found('promiseNear', waiting)]).toEqual([[], []])
    await Notice.deleteMany({})
    await at('2026-12-05T09:00:00+08:00')
    expect(await found('promiseNear', past)).toEqual([])
  })

  test('the working day before a holiday counts', async () => {
    app.clock.set('2026-09-28T09:00:00+08:00')
    const made = await promised(3)
    expect(await promiseOf(made)).toBe('2026-10-08T09:30:00.000Z')
    await at('2026-09-30T08:29:00+08:00')
    expect(await found('promiseNear', made)).toEqual([])
    await at('2026-10-02T10:00:00+08:00')
    expect(await instants('promiseNear', made)).toEqual(['2026-09-30T00:30:00.000Z'])
  })
})

describe('how it went', () => {
  async function done(): Promise<Case> {
    const made = await booked(on('25'))
    await move(made, 'setOut')
    await move(made, 'finish')
    return made
  }

  test('is asked once, a day after completion, and never at night', async () => {
    app.clock.set('2026-11-24T21:30:00+08:00')
    const made = await done()
    await at('2026-11-25T21:29:00+08:00')
    expect(await found('pleaseRate', made)).toEqual([])
    await at('2026-11-25T21:31:00+08:00')
    await at('2026-11-26T09:00:00+08:00')
    expect(await found('pleaseRate', made)).toMatchObject([
      { person: expect.anything() as object, push: { after: new Date('2026-11-26T07:00:00+08:00') } }
    ])
    expect(await found('pleaseRate')).toHaveLength(1)
  })

  test('not where it was said already, and not long after', async () => {
    const [rated, old] = [await done(), await done()]
    await postMove(app, rated.applicant.token, rated.id, 'rate', { stars: 5, text: '' }).expect(200)
    await at('2026-11-25T12:00:00+08:00')
    expect(await found('pleaseRate', rated)).toEqual([])
    await Notice.deleteMany({})
    await at('2026-11-29T12:00:00+08:00')
    expect(await found('pleaseRate', old)).toEqual([])
  })

  test('said between the notice and its message: no message', async () => {
    const made = await done()
    await at('2026-11-25T22:00:00+08:00')
    await postMove(app, made.applicant.token, made.id, 'rate', { stars: 4, text: '' }).expect(200)
    app.deps.settings.reminders.resident = { template: 'template-of-residents', fields: { phrase1: 'event' } }
    app.clock.set('2026-11-26T07:10:00+08:00')
    await pushDue(app.deps)
    expect((await found('pleaseRate', made)).map(({ push }) => push.why)).toEqual(['overtaken'])
  })
})
