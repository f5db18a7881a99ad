import type { BoardLine, BoardList, StationBoard } from '../../../src/contract/stationBoard'
import { BOARD_LISTS } from '../../../src/contract/stationBoard'
import { pathOf } from '../../../src/contract/endpoints'
import type { Action } from '../../../src/contract/serviceRequest'
import { Matter } from '../../../server/matters/model'
import { buildTeam, type Team } from '../../factories/people'
import { buildInput, buildServiceRequest, moveBody, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
let dispatcher: string
const HOUR_MS = 3600_000

beforeEach(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
  dispatcher = await app.signIn(team.dispatcher.phone)
})
afterEach(() => app.stop())

const ask = (token: string, query: object = {}) =>
  app.http.get(pathOf('getStationBoard')).set('Authorization', token).query(query)
const board = async (list: BoardList, query: object = {}): Promise<StationBoard> =>
  (await ask(dispatcher, { list, ...query }).expect(200)).body as StationBoard
const numbers = ({ counts }: StationBoard): number[] => BOARD_LISTS.map(list => counts[list].count)
const move = (token: string, id: string, action: Action, body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team)).expect(200)
const made = async (): Promise<string> => (await buildServiceRequest(app, team)).id

test('a new matter is open, not opened by his phone and soon late; then late; accepted it is none of these', async () => {
  const id = await made()
  const first = await board('unopened')
  expect(numbers(first)).toEqual([0, 1, 0, 1, 1])
  expect(first.items).toMatchObject([{
    id, handsetAt: null, assignedAt: new Date(app.clock.now()).toISOString(), papers: [], papersLate: false,
    assignee: { name: team.officer.name, phone: team.officer.phone }
  }])
  app.clock.advance(6 * HOUR_MS)
  expect(numbers(await board('late'))).toEqual([1, 0, 0, 1, 1])
  await move(officer, id, 'accept')
  const now = await board('late')
  expect(now.items).toEqual([])
  expect([now.counts.late.count, now.counts.unopened.count, now.counts.open.count]).toEqual([0, 0, 1])
  expect([now.soonHours, now.papersDays]).toEqual([24, 15])
})

test('nothing is late that waits for the resident; an appointment that passed is', async () => {
  const [waiting, booked] = [await made(), await made()]
  for (const id of [waiting, booked]) await move(officer, id, 'accept')
  await move(officer, waiting, 'askMaterial')
  await move(officer, booked, 'schedule')
  app.clock.set('2026-12-20T09:00:00+08:00')
  expect((await board('late')).items.map(({ id }) => id)).toEqual([booked])
})

test('papers that are out, closed matters too, the longest first, with each holder; late after the days of the setting', async () => {
  const [first, second] = [await made(), await made()]
  await move(officer, first, 'accept')
  await move(officer, first, 'takePapers', { papers: ['户口簿', '旧身份证'] })
  app.clock.advance(HOUR_MS)
  await move(officer, second, 'accept')
  await move(officer, second, 'takePapers', { papers: ['户口簿'] })
  app.clock.advance(HOUR_MS)
  await move(dispatcher, first, 'receivePapers', { papers: [1] })
  const { items, counts } = await board('papers')
  expect(counts.papers).toEqual({ count: 2, more: false })
  expect(items.map(({ id }) => id)).toEqual([first, second])
  const of = (line: BoardLine) => line.papers.map(({ holder, papers }) => [holder.name, papers])
  expect(of(items[0]!)).toEqual([[team.officer.name, ['户口簿']], [team.dispatcher.name, ['旧身份证']]])
  expect(items[0]).toMatchObject({ papersLate: false, papersOutSince: '2026-11-24T01:02:00.000Z' })
  app.clock.set('2026-12-16T09:00:00+08:00')
  expect((await board('papers')).items.map(({ papersLate }) => papersLate)).toEqual([true, true])
  await move(officer, second, 'returnPapers', { papers: [0], receivedBy: '张三', relation: 'self' })
  expect((await board('papers')).counts.papers.count).toBe(1)
})

test('only the desk and chief of the station read it; nobody reads of a matter that concerns him', async () => {
  const { body } = await postSubmit(app, dispatcher, await buildInput(team)).expect(201)
  await made()
  expect((await board('open')).items.map(({ id }) => id)).not.toContain(body.id)
  expect((await ask(await app.signIn(team.chief.phone), { list: 'open' }).expect(200)).body.items).toHaveLength(2)
  for (const person of [team.officer, team.agent, team.admin])
    await ask(await app.signIn(person.phone)).expect(403)
  const other = await buildTeam()
  expect((await ask(await app.signIn(other.dispatcher.phone), { list: 'open' })).body.items).toEqual([])
  const { body: refused } = await ask(dispatcher, { list: 'everything' }).expect(400)
  expect(refused.error.fields[0].path).toBe('list')
})

test.each(BOARD_LISTS)('the list %s comes page by page, nothing twice; numbers end at 99+', async list => {
  await move(officer, await made(), 'accept')
  const stored = (await Matter.collection.findOne({ 'assignee.person': team.officer._id }))!
  const late = list === 'late'
  await Matter.collection.deleteOne({ _id: stored._id })
  await Matter.collection.insertMany(Array.from({ length: 120 }, (_, n) => {
    const { _id: _old, ...rest } = stored
    return {
      ...rest, number: `990101-${n}`, creation: { ...(stored.creation as object), key: `key-of-matter-${n}` },
      address: null, applicant: { ...(stored.applicant as object), phone: null },
      handsetAt: null, heldBy: [team.officer._id],
      heldSince: new Date(app.clock.now() - (n % 7) * HOUR_MS),
      dueAt: new Date(app.clock.now() + (late ? -1 : 1) * (1 + n % 9) * HOUR_MS), timeline: stored.timeline
    }
  }))
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: StationBoard = await board(list, { limit: 50, ...(cursor && { cursor }) })
    expect(page.counts[list]).toEqual({ count: 99, more: true })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor)
  expect(new Set(seen).size).toBe(120)
  expect(seen).toHaveLength(120)
  await ask(dispatcher, { list, cursor: 'nonsense' }).expect(400)
})
