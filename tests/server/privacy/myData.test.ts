import { BeneficiaryModel } from '../../../server/beneficiaries/model'
import { Person } from '../../../server/people/model'
import { PrivacyConsent } from '../../../server/privacy/model'
import { myDataSchema } from '../../../server/privacy/schema'
import { Session, WechatBinding } from '../../../server/session/model'
import { pathOf } from '../../../src/contract/endpoints'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import { buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import {
  buildInput,
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterAll(() => app.stop())

const exportOf = (token: string) => app.http.get(pathOf('exportMe')).set('Authorization', token)
const deleteOf = (token: string) => app.http.delete(pathOf('deleteMe')).set('Authorization', token)
const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))

describe('GET /me/export', () => {
  it('holds everything of mine as I may see it, and nothing of others', async () => {
    const elder = await buildPerson({ name: '王奶奶' })
    const mine = await buildServiceRequest(app, team, {
      beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone }
    })
    const { token, phone } = mine.applicant
    const family = await buildFamily(app, token, team, { address: '村东头槐树旁' })
    for (const action of ['accept', 'schedule', 'setOut'] as const) await move(officer, mine.id, action).expect(200)
    await move(officer, mine.id, 'nobodyHome', { ...moveBody('nobodyHome', team), text: '邻居说她去住院了' }).expect(200)
    const other = await buildServiceRequest(app, team)
    const { body } = await exportOf(token).expect(200)
    expect(myDataSchema.strict().parse(body)).toBeTruthy()
    expect(body).toMatchObject({
      profile: { phone, roles: ['resident'] }, family: [{ id: family, address: '村东头槐树旁' }], keptBy: [],
      serviceRequests: [{ id: mine.id, viewer: 'applicant' }], sessions: [{ current: true }]
    })
    expect(JSON.stringify(body)).not.toContain('住院')
    expect(JSON.stringify(body)).not.toContain(other.id)
    const elders = (await exportOf(await app.signIn(elder.phone)).expect(200)).body
    expect(elders.serviceRequests).toMatchObject([{ id: mine.id, viewer: 'beneficiary' }])
    expect(JSON.stringify(elders)).toContain('住院')
  })

  it('that it was handed out, and an account deleted, is in the audit', async () => {
    const person = await buildPerson()
    const token = await app.signIn(person.phone)
    await exportOf(token).expect(200)
    await deleteOf(token).expect(204)
    const admin = await app.signIn(team.admin.phone)
    const { body } = await app.http
      .get(pathOf('listAudit'))
      .query({ subject: String(person._id) })
      .set('Authorization', admin)
      .expect(200)
    expect(body.items.map((entry: { act: string }) => entry.act).sort()).toEqual(['erased', 'exported'])
    expect(JSON.stringify(body)).not.toContain(person.phone)
  })

  it('needs somebody signed in', async () => {
    await app.http.get(pathOf('exportMe')).expect(401)
  })
})

describe('DELETE /me', () => {
  it('is refused while something is open, and for staff', async () => {
    const { applicant, id } = await buildServiceRequest(app, team)
    expect((await deleteOf(applicant.token).expect(409)).body.error.code).toBe('openMatters')
    await getOne(app, applicant.token, id).expect(200)
    expect((await deleteOf(officer).expect(403)).body.error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('花名册')
    })
    expect(await Person.findById(team.officer._id).lean()).toMatchObject({ name: team.officer.name, active: true })
  })

  it('leaves a stub without name and phone, the proof of what was agreed to, and closed matters as the law of files wants them', async () => {
    const person = await buildPerson({ name: '李大山' })
    const token = await app.signInNew(person.phone)
    const elsewhere = await app.signInNew(person.phone)
    await app.http
      .post(pathOf('recordMyConsent'))
      .set('Authorization', token)
      .send({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy })
      .expect(204)
    await buildFamily(app, token, team, { specialGroups: [] })
    const {
      body: { id }
    } = await postSubmit(app, token, await buildInput(team)).expect(201)
    await move(token, id, 'cancel').expect(200)
    await deleteOf(token).expect(204)

    for (const ended of [token, elsewhere]) await app.http.get('/api/v1/me').set('Authorization', ended).expect(401)
    const mine = { person: person._id }
    expect([
      await Session.countDocuments(mine),
      await WechatBinding.countDocuments(mine),
      await BeneficiaryModel.countDocuments({ owner: person._id })
    ]).toEqual([0, 0, 0])
    const stub = await Person.findById(person._id).lean()
    expect(stub).toMatchObject({ name: '已注销', active: false, villageCode: null, deletedAt: expect.any(Date) })
    expect(stub).toMatchObject({ phone: null, phoneIndex: `deleted:${String(person._id)}` })
    expect(JSON.stringify(stub)).not.toContain('李大山')
    expect(await PrivacyConsent.find(mine).lean()).toMatchObject([
      { kind: 'privacy', version: PRIVACY_VERSIONS.privacy, given: true }
    ])
    expect((await getOne(app, officer, id).expect(200)).body).toMatchObject({
      status: 'cancelled',
      applicant: { name: '李大山', phone: person.phone }
    })
  })

  it('the same phone can begin anew, with nothing of the old', async () => {
    const { phone } = await buildPerson()
    const token = await app.signIn(phone)
    await buildFamily(app, token, team)
    await deleteOf(token).expect(204)
    const anew = await app.signInNew(phone)
    const { body } = await exportOf(anew).expect(200)
    expect(body).toMatchObject({ family: [], serviceRequests: [], consents: [], profile: { phone } })
    expect((await app.http.get('/api/v1/me').set('Authorization', anew)).body.agreed).toEqual({
      privacy: null,
      sensitive: null
    })
  })
})
