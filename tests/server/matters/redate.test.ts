/** A holiday notice is imported while clocks run: every open matter is dated anew, and only whose day moved is told. */
import { pathOf } from '../../../src/contract/endpoints'
import type { Due, Dues } from '../../../src/contract/due'
import type { ServiceRequestDetail } from '../../../src/contract/serviceRequestViews'
import { passOnStranded } from '../../../server/matters/passOn'
import { redateForCalendar } from '../../../server/matters/redate'
import { Matter } from '../../../server/matters/model'
import { Notice } from '../../../server/notices/model'
import { Person } from '../../../server/people/model'
import { Calendar, readCalendar } from '../../../server/workingTime/calendar'
import { buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, getOne, moveBody, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let app: TestApp
let team: Team
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.deps.calendar = readCalendar()
  app.clock.set('2026-11-24T09:00:00+08:00')
  await Notice.deleteMany({})
  await Matter.deleteMany({})
  team = await buildTeam()
})
afterAll(() => app.stop())

/** Two days off that the calendar of the tests does not have, one weekend day worked for them, and the next year. */
const IMPORTED = new Calendar({
  2026: { off: ['2026-01-01/2026-01-03', '2026-11-26/2026-11-27'], worked: ['2026-11-28'] },
  2027: { off: ['2027-01-01/2027-01-03'], worked: [] }
})

async function importNotice(calendar = IMPORTED): Promise<number> {
  app.deps.calendar = calendar
  const done = await redateForCalendar(app.deps)
  app.deps.notices.look()
  await app.deps.notices.settled()
  return done
}
async function seen({ id, applicant }: Case): Promise<ServiceRequestDetail> {
  return (await getOne(app, applicant.token, id).expect(200)).body as ServiceRequestDetail
}
async function dues({ id, applicant }: Case): Promise<Dues> {
  return (await app.http.get(pathOf('getDueSums', { id })).set('Authorization', applicant.token).expect(200)).body as Dues
}
const redates = ({ timeline }: ServiceRequestDetail) => timeline.filter(({ action }) => action === 'redate')
const minutesOf = ({ steps }: Due, ...whats: string[]): number =>
  steps.filter(({ what }) => whats.includes(what))
    .reduce((sum, { from, until }) => sum + (Date.parse(until) - Date.parse(from)) / 60_000, 0)

test('the promise moves by the days off, says so once, and tells those of the matter', async () => {
  const made = await buildServiceRequest(app, team)
  const closed = await buildServiceRequest(app, team)
  await postMove(app, closed.applicant.token, closed.id, 'cancel', moveBody('cancel', team)).expect(200)
  expect((await seen(made)).expectedBy).toBe('2026-12-04T09:30:00.000Z')
  expect(await importNotice()).toBe(1)
  const after = await seen(made)
  expect(after.expectedBy).toBe('2026-12-07T09:30:00.000Z')
  expect(redates(after)).toMatchObject([{
    by: { relation: 'system' }, status: 'assigned', text: '答应办好的日子从12月4日改到12月7日：放假安排有变化'
  }])
  expect(redates(await seen(closed))).toEqual([])
  const told = await Notice.find({ event: 'dateMoved' }).lean()
  expect(told.map(({ matter, side }) => `${side} ${String(matter)}`).sort())
    .toEqual([`resident ${made.id}`, `staff ${made.id}`])
  expect(await importNotice()).toBe(0)
  expect(await Notice.countDocuments({ event: 'dateMoved' })).toBe(2)
})

test('the sum names the days off, the weekend and the weekend day that is worked', async () => {
  const made = await buildServiceRequest(app, team)
  await importNotice()
  const { expectedBy } = await dues(made)
  expect(expectedBy).toMatchObject({ workingDays: 8, calendarDays: 0, minutesOfDay: 450, by: '2026-12-07T09:30:00.000Z' })
  const days = (what: string) => expectedBy!.steps.filter(step => step.what === what)
    .map(({ from, until }) => `${from.slice(0, 10)}/${until.slice(0, 10)}`)
  expect(days('holiday')).toEqual(['2026-11-25/2026-11-27'])
  expect(days('weekend')).toEqual(['2026-11-28/2026-11-29', '2026-12-04/2026-12-06'])
  expect(expectedBy!.steps.filter(({ what, makeUp }) => what === 'counts' && makeUp)).toHaveLength(2)
  expect(minutesOf(expectedBy!, 'counts')).toBe(8 * 450)
  expect(minutesOf(expectedBy!, 'startDay')).toBe(420)
})

test('the time to accept and the offers that are still to come move; those that are valid stay', async () => {
  app.clock.set('2026-11-25T16:00:00+08:00')
  const made = await buildServiceRequest(app, team, { preferredTimes: [] })
  expect((await seen(made)).acceptBy).toBe('2026-11-26T03:00:00.000Z')
  await importNotice()
  expect((await seen(made)).acceptBy).toBe('2026-11-28T03:00:00.000Z')
  const { offeredTo, dueAt } = (await Matter.findById(made.id).lean())!
  expect([dueAt, ...offeredTo.map(({ from }) => from)].map(at => at.toISOString())).toEqual([
    '2026-11-28T03:00:00.000Z', '2026-11-25T08:00:00.000Z', '2026-11-28T03:00:00.000Z',
    '2026-11-28T08:30:00.000Z', '2026-11-28T08:30:00.000Z'
  ])
})

test('a shift within the day, and a promise that the calendar did not reach, are written without a word', async () => {
  const fewer = new Calendar({ 2026: { off: ['2026-01-01/2026-01-03', '2026-03-03/2026-03-03'], worked: [] } })
  const made = await buildServiceRequest(app, team)
  expect(await importNotice(fewer)).toBe(1)
  expect(redates(await seen(made))).toEqual([])
  app.clock.set('2026-12-31T16:30:00+08:00')
  const late = await buildServiceRequest(app, team, { preferredTimes: [] })
  expect(await seen(late)).toMatchObject({ acceptBy: null, expectedBy: null })
  expect((await dues(late)).acceptBy).toMatchObject({ by: null, steps: [] })
  await importNotice()
  const after = await seen(late)
  expect(after).toMatchObject({ acceptBy: '2027-01-04T03:30:00.000Z', expectedBy: '2027-01-13T09:30:00.000Z' })
  expect(redates(after)).toEqual([])
  const { offeredTo } = (await Matter.findById(late.id).lean())!
  expect(offeredTo.map(({ person }) => String(person)).slice(0, 3))
    .toEqual([team.officer, team.backup, team.dispatcher].map(({ _id }) => String(_id)))
})

test('with an appointment the day of the visit stays the next deadline', async () => {
  const made = await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  await postMove(app, officer, made.id, 'accept').expect(200)
  await postMove(app, officer, made.id, 'schedule', moveBody('schedule', team)).expect(200)
  await importNotice()
  const { dueAt, expectedBy } = (await Matter.findById(made.id).lean())!
  expect([dueAt, expectedBy!].map(at => at.toISOString()))
    .toEqual(['2026-11-25T01:00:00.000Z', '2026-12-07T09:30:00.000Z'])
})

test('with a day on which the document is brought, that day stays the next deadline, also in other hands', async () => {
  const made = await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  for (const action of ['accept', 'schedule', 'setOut'] as const)
    await postMove(app, officer, made.id, action, moveBody(action, team)).expect(200)
  await postMove(app, officer, made.id, 'finish', { outcome: 'awaitingDocument', papersTaken: [], text: '' }).expect(200)
  await postMove(app, officer, made.id, 'documentReady', { papers: ['居民身份证'], day: '2026-11-25' }).expect(200)
  const due = async () => (await Matter.findById(made.id).lean())!.dueAt.toISOString()
  expect(await due()).toBe('2026-11-25T09:30:00.000Z')
  await importNotice()
  expect(await due()).toBe('2026-11-25T09:30:00.000Z')
  await Person.updateOne({ _id: team.officer._id }, { $set: { active: false } })
  await groundChanged()
  await passOnStranded(app.deps)
  expect((await seen(made)).assignee.name).toBe(team.backup.name)
  expect(await due()).toBe('2026-11-25T09:30:00.000Z')
})

test('interrupted after some matters, and run by several at once: each is dated once', async () => {
  const made: Case[] = []
  for (let count = 0; count < 8; count++) made.push(await buildServiceRequest(app, team))
  const before = await Matter.find().lean()
  expect(await importNotice()).toBe(8)
  // As if a process had died after three of them.
  for (const { _id, clock, expectedBy, version } of before.slice(3)) {
    await Matter.updateOne({ _id }, { $set: { clock, expectedBy, version: version + 2 }, $pop: { timeline: 1 } })
  }
  const done = await Promise.all([1, 2, 3].map(() => redateForCalendar(app.deps)))
  expect(done.reduce((a, b) => a + b)).toBe(5)
  for (const one of made) expect(redates(await seen(one))).toHaveLength(1)
})

test('an escalated matter keeps the beginning of its promise; handing over restarts nothing', async () => {
  const made = await buildServiceRequest(app, team, { channel: 'paperwork' })
  const agent = await app.signIn(team.agent.phone)
  await postMove(app, agent, made.id, 'accept').expect(200)
  app.clock.set('2026-11-26T10:00:00+08:00')
  const { body } = await postMove(app, agent, made.id, 'escalate', moveBody('escalate', team)).expect(200)
  // Five days for the visit and three for the item, from Tuesday on.
  expect(body.expectedBy).toBe('2026-12-04T09:30:00.000Z')
  app.clock.set('2026-11-30T10:00:00+08:00')
  const desk = await app.signIn(team.dispatcher.phone)
  expect((await postMove(app, desk, made.id, 'reassign', moveBody('reassign', team)).expect(200)).body.expectedBy)
    .toBe('2026-12-04T09:30:00.000Z')
  expect((await dues(made)).expectedBy!.from).toBe('2026-11-24T01:00:00.000Z')
})
