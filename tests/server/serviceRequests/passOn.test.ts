import { Person } from '../../../server/people/model'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { passOnStranded } from '../../../server/matters/passOn'
import { pathOf } from '../../../src/contract/endpoints'
import { buildTeam, type Team } from '../../factories/people'
import {
  buildInput,
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let app: TestApp
let team: Team
let officer: string
let backup: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
  backup = await app.signIn(team.backup.phone)
})
afterAll(() => app.stop())

const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))
const leave = async (how: 'inactive' | 'noRole'): Promise<void> => {
  await Person.updateOne({ _id: team.officer._id }, how === 'inactive' ? { active: false } : { roles: ['resident'] })
  await groundChanged()
}

it.each(['inactive', 'noRole'] as const)(
  'an officer who leaves (%s): what he had open goes to the next, and the timeline says so',
  async how => {
    const [fresh, accepted, underway] = [
      await buildServiceRequest(app, team),
      await buildServiceRequest(app, team),
      await buildServiceRequest(app, team)
    ]
    await move(officer, accepted.id, 'accept').expect(200)
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, underway.id, action).expect(200)
    await move(officer, underway.id, 'finish', {
      outcome: 'awaitingDocument',
      papersTaken: ['旧身份证'],
      text: ''
    }).expect(200)
    await leave(how)

    await passOnStranded(app.deps)
    for (const { id, applicant } of [fresh, accepted]) {
      const { body } = await getOne(app, applicant.token, id).expect(200)
      expect(body).toMatchObject({ status: 'assigned', assignee: { name: team.backup.name } })
      expect(body.timeline.at(-1)).toMatchObject({
        action: 'reassign',
        assignee: { name: team.backup.name },
        by: { name: '系统', relation: 'system' }
      })
      expect(body.routing.at(-1).steps).toMatchObject([{ outcome: 'inactive' }, { outcome: 'chosen' }])
    }
    // A matter under way keeps its status with another assignee; who holds the original stays recorded.
    const { body } = await getOne(app, backup, underway.id).expect(200)
    expect(body).toMatchObject({
      status: 'awaitingDocument',
      assignee: { name: team.backup.name },
      custody: [{ holder: { name: team.officer.name }, returned: null }]
    })
    await move(backup, underway.id, 'documentReady').expect(200)
    // A person who has left is not asked, although still named.
    const { body: later } = await postSubmit(app, fresh.applicant.token, await buildInput(team)).expect(201)
    expect(later.assignee.name).toBe(team.backup.name)
  }
)

it('cut off, run again and by two at once: each goes on once', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, async () => (await buildServiceRequest(app, team)).id))
  await leave('inactive')
  const passed = await Promise.all([passOnStranded(app.deps), passOnStranded(app.deps)])
  expect(passed[0]! + passed[1]!).toBe(6)
  expect(await passOnStranded(app.deps)).toBe(0)
  for (const id of ids) {
    const stored = (await ServiceRequest.findById(id))!
    expect(stored.timeline.filter(entry => entry.action === 'reassign')).toHaveLength(1)
  }
})

it('his staff rights end with the role, at his next call', async () => {
  const { id } = await buildServiceRequest(app, team)
  await getOne(app, officer, id).expect(200)
  await leave('noRole')
  await getOne(app, officer, id).expect(404)
  await move(officer, id, 'accept').expect(404)
  const inbox = await app.http
    .get(pathOf('listServiceRequests'))
    .query({ role: 'station' })
    .set('Authorization', officer)
  expect(inbox.status).toBe(403)
})

it('one phone, two roles: as a resident he has his own matters and no say in them as an officer', async () => {
  const { body: own } = await postSubmit(app, officer, await buildInput(team)).expect(201)
  expect(own.assignee.name).toBe(team.backup.name)
  const seen = (await getOne(app, officer, own.id).expect(200)).body
  expect(seen).toMatchObject({ viewer: 'applicant', actions: ['cancel', 'changeTime', 'nameContacts'] })
  await move(officer, own.id, 'accept').expect(403)
  const rows = async (role: string) =>
    (
      await app.http.get(pathOf('listServiceRequests')).query({ role }).set('Authorization', officer).expect(200)
    ).body.items.map((row: { id: string }) => row.id) as string[]
  expect(await rows('mine')).toEqual([own.id])
  expect(await rows('inbox')).toEqual([])
  // For other people's matters the officer's rights are unchanged.
  const { id } = await buildServiceRequest(app, team)
  expect(await rows('inbox')).toEqual([id])
})
