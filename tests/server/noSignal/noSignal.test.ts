/** Windows without signal: who may enter them, what is refused, and how the clocks of open matters stand still. */
import { pathOf } from '../../../src/contract/endpoints'
import type { Due, Dues } from '../../../src/contract/due'
import type { NoSignalInput, NoSignalView } from '../../../src/contract/noSignal'
import type { ServiceRequestDetail } from '../../../src/contract/serviceRequestViews'
import { Matter } from '../../../server/matters/model'
import { redateForNoSignal } from '../../../server/matters/redate'
import { Notice } from '../../../server/notices/model'
import { Person } from '../../../server/people/model'
import { buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildServiceRequest, getOne, moveBody, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  // A Tuesday.
  app.clock.set('2026-11-24T09:00:00+08:00')
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterAll(() => app.stop())

const of = (person: KnownPerson) => ({ id: String(person._id) })
const add = (token: string, person: KnownPerson, body: object) =>
  app.http.post(pathOf('addNoSignal', of(person))).set('Authorization', token).send(body)
const list = (token: string, person: KnownPerson) =>
  app.http.get(pathOf('listNoSignal', of(person))).set('Authorization', token)
const remove = (token: string, person: KnownPerson, window: string) =>
  app.http.delete(pathOf('removeNoSignal', { ...of(person), window })).set('Authorization', token)
const weekly = (weekday: number, from: number, until: number): NoSignalInput => ({ weekly: { weekday, from, until } })
const once = (from: string, until: string): NoSignalInput =>
  ({ once: { from: `2026-${from}:00+08:00`, until: `2026-${until}:00+08:00` } })
const FAR = { once: { from: '2027-02-01T09:00:00+08:00', until: '2027-02-01T10:00:00+08:00' } }
const WEDNESDAY_MORNING = weekly(3, 510, 720)

async function seen({ id, applicant }: Case): Promise<ServiceRequestDetail> {
  return (await getOne(app, applicant.token, id).expect(200)).body as ServiceRequestDetail
}
async function dues({ id, applicant }: Case): Promise<Dues> {
  return (await app.http.get(pathOf('getDueSums', { id })).set('Authorization', applicant.token).expect(200)).body as Dues
}
const settled = async (): Promise<void> => {
  app.deps.notices.look()
  await app.deps.notices.settled()
}
/** The sum has no gaps and ends at the deadline. */
function checkSum({ from, by, steps }: Due): void {
  expect(steps[0]?.from).toBe(from)
  steps.slice(1).forEach((step, index) => expect(step.from).toBe(steps[index]!.until))
  expect(steps.at(-1)?.until).toBe(by)
}

describe('entering', () => {
  test('the person and the desk of the station may; others get the answer for a missing person', async () => {
    const { body } = await add(officer, team.officer, WEDNESDAY_MORNING).expect(200)
    expect((body as NoSignalView)).toMatchObject({
      person: { id: String(team.officer._id), name: team.officer.name },
      items: [{ weekly: { weekday: 3, from: 510, until: 720 }, once: null }]
    })
    const desk = await app.signIn(team.dispatcher.phone)
    expect((await add(desk, team.officer, once('11-26T09:00', '11-26T11:00')).expect(200)).body.items).toHaveLength(2)
    const other = await buildTeam()
    for (const who of [team.backup, other.dispatcher, other.chief, team.admin]) {
      await list(await app.signIn(who.phone), team.officer).expect(404)
    }
    const resident = await buildServiceRequest(app, team)
    await list(resident.applicant.token, team.officer).expect(403)
    expect((await list(officer, { ...team.officer, _id: other.chief._id } as KnownPerson).expect(404)).body.error.code)
      .toBe('notFound')
  })

  test('sent twice it is one window; removed it is gone, removed again nothing happens', async () => {
    await add(officer, team.officer, WEDNESDAY_MORNING).expect(200)
    const { body } = await add(officer, team.officer, WEDNESDAY_MORNING).expect(200)
    expect(body.items).toHaveLength(1)
    const { id } = (body as NoSignalView).items[0]!
    expect((await remove(officer, team.officer, id).expect(200)).body.items).toEqual([])
    expect((await remove(officer, team.officer, id).expect(200)).body.items).toEqual([])
  })

  test.each<[string, object, string, string]>([
    ['backwards', weekly(3, 720, 510), 'validationFailed', 'weekly.until'],
    ['of an eighth weekday', weekly(7, 510, 720), 'validationFailed', 'weekly.weekday'],
    ['beyond midnight', weekly(3, 510, 1441), 'validationFailed', 'weekly.until'],
    ['backwards, once', once('11-26T11:00', '11-26T09:00'), 'validationFailed', 'once.until'],
    ['over already', once('11-23T09:00', '11-23T11:00'), 'timeInPast', 'once.until'],
    ['too far ahead', FAR, 'timeTooFar', 'once.until'],
    ['too long', once('11-26T09:00', '11-30T09:00'), 'noSignalTooLong', 'once.until'],
    ['that is nothing', {}, 'validationFailed', 'weekly']
  ])('a window %s is refused at its field', async (_what, body, code, path) => {
    const { body: { error } } = await add(officer, team.officer, body).expect(400)
    expect(error).toMatchObject({ code, fields: [{ path }] })
  })

  test('a clock must get on: at most twenty hours a week, overlaps counted once, and at most twelve windows', async () => {
    for (const weekday of [1, 2, 3, 4]) await add(officer, team.officer, weekly(weekday, 510, 810)).expect(200)
    await add(officer, team.officer, weekly(1, 520, 800)).expect(200)
    expect((await add(officer, team.officer, weekly(5, 600, 601)).expect(400)).body.error.code).toBe('noSignalTooLong')
    for (let n = 0; n < 7; n++) await add(officer, team.officer, weekly(2, 520 + n, 700)).expect(200)
    expect((await add(officer, team.officer, weekly(2, 600, 700)).expect(409)).body.error.code).toBe('tooManyNoSignal')
  })

  test('two people who enter windows at once: both stay', async () => {
    const desk = await app.signIn(team.dispatcher.phone)
    await Promise.all([
      add(officer, team.officer, weekly(1, 510, 600)).expect(200),
      add(desk, team.officer, weekly(2, 510, 600)).expect(200)
    ])
    expect((await list(officer, team.officer).expect(200)).body.items).toHaveLength(2)
  })
})

describe('the clocks', () => {
  test('of open matters are dated anew when a window is entered, and again when it is removed', async () => {
    const made = await buildServiceRequest(app, team)
    const before = await seen(made)
    const { body } = await add(officer, team.officer, once('11-24T10:00', '11-24T11:00')).expect(200)
    await settled()
    const during = await seen(made)
    const hour = 3600_000
    expect(Date.parse(during.acceptBy!)).toBe(Date.parse(before.acceptBy!) + hour)
    // The end of Friday plus an hour of work is Monday, 9:30.
    expect(before.expectedBy).toBe('2026-12-04T09:30:00.000Z')
    expect(during.expectedBy).toBe('2026-12-07T01:30:00.000Z')
    const stored = await Matter.findById(made.id).lean()
    expect(stored!.offeredTo[1]!.from).toEqual(new Date(during.acceptBy!))
    app.clock.set('2026-11-24T10:30:00+08:00')
    const { acceptBy, expectedBy } = await dues(made)
    expect(acceptBy!.standsStill).toEqual({ why: 'noSignal', since: '2026-11-24T02:00:00.000Z' })
    checkSum(acceptBy!)
    checkSum(expectedBy!)
    await remove(officer, team.officer, (body as NoSignalView).items[0]!.id).expect(200)
    await settled()
    // Half an hour has passed without signal: it is not undone.
    expect((await seen(made)).expectedBy).toBe('2026-12-07T01:00:00.000Z')
  })

  test('a day that moved is an entry of the system, and told; a shift within the day is neither', async () => {
    const made = await buildServiceRequest(app, team)
    await add(officer, team.officer, once('11-24T10:00', '11-24T11:00')).expect(200)
    await settled()
    await add(officer, team.officer, once('11-24T10:00', '11-24T11:30')).expect(200)
    await settled()
    const { timeline, expectedBy } = await seen(made)
    expect(expectedBy).toBe('2026-12-07T02:00:00.000Z')
    expect(timeline.filter(({ action }) => action === 'redate')).toMatchObject([
      { by: { relation: 'system' }, text: expect.stringMatching(/^答应办好的日子从12月4日改到12月7日/) }
    ])
    const told = await Notice.find({ matter: made.id, event: 'dateMoved' }).lean()
    expect(told.map(({ person }) => String(person)).sort())
      .toEqual([made.applicant.id, String(team.officer._id)].sort())
  })

  test('what has lapsed is not undone: the backup keeps the offer', async () => {
    const made = await buildServiceRequest(app, team)
    app.clock.set('2026-11-24T15:00:00+08:00')
    const before = await seen(made)
    await add(officer, team.officer, once('11-24T09:00', '11-24T17:00')).expect(200)
    await settled()
    expect((await seen(made)).acceptBy).toBe(before.acceptBy)
    await postMove(app, await app.signIn(team.backup.phone), made.id, 'accept').expect(200)
  })

  test('in other hands the windows end at that instant; a new matter begins with those of its assignee', async () => {
    await add(officer, team.officer, WEDNESDAY_MORNING).expect(200)
    await settled()
    const made = await buildServiceRequest(app, team)
    expect((await seen(made)).expectedBy).toBe('2026-12-07T09:00:00.000Z')
    app.clock.set('2026-11-25T09:30:00+08:00')
    await postMove(app, officer, made.id, 'handBack', moveBody('handBack', team)).expect(200)
    // An hour on Wednesday morning, and no more.
    expect((await seen(made)).expectedBy).toBe('2026-12-07T01:30:00.000Z')
    checkSum((await dues(made)).expectedBy!)
  })

  test('interrupted, the sequence is taken up again; finished, it is not begun again', async () => {
    const made = [await buildServiceRequest(app, team), await buildServiceRequest(app, team)]
    await settled()
    const changed = new Date(app.clock.now())
    const window = { id: 'a'.repeat(16), weekly: { weekday: 3, from: 510, until: 720 }, once: null }
    await Person.updateOne({ _id: team.officer._id }, { $set: { noSignal: [window], noSignalChanged: changed } })
    app.clock.advance(120_000)
    const dated = await Promise.all([1, 2].map(() => redateForNoSignal(app.deps)))
    expect(dated.reduce((a, b) => a + b)).toBe(2)
    for (const one of made) expect((await seen(one)).expectedBy).toBe('2026-12-07T09:00:00.000Z')
    expect((await Person.findById(team.officer._id).lean())!.noSignalChanged).toBeNull()
    expect(await redateForNoSignal(app.deps)).toBe(0)
  })
})
