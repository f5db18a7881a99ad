import supertest from 'supertest'
import { createApp } from '../../../server/app'
import type { DemoPerson } from '../../../src/contract/person'
import { Person } from '../../../server/people/model'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let t: TestApp
let team: Team
beforeAll(async () => {
  t = await buildApp()
  team = await buildTeam()
})
afterAll(() => t.stop())

async function listed(): Promise<DemoPerson[]> {
  const { body } = await t.http.get('/api/v1/demo/people').expect(200)
  return body.items as DemoPerson[]
}

describe('GET /demo/people', () => {
  it('offers somebody of every role there is, with his place in words', async () => {
    const resident = await buildPerson({ villageCode: team.villageCode })
    const people = await listed()
    for (const person of [team.officer, team.backup, team.agent, team.dispatcher, team.chief, team.admin, resident]) {
      expect(people.filter(({ phone }) => phone === person.phone)).toHaveLength(1)
    }
    const placeOf = (phone: string) => people.find(person => person.phone === phone)?.place
    expect(placeOf(team.officer.phone)).toMatch(/派出所 试镇试村.*村委会$/)
    expect(placeOf(team.dispatcher.phone)).toMatch(/派出所$/)
    expect(placeOf(team.admin.phone)).toBe('分局')
    expect(placeOf(resident.phone)).toMatch(/^试镇试村/)
  })

  it('offers codes that sign in as just these people', async () => {
    for (const person of await listed()) {
      const { body } = await t.http.post('/api/v1/session').send({ code: person.code }).expect(200)
      expect(body.user).toMatchObject({ name: person.name, roles: person.roles, rank: person.rank })
    }
  })

  it('offers 24 at most, four of them residents, nobody twice and nobody who left', async () => {
    for (let teams = 0; teams < 5; teams++) await buildTeam()
    for (let residents = 0; residents < 6; residents++) await buildPerson()
    await buildPerson({ roles: ['resident', 'officer', 'mediator', 'volunteer'], rank: 'police' })
    await Person.updateOne({ _id: team.chief._id }, { $set: { active: false } })
    await groundChanged()
    const people = await listed()
    expect(people.length).toBeGreaterThan(12)
    expect(people.length).toBeLessThanOrEqual(24)
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length)
    expect(people.filter(({ roles }) => roles.join() === 'resident')).toHaveLength(4)
    expect(people.map(({ phone }) => phone)).not.toContain(team.chief.phone)
  })
})

it('does not exist when WeChat is the real one', async () => {
  const real = supertest(createApp({ ...t.deps, demo: false }).koa.callback())
  const { body } = await real.get('/api/v1/demo/people').expect(404)
  expect(body.error.code).toBe('notFound')
})
