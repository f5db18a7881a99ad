import { pathOf } from '../../../src/contract/endpoints'
import { BeneficiaryModel } from '../../../server/beneficiaries/model'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildConsent, buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, nameFor, type Team } from '../../factories/people'
import { buildInput, getOne, moveBody, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let owner: string
let agent: string
let officer: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  agent = await app.signIn(team.agent.phone)
  officer = await app.signIn(team.officer.phone)
})
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  owner = await app.signIn((await buildPerson()).phone)
})
afterAll(() => app.stop())

const ask = (token: string, id: string, body: object = { purpose: 'both' }) =>
  app.http.post(pathOf('askConsent', { id })).set('Authorization', token).send(body)
const give = (token: string, id: string, agreed = true) =>
  app.http.post(pathOf('giveConsent', { id })).set('Authorization', token).send({ agreed, words: '2026-11' })
const end = (token: string, id: string) => app.http.post(pathOf('endConsent', { id })).set('Authorization', token)
const heard = (token: string) =>
  app.http.get(pathOf('listBeneficiaries')).query({ role: 'witness' }).set('Authorization', token)
const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))
const book = async (id: string, fields: object = {}) =>
  (await postSubmit(app, owner, await buildInput(team, { beneficiary: { id }, ...fields })).expect(201)).body
    .id as string
const consentOf = async (id: string) =>
  (await getOne(app, owner, id).expect(200)).body.consent as { state: string; way: string | null }

describe('a consent given in advance', () => {
  it('is asked by the relative, heard by the agent of the village, and lasts a year', async () => {
    const id = await buildFamily(app, owner, team, { birthYear: 1940, phone: '13900007101' })
    expect((await ask(owner, id).expect(200)).body.consentAsked)
      .toMatchObject({ purpose: 'both', months: 12, agent: { name: team.agent.name } })
    const { body } = await heard(agent).expect(200)
    // The agent gets to know whom to visit, but neither age nor health.
    expect(body.items).toMatchObject([
      { id, name: '王秀兰', viewer: 'witness', address: '村东头第一家', birthYear: null, specialGroups: [] }
    ])
    const given = (await give(agent, id).expect(200)).body
    expect(given).toMatchObject({
      consentAsked: null,
      consents: [
        {
          purpose: 'both',
          way: 'witnessed',
          givenAt: '2026-11-24T01:02:00.000Z',
          until: '2027-11-24T01:02:00.000Z',
          words: '2026-11',
          witness: { name: team.agent.name },
          recordedBy: { name: team.agent.name },
          withdrawnAt: null,
          running: true
        }
      ]
    })
    expect((await heard(agent)).body.items).toEqual([])
    expect(await consentOf(await book(id))).toMatchObject({
      state: 'given',
      way: 'witnessed',
      until: '2027-11-24T01:02:00.000Z'
    })
  })

  it.each(['withdrawn', 'withdrawn, and the member removed'])(
    '%s between the reading of the consent and the writing of the matter: it has to be asked again',
    async how => {
      const id = await buildFamily(app, owner, team)
      await buildConsent(app, owner, agent, id)
      const take = app.deps.numbers.take.bind(app.deps.numbers)
      jest.spyOn(app.deps.numbers, 'take').mockImplementationOnce(async now => {
        await end(owner, id).expect(200)
        if (how !== 'withdrawn')
          await app.http.delete(pathOf('deleteBeneficiary', { id })).set('Authorization', owner).expect(204)
        return take(now)
      })
      expect(await consentOf(await book(id))).toMatchObject({ state: 'pending', way: null })
    }
  )

  it('a submission that is repeated after the first was cut off finds the withdrawal, too', async () => {
    const id = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, id)
    const [input, key] = [await buildInput(team, { beneficiary: { id } }), newKey()]
    const { body } = await postSubmit(app, owner, input, key).expect(201)
    // As a withdrawal leaves the member before it has looked for matters.
    await BeneficiaryModel.updateOne({ _id: id }, { $set: { 'consents.0.withdrawnAt': new Date(app.clock.ms) } })
    expect(await consentOf(body.id as string)).toMatchObject({ state: 'given' })
    expect((await postSubmit(app, owner, input, key).expect(201)).body.id).toBe(body.id)
    expect(await consentOf(body.id as string)).toMatchObject({ state: 'pending' })
  })

  it('a no makes none, and can’t be confirmed afterwards', async () => {
    const id = await buildFamily(app, owner, team)
    await ask(owner, id).expect(200)
    expect((await give(agent, id, false).expect(200)).body).toMatchObject({ consents: [], consentAsked: null })
    await give(agent, id).expect(404)
    expect(await consentOf(await book(id))).toMatchObject({ state: 'pending', way: null })
  })

  it.each([36, 0, -1, 'long'])('not for %p months', async months => {
    const id = await buildFamily(app, owner, team)
    await ask(owner, id, { purpose: 'both', months }).expect(400)
  })

  it('nobody but the agent of that village can confirm it', async () => {
    const id = await buildFamily(app, owner, team)
    await ask(owner, id).expect(200)
    const other = await buildTeam()
    const strangers = [other.agent, team.officer, team.chief]
    for (const stranger of strangers) {
      const answer = await give(await app.signIn(stranger.phone), id)
      expect([403, 404]).toContain(answer.status)
    }
    await give(owner, id).expect(403)
  })

  it('an agent can’t be the witness of what he asks himself, nor of what is said of him', async () => {
    const id = await buildFamily(app, agent, team)
    expect((await ask(agent, id).expect(409)).body.error.code).toBe('noWitness')
    const second = await buildPerson({ roles: ['resident', 'agent'], stationCode: team.stationCode })
    await nameFor(team.villageCode, 'agent', second, 1)
    await ask(agent, id).expect(200)
    await give(agent, id).expect(404)
    await give(await app.signIn(second.phone), id).expect(200)
    const alone = await buildTeam()
    const only = await buildFamily(app, owner, alone, { phone: alone.agent.phone })
    expect((await ask(owner, only).expect(409)).body.error.code).toBe('noWitness')
    const himself = await buildFamily(app, owner, team, { phone: team.agent.phone })
    await ask(owner, himself).expect(200)
    expect((await heard(agent)).body.items.map((one: { id: string }) => one.id)).not.toContain(himself)
    await give(agent, himself).expect(404)
  })

  it('runs out: a day too late it has to be asked for again, also for what was booked before', async () => {
    const id = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, id, { purpose: 'both', months: 6 })
    const booked = await book(id)
    app.clock.set('2027-05-24T09:01:59+08:00')
    expect(await consentOf(booked)).toMatchObject({ state: 'given' })
    app.clock.set('2027-05-24T09:02:00+08:00')
    expect(await consentOf(booked)).toMatchObject({ state: 'pending' })
  })

  it('covers its purpose only', async () => {
    const id = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, id, { purpose: 'paperwork' })
    expect(await consentOf(await book(id))).toMatchObject({ state: 'pending' })
    const paperwork = await book(id, { channel: 'paperwork' })
    expect(await consentOf(paperwork)).toMatchObject({ state: 'given' })
    await move(agent, paperwork, 'accept').expect(200)
    // Paperwork turns into a visit, to which the beneficiary has not agreed.
    await move(agent, paperwork, 'escalate').expect(200)
    expect(await consentOf(paperwork)).toMatchObject({ state: 'pending' })
  })

  it('another name is another person', async () => {
    const id = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, id)
    const booked = await book(id)
    const { body } = await app.http
      .patch(pathOf('updateBeneficiary', { id }))
      .set('Authorization', owner)
      .send({ name: '王秀英' })
      .expect(200)
    expect(body.consents).toMatchObject([{ running: false, withdrawnAt: '2026-11-24T01:02:00.000Z' }])
    expect(await consentOf(booked)).toMatchObject({ state: 'pending' })
  })
})

describe('taking it back', () => {
  it.each(['owner', 'agent', 'self'] as const)(
    'by the %s: what rests on it has to be asked for again, what he said at the door stands',
    async who => {
      const elder = await buildPerson()
      const id = await buildFamily(app, owner, team, { phone: elder.phone })
      await buildConsent(app, owner, agent, id)
      const [resting, said] = [await book(id), await book(id)]
      await ServiceRequest.updateOne({ _id: said }, { $set: { 'consent.way': 'onArrival', 'consent.until': null } })
      const token = who === 'owner' ? owner : who === 'agent' ? agent : await app.signIn(elder.phone)
      expect((await end(token, id).expect(200)).body.consents[0].running).toBe(false)
      await end(owner, id).expect(200)
      expect(await consentOf(resting)).toMatchObject({ state: 'pending' })
      expect(await consentOf(said)).toMatchObject({ state: 'given', way: 'onArrival' })
      expect(await consentOf(await book(id))).toMatchObject({ state: 'pending' })
    }
  )

  it('the person himself sees from his phone who keeps him, and nobody else does', async () => {
    const elder = await buildPerson()
    const id = await buildFamily(app, owner, team, { phone: elder.phone })
    const token = await app.signIn(elder.phone)
    const mine = await app.http
      .get(pathOf('listBeneficiaries'))
      .query({ role: 'self' })
      .set('Authorization', token)
      .expect(200)
    expect(mine.body.items).toMatchObject([{ id, viewer: 'self' }])
    const other = await app.http
      .get(pathOf('listBeneficiaries'))
      .query({ role: 'self' })
      .set('Authorization', officer)
      .expect(200)
    expect(other.body.items).toEqual([])
    await app.http.delete(pathOf('deleteBeneficiary', { id })).set('Authorization', token).expect(404)
  })
})

describe('a child under 14', () => {
  it('its guardian decides: nobody is asked', async () => {
    const id = await buildFamily(app, owner, team, { kinship: 'child', birthYear: 2018 })
    expect((await ask(owner, id).expect(409)).body.error.code).toBe('consentNotAsked')
    expect(await consentOf(await book(id))).toMatchObject({ state: 'notNeeded' })
  })
})

it('somebody else’s family can’t be booked for', async () => {
  const id = await buildFamily(app, await app.signIn((await buildPerson()).phone), team)
  const { body } = await postSubmit(app, owner, await buildInput(team, { beneficiary: { id } })).expect(400)
  expect(body.error).toMatchObject({ code: 'beneficiaryUnknown', fields: [{ path: 'beneficiary.id' }] })
})
