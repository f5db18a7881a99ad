import { pathOf } from '../../../src/contract/endpoints'
import { Matter } from '../../../server/matters/model'
import { detailSchema } from '../../../server/serviceRequests/schema'
import { Person } from '../../../server/people/model'
import { openPerson } from '../../../server/people/sealing'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildPerson, buildTeam, nameFor, type Team } from '../../factories/people'
import { buildItem, buildServiceRequest, getOne, moveBody, newKey, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const HOUR = 3600 * 1000
let app: TestApp
let team: Team
let officer: string
let backup: string
let agent: string
let dispatcher: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  ;[officer, backup, agent, dispatcher] = await Promise.all(
    [team.officer, team.backup, team.agent, team.dispatcher].map(person => app.signIn(person.phone))
  ) as [string, string, string, string]
})
beforeEach(() => { app.clock.set('2026-11-24T09:02:00+08:00') })
afterAll(() => app.stop())

const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))

describe('the way of a home visit', () => {
  test('asked, accepted, booked, on the way, document made, delivered, rated: the timeline tells it', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    await app.http.post(`/api/v1/service-requests/${id}/received`).set('Authorization', officer).expect(204)
    app.clock.advance(10 * 60_000)
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, id, action).expect(200)
    await move(officer, id, 'finish', { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '照了相' }).expect(200)
    await move(dispatcher, id, 'documentReady').expect(200)
    // The document is with the desk until the officer confirms having it.
    expect((await move(officer, id, 'deliver').expect(409)).body.error.code).toBe('papersElsewhere')
    await move(officer, id, 'receivePapers', { papers: [1] }).expect(200)
    await move(officer, id, 'deliver').expect(200)
    const { body } = await move(applicant.token, id, 'rate').expect(200)
    expect(detailSchema.strict().parse(body)).toBeTruthy()
    expect(body.timeline.map((entry: { action: string }) => entry.action))
      .toEqual(['submit', 'accept', 'schedule', 'setOut', 'finish', 'documentReady', 'receivePapers', 'deliver', 'rate'])
    expect(body.status).toBe('completed')
    expect(body.proofs).toMatchObject({
      serverAt: '2026-11-24T01:02:00.000Z',
      handsetAt: '2026-11-24T01:02:00.000Z',
      acceptedAt: '2026-11-24T01:12:00.000Z'
    })
    expect(body.custody.map((entry: { paper: string; returned: { to: string } }) => [entry.paper, entry.returned.to]))
      .toEqual([['旧身份证', '张三'], ['居民身份证', '张三']])
    expect(body.rating).toMatchObject({ stars: 5 })
    expect(body.actions).toEqual(['reopen'])
  })

  test('nobody home counts and books anew', async () => {
    const { id } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, id, action).expect(200)
    const { body } = await move(officer, id, 'nobodyHome').expect(200)
    expect(body).toMatchObject({ status: 'scheduled', missed: 1 })
  })

  test('the promise stands still while the resident owes papers', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    const { body: accepted } = await move(officer, id, 'accept').expect(200)
    expect((await move(officer, id, 'askMaterial').expect(200)).body).toMatchObject({
      waitingOn: 'resident',
      status: 'accepted',
      materialAsked: { papers: ['户口簿'] }
    })
    app.clock.set('2026-11-25T09:02:00+08:00')
    const { body } = await move(applicant.token, id, 'provideMaterial').expect(200)
    expect(body).toMatchObject({ waitingOn: null, materialAsked: null })
    // One whole working day passed: from the end of work on Friday to the end of work on Monday.
    expect(accepted.expectedBy).toBe('2026-12-04T09:30:00.000Z')
    expect(body.expectedBy).toBe('2026-12-07T09:30:00.000Z')
  })
})

describe('who answers', () => {
  test('handed back it goes on to the next, and never back', async () => {
    const { id } = await buildServiceRequest(app, team)
    expect((await move(officer, id, 'handBack').expect(200)).body.assignee.id).toBe(String(team.backup._id))
    expect((await move(backup, id, 'handBack').expect(200)).body.assignee).toMatchObject({
      id: String(team.dispatcher._id),
      kind: 'desk'
    })
    const { body } = await move(dispatcher, id, 'reassign', {
      personId: String(team.officer._id),
      reason: '试试'
    }).expect(400)
    expect(body.error.code).toBe('assigneeNotEligible')
  })

  test('when the last one hands it back he is told, and it stays his', async () => {
    const lonely = await buildTeam()
    const { id } = await buildServiceRequest(app, lonely)
    for (const person of [lonely.officer, lonely.backup, lonely.dispatcher, lonely.chief]) {
      await move(await app.signIn(person.phone), id, 'handBack').expect(200)
    }
    for (;;) {
      const stored = await ServiceRequest.findById(id)
      const holder = await Person.findById(stored!.assignee.person)
      const answer = await move(
        await app.signIn((await openPerson(app.deps.fields, holder!.toObject())).phone),
        id,
        'handBack'
      )
      if (answer.status === 200) continue
      expect(answer.status).toBe(409)
      expect(answer.body.error.code).toBe('noOtherCandidate')
      expect((await ServiceRequest.findById(id))!.assignee.person).toEqual(stored!.assignee.person)
      break
    }
  })

  test('what the agent can’t do becomes a home visit of the officer', async () => {
    const { id, applicant } = await buildServiceRequest(app, team, { channel: 'paperwork' })
    await move(agent, id, 'accept').expect(200)
    const { body } = await move(agent, id, 'escalate').expect(200)
    expect(body).toMatchObject({ status: 'assigned', channel: 'homeVisit', assignee: { id: String(team.officer._id) } })
    expect((await getOne(app, applicant.token, id)).body.timeline.at(-1)).toMatchObject({
      action: 'escalate',
      text: '要本人按指纹'
    })
    await move(officer, id, 'accept').expect(200)
  })

  test('an item that is not done at home can’t be passed on as a visit', async () => {
    const itemCode = await buildItem({ channels: ['paperwork'] })
    const { id } = await buildServiceRequest(app, team, { channel: 'paperwork', itemCode })
    await move(agent, id, 'accept').expect(200)
    expect((await move(agent, id, 'escalate').expect(400)).body.error.code).toBe('channelNotAllowed')
  })

  test('a former primary who is a backup now is offered it, and may take it in the present place', async () => {
    const changed = await buildTeam()
    const former = await buildPerson({ roles: ['resident', 'officer'], rank: 'police', stationCode: changed.stationCode })
    await nameFor(changed.villageCode, 'officer', former, 0, '2025-01-01', '2026-06-30')
    await nameFor(changed.villageCode, 'officer', former, 2, '2026-07-01')
    const { id } = await buildServiceRequest(app, changed)
    app.clock.advance(24 * HOUR)
    const { body } = await move(await app.signIn(former.phone), id, 'accept').expect(200)
    expect(body.assignee).toMatchObject({ id: String(former._id), level: 'backup' })
    // The step of the expired row is told all the same.
    expect(body.routing[0].steps.map((step: { outcome: string }) => step.outcome)).toEqual(['notInDates', 'chosen'])
  })

  test('the desk may give it to an officer of the station whose row for the village has expired', async () => {
    const changed = await buildTeam()
    const former = await buildPerson({ roles: ['resident', 'officer'], rank: 'police', stationCode: changed.stationCode })
    await nameFor(changed.villageCode, 'officer', former, 0, '2025-01-01', '2026-06-30')
    const { id } = await buildServiceRequest(app, changed)
    const desk = await app.signIn(changed.dispatcher.phone)
    const { body } = await move(desk, id, 'reassign', { personId: String(former._id), reason: '他离得近' }).expect(200)
    expect(body.assignee).toMatchObject({ id: String(former._id) })
  })

  test('an offer that has lapsed gives nothing, and takes no other right', async () => {
    const changed = await buildTeam()
    await nameFor(changed.villageCode, 'agent', changed.officer, 1, '2026-01-01', '2026-11-24')
    const [token, until] = [await app.signIn(changed.officer.phone), 24 * HOUR]
    const { id } = await buildServiceRequest(app, changed, { channel: 'paperwork' })
    app.clock.advance(until)
    // No backup of the agent any more, but the officer named for the village: reads, and can't act.
    expect((await getOne(app, token, id).expect(200)).body).toMatchObject({ viewer: 'staff', actions: [] })
    for (const action of ['accept', 'handBack', 'decline'] as const)
      expect((await move(token, id, action).expect(409)).body.error.code).toBe('alreadyTaken')
    expect((await getOne(app, token, id)).body).toMatchObject({ status: 'assigned', assignee: { kind: 'agent' } })
  })

  test('accepting keeps the instant at which the phone got it, however close the two are', async () => {
    const { id } = await buildServiceRequest(app, team)
    const write = Matter.collection.findOneAndUpdate.bind(Matter.collection)
    // The mark of 09:02 is written while the acceptance, which was worked out at 09:03, is on its way.
    const late = async (...call: Parameters<typeof write>) => {
      app.clock.set('2026-11-24T09:02:00+08:00')
      await app.http.post(pathOf('markReceived', { id })).set('Authorization', officer).expect(204)
      app.clock.advance(60_000)
      return write(...call)
    }
    app.clock.advance(60_000)
    jest.spyOn(Matter.collection, 'findOneAndUpdate').mockImplementationOnce(late as never)
    const { body } = await move(officer, id, 'accept').expect(200)
    expect(body.proofs).toMatchObject({
      handsetAt: '2026-11-24T01:02:00.000Z', acceptedAt: '2026-11-24T01:03:00.000Z'
    })
  })

  test('backups may accept only once the time to accept has run out, and the desk later still', async () => {
    const { id } = await buildServiceRequest(app, team)
    expect((await move(backup, id, 'accept').expect(409)).body.error.code).toBe('alreadyTaken')
    app.clock.advance(5.6 * HOUR) // 14:38: the four working hours ended at 14:32, after the noon break
    const { body } = await move(backup, id, 'accept').expect(200)
    expect(body.assignee).toMatchObject({ id: String(team.backup._id), level: 'backup' })
  })

  test('two who accept at once: one wins, the other is told who', async () => {
    for (let round = 0; round < 10; round++) {
      app.clock.set('2026-11-24T09:02:00+08:00')
      const { id } = await buildServiceRequest(app, team)
      app.clock.advance(6 * HOUR)
      const answers = await Promise.all([move(officer, id, 'accept'), move(backup, id, 'accept')])
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
      const [won, lost] = answers[0]!.status === 200 ? answers : [answers[1]!, answers[0]!]
      expect(lost!.body.error).toMatchObject({
        code: 'alreadyTaken',
        present: { status: 'accepted', assignee: won!.body.assignee.name }
      })
      const stored = await ServiceRequest.findById(id)
      expect(stored!.timeline.filter(entry => entry.action === 'accept')).toHaveLength(1)
    }
  })

  test('the desk reassigns to a colleague of its list; the former assignee is told who has it', async () => {
    const { id } = await buildServiceRequest(app, team)
    const { body } = await app.http
      .get(`/api/v1/service-requests/${id}/colleagues`)
      .set('Authorization', dispatcher)
      .expect(200)
    expect(body.items.map((one: { id: string }) => one.id)).toContain(String(team.backup._id))
    expect(body.items.map((one: { id: string }) => one.id)).not.toContain(String(team.officer._id))
    await move(dispatcher, id, 'reassign').expect(200)
    const { body: refused } = await move(officer, id, 'accept').expect(409)
    expect(refused.error).toMatchObject({ code: 'alreadyTaken', present: { assignee: team.backup.name } })
    expect(refused.error.message).toContain(team.backup.name)
  })

  test('a complaint about the officer goes to the desk, any other reopening to the village’s officer', async () => {
    for (const [aboutOfficer, expected] of [[true, team.dispatcher], [false, team.officer]] as const) {
      const { id, applicant } = await buildServiceRequest(app, team)
      for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const)
        await move(officer, id, action).expect(200)
      const { body } = await move(applicant.token, id, 'reopen', { reason: '没办好', aboutOfficer }).expect(200)
      expect(body).toMatchObject({ status: 'assigned', assignee: { id: String(expected._id) } })
    }
  })

  test('after seven days it can’t be reopened', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const)
      await move(officer, id, action).expect(200)
    app.clock.advance(7 * 24 * HOUR + 1)
    expect((await move(applicant.token, id, 'reopen').expect(409)).body.error.code).toBe('reopenTooLate')
  })

  test('rating it opens the seven days no second time', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const) await move(officer, id, action).expect(200)
    const closedAt = app.clock.now()
    app.clock.advance(6 * 24 * HOUR)
    expect((await move(applicant.token, id, 'rate').expect(200)).body.actions).toEqual(['reopen'])
    expect((await ServiceRequest.findById(id))!.closedAt!.getTime()).toBe(closedAt)
    app.clock.advance(24 * HOUR + 1)
    expect((await getOne(app, applicant.token, id)).body.actions).toEqual([])
    expect((await move(applicant.token, id, 'reopen').expect(409)).body.error.code).toBe('reopenTooLate')
  })

  test('what is over is in the inbox of the one who had it, and of nobody to whom it would have been offered', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    await move(applicant.token, id, 'cancel').expect(200)
    app.clock.advance(48 * HOUR)
    const inbox = async (token: string) =>
      (
        await app.http
          .get('/api/v1/service-requests')
          .query({ role: 'inbox', status: 'cancelled' })
          .set('Authorization', token)
          .expect(200)
      ).body.items.map((row: { id: string }) => row.id) as string[]
    expect(await inbox(officer)).toContain(id)
    for (const token of [backup, dispatcher]) expect(await inbox(token)).not.toContain(id)
  })

  test('an offer holds from its very instant on, in the inbox and for accepting', async () => {
    const { id } = await buildServiceRequest(app, team)
    const inbox = async () => (await app.http.get('/api/v1/service-requests').query({ role: 'inbox' })
      .set('Authorization', backup).expect(200)).body.items.map((row: { id: string }) => row.id) as string[]
    app.clock.set('2026-11-24T14:31:59.999+08:00')
    expect(await inbox()).not.toContain(id)
    await move(backup, id, 'accept').expect(409)
    app.clock.set('2026-11-24T14:32:00+08:00')
    expect(await inbox()).toContain(id)
    await move(backup, id, 'accept').expect(200)
  })

  test('an auxiliary can’t decline, a sworn officer can, with where to complain', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    await move(dispatcher, id, 'reassign').expect(200)
    await move(backup, id, 'decline').expect(409)
    const other = await buildServiceRequest(app, team)
    await move(officer, other.id, 'decline').expect(200)
    const { body } = await getOne(app, other.applicant.token, other.id)
    expect(body.declined).toMatchObject({ legalBasis: '户口登记条例', complaint: expect.stringContaining('12389') })
    expect(applicant.token).not.toBe(other.applicant.token)
  })
})

describe('what is refused', () => {
  test('a move from a wrong state names the present one', async () => {
    const { id } = await buildServiceRequest(app, team)
    const { body } = await move(officer, id, 'finish').expect(409)
    expect(body.error).toMatchObject({
      code: 'moveNotAllowed',
      present: { status: 'assigned', assignee: team.officer.name }
    })
  })

  test('somebody else’s is answered like a missing one', async () => {
    const { id } = await buildServiceRequest(app, team)
    const otherTeam = await buildTeam()
    const strangers = [
      await buildPerson(),
      otherTeam.officer,
      otherTeam.agent,
      otherTeam.dispatcher,
      otherTeam.chief,
      team.admin,
      team.agent
    ]
    const missing = await getOne(app, officer, 'f'.repeat(24)).expect(404)
    for (const stranger of strangers) {
      const token = await app.signIn(stranger.phone)
      for (const answer of [
        await getOne(app, token, id),
        await move(token, id, 'accept'),
        await move(token, id, 'cancel')
      ]) {
        expect(answer.status).toBe(404)
        expect({ ...answer.body.error, requestId: '' }).toEqual({ ...missing.body.error, requestId: '' })
      }
    }
  })

  test.each(['abc', 'f'.repeat(25), '%00', '..%2f..'])('an id that is none: %s', async id => {
    const answer = await app.http.get(`/api/v1/service-requests/${id}`).set('Authorization', officer)
    expect(answer.status).toBe(404)
  })

  test('the applicant has no officer’s moves', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    expect((await move(applicant.token, id, 'accept').expect(403)).body.error.code).toBe('forbidden')
  })

  test('an appointment in the past, or ending before it starts', async () => {
    const { id } = await buildServiceRequest(app, team)
    await move(officer, id, 'accept').expect(200)
    const past = await move(officer, id, 'schedule', {
      start: '2026-11-23T09:00:00+08:00',
      end: '2026-11-23T10:00:00+08:00'
    }).expect(400)
    expect(past.body.error).toMatchObject({ code: 'timeInPast', fields: [{ path: 'start' }] })
    const reversed = await move(officer, id, 'schedule', {
      start: '2026-11-25T11:00:00+08:00',
      end: '2026-11-25T09:00:00+08:00'
    }).expect(400)
    expect(reversed.body.error.fields[0].path).toBe('end')
  })

  test('a repeated move is answered, not made again; its key with another body is refused', async () => {
    const { id } = await buildServiceRequest(app, team)
    const key = newKey()
    await move(officer, id, 'accept').expect(200)
    const body = moveBody('schedule', team)
    const answers = await Promise.all([1, 2, 3, 4].map(() => postMove(app, officer, id, 'schedule', body, key)))
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200, 200])
    expect((await getOne(app, officer, id)).body.timeline).toHaveLength(3)
    await postMove(app, officer, id, 'schedule', { ...body, end: '2026-11-25T10:30:00+08:00' }, key).expect(422)
    await postMove(app, officer, id, 'setOut', {}, key).expect(422)
  })

  test('the key of one move is refused for another, the same body or not', async () => {
    const { id } = await buildServiceRequest(app, team, { channel: 'paperwork', address: '' })
    const key = newKey()
    await postMove(app, agent, id, 'accept', {}, key).expect(200)
    expect((await postMove(app, agent, id, 'setOut', {}, key).expect(422)).body.error.code).toBe('idempotencyKeyReused')
    expect((await getOne(app, agent, id)).body.status).toBe('accepted')
    await postMove(app, agent, id, 'accept', {}, key).expect(200)
  })
})

describe('who sees what', () => {
  test('the beneficiary sees and cancels what a relative asked for; the officer named in it has no say', async () => {
    const elder = await buildPerson()
    const beneficiary = { name: '王奶奶', kinship: 'parent' as const, phone: elder.phone }
    const { id } = await buildServiceRequest(app, team, { beneficiary })
    const token = await app.signIn(elder.phone)
    expect((await getOne(app, token, id).expect(200)).body).toMatchObject({
      viewer: 'beneficiary',
      actions: ['cancel', 'withdrawConsent']
    })
    await move(token, id, 'cancel').expect(200)
    const named = await buildServiceRequest(app, team, {
      beneficiary: { ...beneficiary, phone: team.dispatcher.phone }
    })
    expect((await getOne(app, dispatcher, named.id)).body).toMatchObject({
      viewer: 'beneficiary',
      actions: ['cancel', 'withdrawConsent']
    })
  })

  test('reasons among colleagues stay among colleagues', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    await move(officer, id, 'handBack').expect(200)
    expect((await getOne(app, applicant.token, id)).body.timeline.at(-1)).toMatchObject({
      action: 'handBack',
      text: null
    })
    expect((await getOne(app, dispatcher, id)).body.timeline.at(-1)).toMatchObject({
      action: 'handBack',
      text: '今天去市里开会'
    })
  })

  test('an officer named for the village reads it, until his time there ends', async () => {
    // An auxiliary can't be offered a matter that needs a sworn officer, and may therefore only read it.
    const colleague = await buildPerson({
      roles: ['resident', 'officer'],
      rank: 'auxiliary',
      stationCode: team.stationCode
    })
    await nameFor(team.villageCode, 'officer', colleague, 5, '2026-01-01', '2026-11-24')
    const { id } = await buildServiceRequest(app, team, { itemCode: await buildItem({ requiresPolice: true }) })
    const token = await app.signIn(colleague.phone)
    await getOne(app, token, id).expect(200)
    app.clock.set('2026-11-25T00:00:00+08:00')
    await getOne(app, token, id).expect(404)
  })
})
