import { ServiceRequest } from '../../../server/serviceRequests/model'
import { pathOf } from '../../../src/contract/endpoints'
import { buildPerson, buildTeam, withPhone, type Team } from '../../factories/people'
import { buildServiceRequest, getOne, moveBody, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
let elder: { token: string; phone: string }
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
beforeEach(async () => {
  const { phone } = await buildPerson({ name: '王奶奶' })
  elder = { phone, token: await app.signIn(phone) }
})
afterAll(() => app.stop())

const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))
const forElder = () =>
  buildServiceRequest(app, team, { beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone } })
/** A visit that a relative asked for, with the officer at the door. */
const atTheDoor = async () => {
  const found = await forElder()
  for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, found.id, action).expect(200)
  return found
}

describe('consent on arrival', () => {
  test('nothing is finished before he said yes; then it is, and the yes stands in the timeline', async () => {
    const { id } = await atTheDoor()
    const before = (await getOne(app, officer, id)).body
    expect(before.consent).toEqual({ state: 'pending', way: null, at: null, by: null, until: null, voiceAt: null })
    expect(before.actions)
      .toEqual(['nobodyHome', 'recordConsent', 'withdrawConsent', 'nameContacts', 'takePapers', 'noteCall'])
    const refused = await move(officer, id, 'finish').expect(409)
    expect(refused.body.error).toMatchObject({ code: 'consentMissing', present: { status: 'underway' } })
    const { body } = await move(officer, id, 'recordConsent').expect(200)
    expect(body).toMatchObject({
      status: 'underway',
      consent: { state: 'given', way: 'onArrival', by: { name: team.officer.name }, until: null }
    })
    expect(body.timeline.at(-1)).toMatchObject({ action: 'recordConsent', status: 'underway' })
    await move(officer, id, 'finish').expect(200)
  })

  test('a no is no yes, unknown words are none, and it can’t be said for him by anybody else', async () => {
    const { id, applicant } = await atTheDoor()
    await move(officer, id, 'recordConsent', { agreed: false, words: '2026-11' }).expect(400)
    await move(officer, id, 'recordConsent', { agreed: true, words: '1999-01' }).expect(400)
    await move(applicant.token, id, 'recordConsent').expect(403)
    await move(elder.token, id, 'recordConsent').expect(403)
    expect((await getOne(app, officer, id)).body.consent.state).toBe('pending')
  })

  test('who asks for himself is not asked', async () => {
    const { id } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, id, action).expect(200)
    expect((await getOne(app, officer, id)).body.actions)
      .toEqual(['nobodyHome', 'finish', 'nameContacts', 'takePapers', 'noteCall'])
    await move(officer, id, 'recordConsent').expect(409)
    await move(officer, id, 'withdrawConsent').expect(409)
  })
})

describe('consent withdrawn', () => {
  test.each(['elder', 'officer'] as const)('by the %s: it is over, and told to all', async who => {
    const { id, applicant } = await atTheDoor()
    const { body } = await move(who === 'elder' ? elder.token : officer, id, 'withdrawConsent').expect(200)
    expect(body).toMatchObject({ status: 'cancelled', consent: { state: 'withdrawn' } })
    expect((await getOne(app, applicant.token, id)).body).toMatchObject({
      status: 'cancelled',
      consent: { state: 'withdrawn' },
      actions: []
    })
  })

  test('the relative can’t withdraw in his name, he cancels in his own', async () => {
    const { id, applicant } = await forElder()
    await move(applicant.token, id, 'withdrawConsent').expect(403)
    await move(applicant.token, id, 'cancel').expect(200)
  })

  test('with an original in the officer’s hands it is refused until the same move says who has it back', async () => {
    const { id } = await atTheDoor()
    const held = {
      paper: '旧身份证',
      holder: { person: team.officer._id, name: team.officer.name },
      since: new Date(app.clock.now()),
      earlier: [],
      givenAt: null,
      returned: null
    }
    await ServiceRequest.updateOne({ _id: id }, { $push: { custody: held }, $set: { heldBy: [held.holder.person] } })
    // The elder on the own phone can't confirm that the paper has been returned.
    for (const [token, body] of [[elder.token, { papersReturnedTo: '王奶奶' }], [officer, {}]] as const) {
      expect((await move(token, id, 'withdrawConsent', body).expect(409)).body.error.code).toBe('papersHeld')
    }
    const { body } = await move(officer, id, 'withdrawConsent', { text: '不想办了', papersReturnedTo: '王奶奶' }).expect(200)
    expect(body.custody).toMatchObject([{ paper: '旧身份证', returned: { to: '王奶奶' } }])
    expect(body.timeline.at(-1)).toMatchObject({ action: 'withdrawConsent', papers: ['旧身份证'] })
  })
})

describe('who sees what', () => {
  test('the relative sees date, officer and result; not what was seen and said in that home, nor whose hands its papers are in', async () => {
    const { id, applicant } = await atTheDoor()
    await move(officer, id, 'nobodyHome', { ...moveBody('nobodyHome', team), text: '邻居说她去住院了' }).expect(200)
    for (const action of ['setOut', 'recordConsent'] as const) await move(officer, id, action).expect(200)
    await move(officer, id, 'finish', {
      outcome: 'awaitingDocument',
      papersTaken: ['旧身份证'],
      text: '家里很乱，要再来看看'
    }).expect(200)
    const kept = (await getOne(app, applicant.token, id)).body
    expect(kept).toMatchObject({
      papers: 'kept',
      custody: [],
      status: 'awaitingDocument',
      missed: 1,
      assignee: { name: team.officer.name }
    })
    await move(officer, id, 'documentReady').expect(200)
    await move(officer, id, 'deliver', { receivedBy: '王奶奶', relation: 'self', way: 'broughtHome', text: '她说腿疼' }).expect(200)
    const seen = (await getOne(app, applicant.token, id)).body
    expect(seen).toMatchObject({ viewer: 'applicant', status: 'completed', papers: 'broughtBack', custody: [] })
    const told = JSON.stringify(seen)
    for (const secret of ['住院', '很乱', '腿疼', '旧身份证', '居民身份证']) expect(told).not.toContain(secret)
    expect(seen.timeline.map((entry: { action: string }) => entry.action)).toContain('deliver')

    const own = (await getOne(app, elder.token, id)).body
    expect(own).toMatchObject({ viewer: 'beneficiary', papers: 'broughtBack' })
    expect(own.custody).toHaveLength(2)
    for (const word of ['住院', '很乱', '腿疼', '旧身份证']) expect(JSON.stringify(own)).toContain(word)
    expect(JSON.stringify((await getOne(app, officer, id)).body)).toContain('腿疼')
  })

  test('one’s own matter is seen whole', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, id, action).expect(200)
    await move(officer, id, 'finish', { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '照了相' }).expect(200)
    const { body } = await getOne(app, applicant.token, id)
    expect(body.custody).toMatchObject([{ paper: '旧身份证' }])
    expect(body.timeline.at(-1).text).toBe('照了相')
  })

  test('a relative sees neither the elder’s other matters nor another relative’s bookings; the elder sees them all', async () => {
    const [first, second] = [await forElder(), await forElder()]
    const own = await buildServiceRequest(app, team)
    await ServiceRequest.updateOne(
      { _id: own.id },
      { $set: { 'applicant.phoneIndex': (await withPhone(elder.phone)).phoneIndex } }
    )
    const rows = async (token: string) =>
      (
        await app.http
          .get(pathOf('listServiceRequests'))
          .query({ role: 'mine' })
          .set('Authorization', token)
          .expect(200)
      ).body.items.map((row: { id: string }) => row.id) as string[]
    expect(await rows(first.applicant.token)).toEqual([first.id])
    expect(await rows(second.applicant.token)).toEqual([second.id])
    expect((await rows(elder.token)).sort()).toEqual([first.id, second.id].sort())
    await getOne(app, first.applicant.token, second.id).expect(404)
    await getOne(app, first.applicant.token, own.id).expect(404)
  })
})
