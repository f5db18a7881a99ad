import mongoose from 'mongoose'
import { pathOf } from '../../../src/contract/endpoints'
import { auditPageSchema } from '../../../server/auditList/schema'
import { Person } from '../../../server/people/model'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { skipUnless } from '../../setup/skips'
import { groundChanged } from '../../setup/groundChanged'

let app: TestApp
let team: Team
let other: Team
let admin: string
let chief: string
let first: Case
beforeAll(async () => {
  app = await buildApp()
  ;[team, other] = [await buildTeam(), await buildTeam()]
  ;[admin, chief] = [await app.signIn(team.admin.phone), await app.signIn(team.chief.phone)]
  app.clock.set('2026-11-23T23:50:00+08:00')
  first = await buildServiceRequest(app, team)
  app.clock.set('2026-11-24T00:00:00+08:00')
  await postMove(app, await app.signIn(team.officer.phone), first.id, 'accept').expect(200)
  app.clock.set('2026-11-24T09:02:00+08:00')
  for (let n = 0; n < 3; n++) await buildServiceRequest(app, other)
  await app.deps.audit.before({
    station: team.stationCode, act: 'exported', actor: { id: String(team.admin._id), role: 'admin', relation: null },
    subject: { kind: 'people', id: first.applicant.id }, fields: ['phone', 'idNumber'], detail: { count: 1 }
  }, () => undefined)
  await app.deps.audit.settled()
})
afterAll(() => app.stop())

const list = (token: string, query = '') => app.http.get(`${pathOf('listAudit')}?${query}`).set('Authorization', token)
const acts = (body: { items: Array<{ act: string; detail: { action: string | null } }> }) =>
  body.items.map(({ act, detail }) => detail.action ?? act)

test('one subject’s story, newest first, with the names people have now', async () => {
  await Person.updateOne({ _id: team.officer._id }, { $set: { name: '改名的民警' } })
  await groundChanged()
  const { body } = await list(admin, `subject=${first.id}`).expect(200)
  expect(auditPageSchema.strict().parse(body)).toBeTruthy()
  expect(acts(body)).toEqual(['accept', 'submit'])
  expect(body.items[0]).toMatchObject({
    station: team.stationCode,
    at: '2026-11-23T16:00:00.000Z',
    actor: { name: '改名的民警', role: 'officer', relation: 'staff' },
    subject: { kind: 'serviceRequests', id: first.id },
    detail: { action: 'accept', status: 'accepted', count: null }
  })
  expect((await list(admin, `subject=${first.applicant.id}`)).body.items).toEqual([
    expect.objectContaining({
      act: 'exported',
      fields: ['phone', 'idNumber'],
      detail: { action: null, status: null, count: 1 }
    })
  ])
  expect((await list(admin, 'subject=000000000000000000000000')).body).toEqual({ items: [], nextCursor: null })
})

test('days are those of Shanghai, both included', async () => {
  const days = async (query: string) => acts((await list(chief, query).expect(200)).body)
  expect(await days('from=2026-11-24')).toEqual(['exported', 'accept'])
  expect(await days('to=2026-11-23')).toEqual(['submit'])
  expect(await days('from=2026-11-23&to=2026-11-24')).toEqual(['exported', 'accept', 'submit'])
  expect(await days('from=2026-11-25')).toEqual([])
})

test('an admin sees every station’s, a chief his own, nobody else any', async () => {
  const stations = async (token: string, query = '') =>
    new Set(
      (await list(token, `limit=50&${query}`).expect(200)).body.items.map((item: { station: string }) => item.station)
    )
  expect(await stations(admin)).toEqual(new Set(['district', team.stationCode, other.stationCode]))
  expect(await stations(admin, `station=${other.stationCode}`)).toEqual(new Set([other.stationCode]))
  expect(await stations(chief)).toEqual(new Set([team.stationCode]))
  expect(await stations(chief, `station=${team.stationCode}`)).toEqual(new Set([team.stationCode]))
  expect((await list(chief, `station=${other.stationCode}`).expect(403)).body.error.code).toBe('forbidden')
  const stationless = await buildPerson({ roles: ['resident', 'chief'] })
  await list(await app.signIn(stationless.phone)).expect(403)
  for (const person of [team.officer, team.dispatcher, team.agent])
    await list(await app.signIn(person.phone)).expect(403)
  await list(first.applicant.token).expect(403)
  await app.http.get(pathOf('listAudit')).expect(401)
})

test('page by page nothing is left out or shown twice', async () => {
  const whole = (await list(admin, 'limit=50').expect(200)).body.items as Array<{ id: string }>
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await list(admin, `limit=2${cursor && `&cursor=${cursor}`}`).expect(200)
    seen.push(...body.items.map((item: { id: string }) => item.id))
    cursor = body.nextCursor ?? ''
  } while (cursor)
  expect(seen).toEqual(whole.map(({ id }) => id))
  expect(seen).toHaveLength(8)
})

test.each(['from=yesterday', 'from=2026-02-30', 'station=%24ne', 'subject[$ne]=x', 'limit=51', 'sort=at'])(
  '%s is refused',
  async query => {
    expect((await list(admin, query).expect(400)).body.error.code).toBe('validationFailed')
  }
)

test('a made-up cursor is refused', async () => {
  expect((await list(admin, 'cursor=bnVsbA').expect(400)).body.error.code).toBe('cursorInvalid')
})

skipUnless(process.env.MONGODB_KIND !== 'independent', 'plans of queries — the independent server has no explain')(
  'plans of queries',
  () => {
    test.each([
      ['subject', { 'subject.id': 'x' }, 'subject.id_1_at_-1__id_-1'],
      ['station', { station: 'x', at: { $gte: new Date(0) } }, 'station_1_at_-1__id_-1'],
      ['everything', {}, 'at_-1__id_-1'],
      ['pending', { auditPending: true }, '"indexName":"audit"']
    ])('%s is read by its index', async (name, filter, index) => {
      const [collection, sort] =
        name === 'pending' ? ['matters', { _id: 1 } as const] : ['auditEntries', { at: -1, _id: -1 } as const]
      const plan = JSON.stringify(
        await mongoose.connection.db!.collection(collection).find(filter).sort(sort).limit(3).explain('queryPlanner')
      )
      expect(plan).toContain(index)
      expect(plan).not.toMatch(/"stage":"SORT"/)
    })
  }
)
