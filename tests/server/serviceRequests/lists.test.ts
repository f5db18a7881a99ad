import type { ServiceRequestSummary } from '../../../src/contract/serviceRequestViews'
import { pageSchema } from '../../../server/serviceRequests/schema'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import {
  buildInput,
  buildItem,
  buildServiceRequest,
  moveBody,
  postMove,
  postSubmit
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
beforeAll(async () => {
  app = await buildApp()
})
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  team = await buildTeam()
})
afterAll(() => app.stop())

const list = (token: string, query: string) =>
  app.http.get(`/api/v1/service-requests?${query}`).set('Authorization', token)

async function readAll(token: string, query: string): Promise<ServiceRequestSummary[]> {
  const rows: ServiceRequestSummary[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await list(token, `${query}&limit=3${cursor && `&cursor=${cursor}`}`).expect(200)
    const page = pageSchema.parse(body)
    rows.push(...page.items)
    cursor = page.nextCursor
  }
  return rows
}

test('mine: newest first, every row once over the pages', async () => {
  const token = await app.signIn((await buildPerson()).phone)
  const input = await buildInput(team)
  const ids: string[] = []
  for (let i = 0; i < 8; i++) {
    // Two have the same instant: the id decides, and none is lost between pages.
    if (i % 2 === 0) app.clock.advance(60_000)
    ids.push((await postSubmit(app, token, input).expect(201)).body.id)
  }
  const rows = await readAll(token, 'role=mine')
  expect(rows).toHaveLength(8)
  expect(new Set(rows.map(row => row.id))).toEqual(new Set(ids))
  expect(rows.map(row => row.createdAt)).toEqual([...rows.map(row => row.createdAt)].sort().reverse())
  expect(new Set(rows.map(row => row.address))).toEqual(new Set([input.address]))
})

test('inbox: special groups first, then by deadline; what is passed on leaves it', async () => {
  const usual = await buildServiceRequest(app, team)
  app.clock.advance(60_000)
  const later = await buildServiceRequest(app, team)
  const elder = await buildServiceRequest(app, team, { specialGroups: ['livesAlone'] })
  const officer = await app.signIn(team.officer.phone)
  expect((await readAll(officer, 'role=inbox')).map(row => row.id)).toEqual([elder.id, usual.id, later.id])
  await postMove(app, officer, usual.id, 'handBack', moveBody('handBack', team)).expect(200)
  expect((await readAll(officer, 'role=inbox')).map(row => row.id)).toEqual([elder.id, later.id])
  expect((await readAll(await app.signIn(team.backup.phone), 'role=inbox')).map(row => row.id)).toEqual([usual.id])
})

test('a special group has two working hours, others four; overdue is said', async () => {
  await buildServiceRequest(app, team, { specialGroups: ['over80'] })
  await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  const rows = await readAll(officer, 'role=inbox')
  expect(rows.map(row => row.acceptBy)).toEqual(['2026-11-24T03:02:00.000Z', '2026-11-24T06:32:00.000Z'])
  expect(rows.map(row => row.urgency)).toEqual([2, 1])
  app.clock.set('2026-11-24T12:00:00+08:00')
  expect((await readAll(officer, 'role=inbox')).map(row => row.urgency)).toEqual([3, 1])
})

test('backups find it in their inbox once the time to accept ran out, the desk as long again after', async () => {
  const { id } = await buildServiceRequest(app, team)
  const [backup, desk] = (await Promise.all(
    [team.backup, team.dispatcher].map(person => app.signIn(person.phone))
  )) as [string, string]
  const ids = async (token: string) => (await readAll(token, 'role=inbox')).map(row => row.id)
  expect([await ids(backup), await ids(desk)]).toEqual([[], []])
  app.clock.set('2026-11-24T14:33:00+08:00')
  expect([await ids(backup), await ids(desk)]).toEqual([[id], []])
  app.clock.set('2026-11-25T10:05:00+08:00')
  expect([await ids(backup), await ids(desk)]).toEqual([[id], [id]])
})

test('station: what is open there, for its desk and chief alone; finished ones on demand', async () => {
  const open = await buildServiceRequest(app, team)
  const done = await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const)
    await postMove(app, officer, done.id, action, moveBody(action, team)).expect(200)
  for (const person of [team.dispatcher, team.chief]) {
    const token = await app.signIn(person.phone)
    expect((await readAll(token, 'role=station')).map(row => row.id)).toEqual([open.id])
    expect((await readAll(token, 'role=station&status=completed')).map(row => row.id)).toEqual([done.id])
    expect((await readAll(token, 'role=station&status=completed,assigned'))).toHaveLength(2)
  }
  for (const person of [team.officer, team.agent, team.admin]) {
    await list(await app.signIn(person.phone), 'role=station').expect(403)
  }
})

test.each([
  'role=all',
  'limit=0',
  'limit=51',
  'limit=x',
  'status=lost',
  'role[$ne]=mine',
  'role=mine&role=inbox',
  'surprise=1'
])('the bad query %s is refused by field', async query => {
  const { body } = await list(await app.signIn(team.officer.phone), query).expect(400)
  expect(body.error).toMatchObject({
    code: 'validationFailed',
    fields: [expect.objectContaining({ message: expect.any(String) })]
  })
})

test.each([
  'x',
  'bnVsbA',
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('[{"$gt":""},"f"]').toString('base64url')
])('the made-up cursor %s is refused', async cursor => {
  const { body } = await list(await app.signIn(team.officer.phone), `role=mine&cursor=${cursor}`).expect(400)
  expect(body.error.code).toBe('cursorInvalid')
})

test('what has no deadline is not late, and stands after what has one', async () => {
  const officer = await app.signIn(team.officer.phone)
  const promised = await buildServiceRequest(app, team)
  const open = await buildServiceRequest(app, team, { itemCode: await buildItem({ timeLimitDays: null }) })
  for (const { id } of [open, promised]) await postMove(app, officer, id, 'accept').expect(200)
  app.clock.advance(1000)
  const rows = await readAll(officer, 'role=inbox')
  expect(rows.map(row => [row.id, row.urgency])).toEqual([[promised.id, 0], [open.id, 0]])
})
