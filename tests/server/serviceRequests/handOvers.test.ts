/** What remains when a matter changes hands or stops waiting: repetitions, offers, and the clock of the promise. */
import type { Action } from '../../../src/contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../src/contract/serviceRequestViews'
import { Person } from '../../../server/people/model'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { pathOf } from '../../../src/contract/endpoints'
import { buildConsent, buildFamily } from '../../factories/beneficiaries'
import { buildInput, buildServiceRequest, getOne, moveBody, newKey, postMove, postSubmit, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let app: TestApp
let team: Team
let officer: string
let backup: string
let agent: string
let desk: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  team = await buildTeam()
  const people = [team.officer, team.backup, team.agent, team.dispatcher]
  ;[officer, backup, agent, desk] = await Promise.all(people.map(({ phone }) => app.signIn(phone))) as [
    string, string, string, string
  ]
})
afterAll(() => app.stop())

const move = (token: string, { id }: Case, action: Action, body = moveBody(action, team), key = newKey()) =>
  postMove(app, token, id, action, body, key)
const seen = async ({ id, applicant }: Case): Promise<ServiceRequestDetail> =>
  (await getOne(app, applicant.token, id).expect(200)).body as ServiceRequestDetail

describe('a repeated move that took the matter out of the mover’s sight', () => {
  async function farOfficer(): Promise<{ token: string; made: Case }> {
    const far = await buildPerson({ roles: ['resident', 'officer'], rank: 'police', stationCode: team.stationCode })
    const made = await buildServiceRequest(app, team)
    await move(desk, made, 'reassign', { personId: String(far._id), reason: '他离得近' }).expect(200)
    return { token: await app.signIn(far.phone), made }
  }

  test.each([
    ['handed back by somebody not named for the village', farOfficer, 'handBack'],
    ['passed on to a visit by the agent', async () => {
      const made = await buildServiceRequest(app, team, { channel: 'paperwork' })
      await move(agent, made, 'accept').expect(200)
      return { token: agent, made }
    }, 'escalate']
  ] as const)('%s: answered as the first time, and made once', async (_name, begin, action) => {
    const { token, made } = await begin()
    const key = newKey()
    const first = await move(token, made, action, undefined, key).expect(200)
    const second = await move(token, made, action, undefined, key).expect(200)
    expect(second.body.timeline).toEqual(first.body.timeline)
    await getOne(app, token, made.id).expect(404)
  })

  test('after somebody else’s move the repetition says that it was done, and nothing of what came later', async () => {
    const { token, made } = await farOfficer()
    const key = newKey()
    await move(token, made, 'handBack', undefined, key).expect(200)
    await move(officer, made, 'accept').expect(200)
    const { body } = await move(token, made, 'handBack', undefined, key).expect(409)
    expect(body.error.code).toBe('movedOn')
    expect(JSON.stringify(body)).not.toContain(team.officer.name)
    await move(token, made, 'handBack').expect(404)
  })

  test('a key is one person’s: the same key in another hand is another intent', async () => {
    const made = await buildServiceRequest(app, team)
    const key = newKey()
    await move(desk, made, 'reassign', { personId: String(team.backup._id), reason: '他离得近' }, key).expect(200)
    await move(backup, made, 'accept', {}, key).expect(200)
    expect((await seen(made)).status).toBe('accepted')
  })

  test('another body under the same key is refused all the same', async () => {
    const { token, made } = await farOfficer()
    const key = newKey()
    await move(token, made, 'handBack', undefined, key).expect(200)
    const { body } = await move(token, made, 'handBack', { reason: '别的原因' }, key).expect(422)
    expect(body.error.code).toBe('idempotencyKeyReused')
  })
})

test('a backup who gives up an overdue offer leaves assignee and deadline as they are, and is not offered it again', async () => {
  const made = await buildServiceRequest(app, team)
  const before = await seen(made)
  app.clock.set(new Date(Date.parse(before.acceptBy!) + 60_000).toISOString())
  await move(backup, made, 'handBack').expect(200)
  const after = await seen(made)
  expect([after.assignee.name, after.acceptBy, after.status]).toEqual([before.assignee.name, before.acceptBy, 'assigned'])
  expect((await move(backup, made, 'accept')).status).not.toBe(200)
  await move(officer, made, 'handBack').expect(200)
  expect((await seen(made)).assignee.name).not.toBe(team.backup.name)
})

describe('while the resident owes something no clock runs, whatever ends the waiting', () => {
  test.each<[string, Action, 'homeVisit' | 'paperwork', () => string]>([
    ['an appointment', 'schedule', 'homeVisit', () => officer],
    ['another assignee by the desk', 'reassign', 'homeVisit', () => desk],
    ['the assignee hands it back', 'handBack', 'homeVisit', () => officer],
    ['the agent begins', 'setOut', 'paperwork', () => agent]
  ])('%s: the promised end moves by the time waited', async (_name, action, channel, whose) => {
    const made = await buildServiceRequest(app, team, { channel })
    const assignee = channel === 'paperwork' ? agent : officer
    await move(assignee, made, 'accept').expect(200)
    await move(assignee, made, 'askMaterial').expect(200)
    const { expectedBy } = await seen(made)
    app.clock.set('2026-11-25T08:02:00+08:00')
    await move(whose(), made, action).expect(200)
    const after = await seen(made)
    expect(after.waitingOn).toBeNull()
    expect(after.materialAsked).toBeNull()
    // From Tuesday 9:02 to the end of that day are 6 hours and 58 minutes of work.
    expect(Date.parse(after.expectedBy!)).toBeGreaterThan(Date.parse(expectedBy!))
  })

  test.each(['decline', 'cancel'] as const)('%s: nobody is waited for in a matter that has ended', async action => {
    const made = await buildServiceRequest(app, team)
    await move(officer, made, 'accept').expect(200)
    await move(officer, made, 'askMaterial').expect(200)
    await move(action === 'cancel' ? made.applicant.token : officer, made, action).expect(200)
    expect((await seen(made)).waitingOn).toBeNull()
  })
})

describe('the desk gives a matter to a colleague', () => {
  const given = async (made: Case, personId: unknown) =>
    move(desk, made, 'reassign', { personId: String(personId), reason: '他离得近' })

  test.each([
    ['who has it already', () => team.officer._id],
    ['who does not exist', () => 'f'.repeat(24)],
    ['who is not of the police', () => made().then(({ applicant }) => applicant.id)]
  ])('not to somebody %s: refused at the field', async (_name, whom) => {
    const { body } = await given(await made(), await whom())
    expect(body.error).toMatchObject({ code: 'assigneeNotEligible', fields: [{ path: 'personId' }] })
  })

  test('not to somebody on leave today', async () => {
    await Person.updateOne({ _id: team.backup._id }, { leave: [{ from: '2026-11-24', until: '2026-11-25' }] })
    await groundChanged()
    expect((await given(await made(), team.backup._id)).body.error.code).toBe('assigneeNotEligible')
  })

  async function made(): Promise<Case> {
    return buildServiceRequest(app, team)
  }
})

test('special groups have two working hours to be accepted in, everybody else four', async () => {
  const [usual, special] = [await buildServiceRequest(app, team), await buildServiceRequest(app, team, {
    specialGroups: ['livesAlone']
  })]
  expect([(await seen(usual)).acceptBy, (await seen(special)).acceptBy]).toEqual([
    '2026-11-24T06:32:00.000Z', '2026-11-24T03:02:00.000Z'
  ])
})

test.each(['f'.repeat(24), 'nonsense'])('a move of a matter that does not exist (%s) is answered as one not theirs', async id => {
  const { body } = await postMove(app, officer, id, 'accept').expect(404)
  expect(body.error.code).toBe('notFound')
})

describe('what changed outside while a matter was closed or open', () => {
  test('a consent that was withdrawn while the matter was closed has to be asked for again after reopening', async () => {
    const owner = await app.signIn((await buildPerson()).phone)
    const member = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, member)
    const input = await buildInput(team, { beneficiary: { id: member } })
    const { body: { id } } = await postSubmit(app, owner, input).expect(201)
    for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const)
      await postMove(app, officer, id as string, action, moveBody(action, team)).expect(200)
    await app.http.post(pathOf('endConsent', { id: member })).set('Authorization', owner).expect(200)
    const reopen = { reason: '没办好', aboutOfficer: false }
    const { body } = await postMove(app, owner, id as string, 'reopen', reopen).expect(200)
    expect(body.consent.state).toBe('pending')
  })

  test('a consent that stands is still there after reopening', async () => {
    const owner = await app.signIn((await buildPerson()).phone)
    const member = await buildFamily(app, owner, team)
    await buildConsent(app, owner, agent, member)
    const input = await buildInput(team, { beneficiary: { id: member } })
    const { body: { id } } = await postSubmit(app, owner, input).expect(201)
    await postMove(app, officer, id as string, 'decline', moveBody('decline', team)).expect(200)
    const reopen = { reason: '没办好', aboutOfficer: false }
    expect((await postMove(app, owner, id as string, 'reopen', reopen).expect(200)).body.consent.state).toBe('given')
  })

  test('a beneficiary deletes the account: whoever has the number next finds nothing of the matter', async () => {
    const elder = await buildPerson({ name: '王奶奶' })
    const made = await buildServiceRequest(app, team, {
      beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone }
    })
    const hers = await app.signIn(elder.phone)
    await getOne(app, hers, made.id).expect(200)
    await app.http.delete(pathOf('deleteMe')).set('Authorization', hers).expect(204)
    await getOne(app, await app.signIn(elder.phone), made.id).expect(404)
    await getOne(app, made.applicant.token, made.id).expect(200)
    await move(officer, made, 'accept').expect(200)
  })
})
